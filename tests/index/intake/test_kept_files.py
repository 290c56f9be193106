"""kept_files.py: where files that came in are kept, and under which names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.folder import kept_folder
from index.intake.kept_files import (
    free_path,
    received_files,
    remove_kept,
    safe_folders,
    safe_name,
    shown_name,
)
from index.readers.article_files import article_paths

NAMES = [
    ("essay.docx", "essay.docx"),
    ("../../etc/passwd.txt", "passwd.txt"),
    ("letters/1918/essay.txt", "essay.txt"),
    ("C:\\Texts\\essay.txt", "essay.txt"),
    ("two\nlines\t.txt", "two lines.txt"),
    ("\u202egnp.txt", "gnp.txt"),
    ("nul\0.txt", "nul.txt"),
    (".hidden.txt", "hidden.txt"),
    ("~$lock.docx", "$lock.docx"),
    ("README.md", "article README.md"),
    ("..", "article"),
    ("", "article"),
    ("what? [a*].txt", "what- -a--.txt"),
    ("Ōtani.txt", "Ōtani.txt"),
    ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
    ("大" * 300 + ".pdf", "大" * 50 + ".pdf"),
]


@pytest.mark.parametrize(("name", "safe"), NAMES)
def test_names_are_fit_for_any_folder(name: str, safe: str) -> None:
    """Nothing leads out of the folder, is too long for it, hidden in it, or a pattern."""
    assert safe_name(name) == safe


@given(st.text())
def test_any_name_is_a_file_in_its_folder(name: str) -> None:
    """Whatever is sent, the name is one part of a path, and a safe name stays as it is."""
    found = safe_name(name)
    assert Path("/kept", found).parent == Path("/kept")
    assert 0 < len(found.encode()) <= 255
    assert safe_name(found) == found


def test_shown_names_keep_their_folders() -> None:
    """A person is shown the name as it was sent, on one line, and the ends of a long one."""
    assert shown_name("letters/1918\nessay.txt") == "letters/1918 essay.txt"
    assert shown_name("a" * 300 + ".pdf") == "a" * 100 + "…" + "a" * 15 + ".pdf"


def test_same_names_are_numbered(tmp_path: Path) -> None:
    """A file never takes another's place."""
    found = []
    for _ in range(3):
        path = free_path(tmp_path, "essay.txt")
        path.write_text("Some text.\n")
        found.append(path.name)
    assert found == ["essay.txt", "essay (2).txt", "essay (3).txt"]


@given(st.text())
def test_any_name_stays_below_the_folder(name: str) -> None:
    """Whatever is sent, each folder of it is one part of a path, and there are few."""
    folders = safe_folders(name)
    assert len(folders) <= 4
    assert all(safe_name(each) == each and "/" not in each for each in folders)


def test_folders_that_were_sent_are_kept(tmp_path: Path) -> None:
    """Files of one name in two folders keep it; a folder whose name a file has already gets a number."""
    for name in (
        "letters/essay.txt",
        "diaries/essay.txt",
        "a/b/c/d/e/essay.txt",
        "letters/essay.txt/essay.txt",
        "../up/essay.txt",
    ):
        path = free_path(tmp_path, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some text.\n")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.txt") if path.is_file()) == [
        "b/c/d/e/essay.txt",
        "diaries/essay.txt",
        "essay.txt",
        "letters/essay (2).txt/essay.txt",
        "letters/essay.txt",
    ]


def test_a_folder_goes_with_its_last_file(tmp_path: Path) -> None:
    """One that holds something stays, and so does the folder of all that is kept."""
    one, other = tmp_path / "a" / "b" / "one.txt", tmp_path / "a" / "other.txt"
    one.parent.mkdir(parents=True)
    one.touch()
    other.touch()
    remove_kept(one, tmp_path)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["other.txt"]
    remove_kept(other, tmp_path)
    remove_kept(other, tmp_path)
    assert (tmp_path.is_dir(), list(tmp_path.iterdir())) == (True, [])


def test_kept_folder_is_one_that_can_be_indexed(tmp_path: Path) -> None:
    """It lies beside the index, and all that is kept is found in it, what belongs to the jobs is not."""
    folder = kept_folder(tmp_path / "sub" / ".." / "index")
    assert folder == tmp_path / "index-articles"
    (folder / ".jobs").mkdir(parents=True)
    (folder / ".jobs" / "waiting.txt").touch()
    for name in ("README.md", ".hidden.txt", "~lock.txt", ".git/essay.txt"):
        free_path(folder, name).parent.mkdir(exist_ok=True)
        free_path(folder, name).touch()
    names = ["article README.md", "essay.txt", "hidden.txt", "lock.txt"]
    assert [path.name for path in article_paths([folder])] == names
    assert (folder / "git" / "essay.txt").is_file()
    (folder / "essay.toml").touch()
    assert received_files(tmp_path / "index") == article_paths([folder])
    assert received_files(tmp_path / "other") == ()
