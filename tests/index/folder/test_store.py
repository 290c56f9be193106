"""store.py: an index folder opens whole and verified, or not at all."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from index.collection import Collection
from index.errors import ArticleError, IndexFolderError, StaleIndexError
from index.folder import store
from index.folder.freshness import is_fresh
from index.maintenance import build_collection, save_collection
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


def test_missing_folder(tmp_path: Path) -> None:
    """Where there is no folder, the sentence says how to make one."""
    with pytest.raises(IndexFolderError, match=r"There is no index at .*/none\. Build one with: loccit index"):
        open_index(tmp_path / "none")


def test_folder_that_holds_no_index(tmp_path: Path) -> None:
    """An empty folder is no index."""
    with pytest.raises(IndexFolderError, match="holds no index: its file CURRENT is missing"):
        open_index(tmp_path)


@pytest.mark.parametrize("name", [*store.FILES, store.MANIFEST])
def test_half_deleted(folder: Path, name: str) -> None:
    """With any of its files gone, an index is not opened, and the sentence names the file."""
    (generation(folder) / name).unlink()
    with pytest.raises(IndexFolderError, match=f"is incomplete: {name} is missing. Build it again"):
        open_index(folder)


def test_generation_deleted(folder: Path) -> None:
    """With the whole generation gone, the sentence says so."""
    shutil.rmtree(generation(folder))
    with pytest.raises(IndexFolderError, match="is incomplete: the folder 'gen-.*' is missing"):
        open_index(folder)


@pytest.mark.parametrize("name", store.FILES)
def test_flipped_bit(folder: Path, name: str) -> None:
    """One bit changed in any file is noticed, with both checksums in the sentence."""
    path = generation(folder) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexFolderError, match=rf"is damaged: {name} has SHA-256 [0-9a-f]{{64}}, but [0-9a-f]{{64}} was written"):
        open_index(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", f'{{"format": {store.FORMAT}}}'])
def test_broken_manifest(folder: Path, content: str) -> None:
    """A manifest that cannot be read is reported as damage, not as a traceback."""
    (generation(folder) / store.MANIFEST).write_text(content)
    with pytest.raises(IndexFolderError, match=r"is damaged: manifest\.json (cannot be read|does not have the SHA-256)"):
        open_index(folder)


def test_other_version(folder: Path) -> None:
    """An index of another format is refused with both numbers."""
    path = generation(folder) / store.MANIFEST
    path.write_text(path.read_text().replace(f'"format": {store.FORMAT}', '"format": 99'))
    with pytest.raises(StaleIndexError, match=f"has format 99, but this version reads format {store.FORMAT}"):
        open_index(folder)


def test_build_that_dies_leaves_the_former_index(folder: Path, harbour: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that fails at any step leaves what was there, and the next one clears its remains away."""
    before = (folder / "CURRENT").read_text()
    for step in ("_write_lines", "_sync", "checksums", "_replace"):
        with monkeypatch.context() as patched:
            patched.setattr(store, step, _dies)
            with pytest.raises(IndexFolderError, match="No space left on device. What was there before is untouched"):
                save_collection(harbour, folder)
        assert (folder / "CURRENT").read_text() == before
        assert open_index(folder).articles == harbour.articles
    save_collection(harbour, folder)
    generations = {path.name for path in folder.glob("gen-*")}
    assert generations == {before.strip(), (folder / "CURRENT").read_text().strip()}


def _dies(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_one_writer_at_a_time(folder: Path, harbour: Collection) -> None:
    """While somebody writes, a second writer is told so."""
    with FileLock(folder / store.LOCK), pytest.raises(IndexFolderError, match="Another process is writing the index"):
        save_collection(harbour, folder)


def test_folder_of_something_else_is_not_touched(harbour: Collection, tmp_path: Path) -> None:
    """An index is not written among somebody's files, nor over a file."""
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.doc").write_text("Dear sir")
    with pytest.raises(IndexFolderError, match=r"is not an index folder: it holds 'letter\.doc'"):
        save_collection(harbour, other)
    with pytest.raises(IndexFolderError, match="is a file; an index needs a folder of its own"):
        save_collection(harbour, other / "letter.doc")
    assert [path.name for path in other.iterdir()] == ["letter.doc"]


@pytest.mark.parametrize(
    ("name", "content"), [("gen-photos/p.jpg", "x"), ("gen-abcdefgh/p.jpg", "x"), ("CURRENT", "MANIFEST-01\n"), ("gen-file", "x")]
)
def test_what_only_looks_like_ours_is_not_touched(harbour: Collection, tmp_path: Path, name: str, content: str) -> None:
    """Names that an index uses too do not make somebody's files ours: nothing is written beside them or removed."""
    path = tmp_path / "mine" / name
    path.parent.mkdir(parents=True)
    path.write_text(content)
    with pytest.raises(IndexFolderError, match="is not an index folder: it holds"):
        save_collection(harbour, tmp_path / "mine")
    assert path.read_text() == content


def test_remains_of_a_first_build_do_not_lock_the_folder(harbour: Collection, tmp_path: Path) -> None:
    """What a build leaves that was killed in its last step is cleared away by the next one."""
    folder = tmp_path / "index"
    (folder / "gen-zzzzzzzz").mkdir(parents=True)
    (folder / "CURRENT.new").write_text("gen-zzzzzzzz\n")
    (folder / ".lock").touch()
    save_collection(harbour, folder)
    assert open_index(folder).articles == harbour.articles
    assert not (folder / "gen-zzzzzzzz").exists()


def test_an_index_can_be_read_by_others(folder: Path) -> None:
    """A generation has the permissions of the folder around it, so that a service of another user can open it."""
    assert generation(folder).stat().st_mode & 0o777 == folder.stat().st_mode & 0o777


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json"])
def test_a_folder_in_the_place_of_a_file(folder: Path, name: str) -> None:
    """A folder where a file is due is damage, said in a sentence."""
    path = folder / name if name == "CURRENT" else generation(folder) / name
    path.unlink()
    path.mkdir()
    with pytest.raises(IndexFolderError, match="cannot be read"):
        open_index(folder)


def test_an_impossible_setting_in_the_manifest(folder: Path) -> None:
    """A manifest whose settings no index can have is damage, and does not keep the index from being built again."""
    path = generation(folder) / store.MANIFEST
    path.write_text(path.read_text().replace('"lexical_weight": 0.5', '"lexical_weight": 5'))
    with pytest.raises(IndexFolderError, match=r"is damaged: manifest\.json (cannot be read|does not have the SHA-256)"):
        open_index(folder)
    assert not is_fresh(folder, [], Settings())


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
            assert store.load(folder).articles == harbour.articles
    finally:
        done.set()
        writer.join()


def test_two_articles_of_one_id(tmp_path: Path) -> None:
    """Two files that would have one id are refused by name."""
    for name in ("a/Notes.txt", "b/notes.txt"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text("A title\n\nSome text.", "utf-8")
    with pytest.raises(ArticleError, match="would both have the id 'notes'. Rename one of them"):
        build_collection([tmp_path], Settings(), WordEncoder())
