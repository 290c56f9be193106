"""saving.py: a generation is written beside the one in use and put in its place in one step, by one writer at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from index.collection import Collection
from index.errors import IndexFolderError
from index.folder import saving
from index.folder.file_names import LOCK
from index.maintenance import save_collection
from index.opening import open_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def open_index(folder: Path, settings: Settings | None = None) -> Collection:
    return open_collection(folder, settings, WordEncoder())


def generation(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip()


def test_build_that_dies_leaves_the_index_before(folder: Path, harbour: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that fails at any step leaves what was there, and the next one clears its remains away."""
    before = (folder / "CURRENT").read_text()
    for step in ("write_lines", "sync_all", "write_manifest", "replace_text"):
        with monkeypatch.context() as patched:
            patched.setattr(saving, step, _dies)
            with pytest.raises(IndexFolderError, match="No space left on device. What was there before is untouched"):
                save_collection(harbour, folder)
        assert (folder / "CURRENT").read_text() == before
        assert open_index(folder).articles == harbour.articles
    save_collection(harbour, folder)
    generations = {path.name for path in folder.glob("gen-*")}
    assert generations == {before.strip(), (folder / "CURRENT").read_text().strip()}


def test_one_writer_at_a_time(folder: Path, harbour: Collection) -> None:
    """While somebody writes, a second writer is told so."""
    with FileLock(folder / LOCK), pytest.raises(IndexFolderError, match="Another process is writing the index"):
        save_collection(harbour, folder)


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


def _dies(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")
