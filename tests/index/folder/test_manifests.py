"""manifests.py: a manifest is read whole, of this version, and with its checksum, or not at all."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import IndexFolderError, StaleIndexError
from index.folder.contents import FORMAT
from index.folder.file_names import CHECKSUM, MANIFEST
from index.folder.manifests import checksums, read_manifest, rebuild, relative, write_manifest
from index.indexing.freshness import is_fresh
from index.opening import open_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def open_index(folder: Path, settings: Settings | None = None) -> Collection:
    return open_collection(folder, settings, WordEncoder())


def generation(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip()


@pytest.mark.parametrize("content", ["", "{", "[]", f'{{"format": {FORMAT}}}'])
def test_broken_manifest(folder: Path, content: str) -> None:
    """A manifest that cannot be read is reported as damage, not as a traceback."""
    (generation(folder) / MANIFEST).write_text(content)
    with pytest.raises(IndexFolderError, match=r"is damaged: manifest\.json (cannot be read|does not have the SHA-256)"):
        open_index(folder)


def test_other_version(folder: Path) -> None:
    """An index of another format is refused with both numbers."""
    path = generation(folder) / MANIFEST
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', '"format": 99'))
    with pytest.raises(StaleIndexError, match=f"has format 99, but this version reads format {FORMAT}"):
        open_index(folder)


def test_an_impossible_setting_in_the_manifest(folder: Path) -> None:
    """A manifest whose settings no index can have is damage, and does not keep the index from being built again."""
    path = generation(folder) / MANIFEST
    path.write_text(path.read_text().replace('"lexical_weight": 0.5', '"lexical_weight": 5'))
    with pytest.raises(IndexFolderError, match=r"is damaged: manifest\.json (cannot be read|does not have the SHA-256)"):
        open_index(folder)
    assert not is_fresh(folder, [], Settings())


def test_written_with_its_checksum_and_those_of_all_files(harbour: Collection, tmp_path: Path) -> None:
    """A manifest holds the SHA-256 of each file beside it, and its own stands beside it as sha256sum writes it."""
    (tmp_path / "a.txt").write_text("a")
    manifest = replace(harbour.index.contents.manifest, sources=())
    write_manifest(tmp_path, manifest)
    read = read_manifest(tmp_path, tmp_path)
    assert read == replace(manifest, files=checksums(tmp_path))
    assert read.files["a.txt"] == sha256(b"a").hexdigest()
    digest = sha256((tmp_path / MANIFEST).read_bytes()).hexdigest()
    assert (tmp_path / CHECKSUM).read_text() == f"{digest}  manifest.json\n"


def test_articles_are_named_as_they_lie_from_the_folder(harbour: Collection, tmp_path: Path) -> None:
    """Paths are relative on the disk, and absolute again when they are read from where the folder then is."""
    manifest = relative(harbour.index.contents.manifest, tmp_path / "index")
    assert [source.path for source in manifest.sources] == ["../harbour.txt"]
    (tmp_path / "away" / "gen").mkdir(parents=True)
    write_manifest(tmp_path / "away" / "gen", manifest)
    read = read_manifest(tmp_path / "away" / "gen", tmp_path / "away")
    assert [source.path for source in read.sources] == [str(tmp_path / "harbour.txt")]
    assert rebuild(Path("x")) == "Build it again with: loccit index ARTICLE... --into x"
