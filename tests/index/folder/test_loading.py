"""loading.py: an index is loaded whole and verified, or not at all."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import IndexFolderError
from index.folder.file_names import FILES, MANIFEST
from index.folder.loading import article_ids, load, sources, verify
from index.maintenance import save_collection
from index.opening import open_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def open_index(folder: Path, settings: Settings | None = None) -> Collection:
    return open_collection(folder, settings, WordEncoder())


def generation(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip()


def test_opened_is_what_was_saved(harbour: Collection, folder: Path) -> None:
    """Articles, passages and settings come back equal."""
    opened = open_index(folder)
    assert (opened.articles, opened.passages, opened.settings) == (harbour.articles, harbour.passages, harbour.settings)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_half_deleted(folder: Path, name: str) -> None:
    """With any of its files gone, an index is not opened, and the sentence names the file."""
    (generation(folder) / name).unlink()
    with pytest.raises(IndexFolderError, match=f"is incomplete: {name} is missing. Build it again"):
        open_index(folder)


@pytest.mark.parametrize("name", FILES)
def test_flipped_bit(folder: Path, name: str) -> None:
    """One bit changed in any file is noticed, with both checksums in the sentence."""
    path = generation(folder) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexFolderError, match=rf"is damaged: {name} has SHA-256 [0-9a-f]{{64}}, but [0-9a-f]{{64}} was written"):
        open_index(folder)


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json"])
def test_a_folder_in_the_place_of_a_file(folder: Path, name: str) -> None:
    """A folder where a file is due is damage, said in a sentence."""
    path = folder / name if name == "CURRENT" else generation(folder) / name
    path.unlink()
    path.mkdir()
    with pytest.raises(IndexFolderError, match="cannot be read"):
        open_index(folder)


def test_reading_while_others_write(harbour: Collection, folder: Path) -> None:
    """An index that is opened while new generations are put in use is whole each time."""
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            save_collection(harbour, folder)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(100):
            assert load(folder).articles == harbour.articles
    finally:
        done.set()
        writer.join()


def test_ids_are_told_of_any_index(folder: Path, tmp_path: Path) -> None:
    """The ids of an index's articles are told without opening it; where there is no index, there are none."""
    assert article_ids(folder) == ("harbour",)
    assert article_ids(tmp_path / "none") == ()


def test_files_are_told_of_any_version(folder: Path, harbour: Collection, tmp_path: Path) -> None:
    """Of which files an index is, with their ids, is told also where another version wrote it; of a broken one it is not."""
    (manifest,) = folder.glob(f"gen-*/{MANIFEST}")
    manifest.write_text(manifest.read_text().replace('"format": ', '"format": 9'))
    assert article_ids(folder) == ()
    assert sources(folder) == harbour.index.contents.manifest.sources
    manifest.write_text('{"sources": [1]}')
    assert (sources(folder), sources(tmp_path / "none")) == ((), ())


def test_verifying_gives_the_manifest(folder: Path, harbour: Collection) -> None:
    """What is verified is the manifest that was written, with a checksum of each file."""
    manifest = verify(folder)
    assert (manifest.settings, manifest.sources) == (harbour.settings, harbour.index.contents.manifest.sources)
    assert set(manifest.files) == set(FILES)
