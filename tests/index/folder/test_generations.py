"""generations.py: which generation is in use, and what in a folder is an index's at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import IndexFolderError
from index.folder.generations import current_generation, made_at, new_generation, read_current, remove_generations
from index.maintenance import save_collection
from index.opening import open_collection
from index.settings import Settings
from tests.doubles import WordEncoder


def open_index(folder: Path, settings: Settings | None = None) -> Collection:
    return open_collection(folder, settings, WordEncoder())


def generation(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip()


def test_missing_folder(tmp_path: Path) -> None:
    """Where there is no folder, the sentence says how to make one."""
    with pytest.raises(IndexFolderError, match=r"There is no index at .*/none\. Build one with: loccit index"):
        open_index(tmp_path / "none")


def test_folder_that_holds_no_index(tmp_path: Path) -> None:
    """An empty folder is no index."""
    with pytest.raises(IndexFolderError, match="holds no index: its file CURRENT is missing"):
        open_index(tmp_path)


def test_generation_deleted(folder: Path) -> None:
    """With the whole generation gone, the sentence says so."""
    shutil.rmtree(generation(folder))
    with pytest.raises(IndexFolderError, match="is incomplete: the folder 'gen-.*' is missing"):
        open_index(folder)


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


def test_what_systems_leave_does_not_disturb(harbour: Collection, tmp_path: Path) -> None:
    """A folder in which a system has put its own file can become an index folder."""
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / ".DS_Store").touch()
    save_collection(harbour, tmp_path / "index")
    assert open_index(tmp_path / "index").articles == harbour.articles


def test_only_generations_that_nobody_needs_are_removed(folder: Path) -> None:
    """Those to keep are kept, and so is a folder that only has a generation's name."""
    kept, gone, foreign = new_generation(folder), new_generation(folder), folder / "gen-photos_x"
    foreign.mkdir()
    (foreign / "photo.jpg").touch()
    remove_generations(folder, keep={current_generation(folder).name, kept.name})
    assert (kept.exists(), gone.exists(), foreign.exists()) == (True, False, True)
    assert read_current(folder) == current_generation(folder).name


def test_later_generations_are_made_later(harbour: Collection, folder: Path) -> None:
    """When a generation was made tells which of two is the later one; one that is gone was made at no time."""
    first = current_generation(folder)
    made = made_at(first)
    save_collection(harbour, folder)
    assert made_at(current_generation(folder)) > made > made_at(folder / "gen-00000000") == 0
