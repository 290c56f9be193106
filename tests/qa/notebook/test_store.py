"""store.py: a notebook keeps what it was given, each holder's apart, and all of it through kills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.records import Person, Publication, Span
from qa.notebook import store
from qa.notebook.records import ConflictError, MarkedStretch, MarkError, NotebookError, UnknownMarkError
from qa.notebook.store import Notebook
from tests.conftest import REPOSITORY


def _elsewhere(stretch: MarkedStretch, start: int, article_id: str = "harbour") -> MarkedStretch:
    return replace(stretch, span=Span(start, start + 3), article_id=article_id, title=article_id)


def test_marks_are_kept_over_a_restart(notebook: Notebook, flour: MarkedStretch) -> None:
    """Everything of a mark is read again by another who opens the file."""
    known = replace(flour, publication=Publication("book", (Person("Ōtani", "M."),), year=1998))
    mark = notebook.keep("", known, "Canada!\n\nAgain?", ["trade", "ice age"])
    assert (mark.id, mark.stretch, mark.version) == (1, known, 1)
    assert mark.created == mark.changed == "2026-11-26T18:00:00.000Z"
    again = Notebook(notebook.path)
    assert again.marks("") == (mark,) == (again.mark("", 1),)
    assert again.tags("") == {"ice age": 1, "trade": 1}


def test_a_stretch_is_kept_once(notebook: Notebook, flour: MarkedStretch) -> None:
    """A form that is posted twice keeps one mark; with another remark, nothing is lost and nothing changed."""
    mark = notebook.keep("", flour, "a remark", ["one"])
    assert notebook.keep("", flour, "a remark", ["one"]) == mark == notebook.keep("", flour)
    with pytest.raises(ConflictError, match="kept already, as mark 1, with another remark") as found:
        notebook.keep("", flour, "another remark")
    assert found.value.mark == mark
    assert notebook.marks("") == (mark,)


def test_change_needs_what_was_read(notebook: Notebook, flour: MarkedStretch) -> None:
    """A change is made once; a stale one is refused, and what stands is told."""
    notebook.keep("", flour)
    changed = notebook.change("", 1, 1, "first", ["b", "a"])
    assert (changed.remark, changed.tags, changed.version) == ("first", ("b", "a"), 2)
    assert changed.changed > changed.created
    assert notebook.change("", 1, 1, "first", ["b", "a"]) == changed  # the same form, posted twice
    with pytest.raises(ConflictError, match="was changed at 2026-11-26T18:00:01.000Z") as found:
        notebook.change("", 1, 1, "second", [])
    assert found.value.mark == changed == notebook.mark("", 1)


def test_marks_go_and_their_numbers_with_them(notebook: Notebook, flour: MarkedStretch) -> None:
    """What is deleted is gone with its tags, cannot be deleted twice, and its number is never another's."""
    notebook.keep("", flour, "", ["trade"])
    notebook.delete("", 1)
    assert (notebook.marks(""), notebook.tags("")) == ((), {})
    for number in (1, 10**30):
        with pytest.raises(UnknownMarkError, match="in your notebook"):
            notebook.delete("", number)
    assert notebook.keep("", flour).id == 2


def test_holders_see_their_own(notebook: Notebook, flour: MarkedStretch) -> None:
    """Nobody reads, changes or deletes what another kept or asked."""
    notebook.keep("ann", flour, "mine", ["trade"])
    notebook.remember("ann", "Who imported flour?")
    assert (notebook.marks("bob"), notebook.tags("bob"), notebook.asked("bob")) == ((), {}, ())
    for wrong in (
        lambda: notebook.mark("bob", 1),
        lambda: notebook.change("bob", 1, 1, "", []),
        lambda: notebook.delete("bob", 1),
    ):
        with pytest.raises(UnknownMarkError):
            wrong()
    assert notebook.keep("bob", flour, "mine too").id == 2
    assert notebook.clear_asked("bob") == 0
    assert len(notebook.asked("ann")) == 1


def test_marks_are_in_order_and_can_be_chosen(notebook: Notebook, flour: MarkedStretch) -> None:
    """They stand by article in the order of the text, all of them or those with a tag or of an article."""
    for start, article_id, tags in ((9, "ice", ["b"]), (5, "ice", ["a"]), (1, "thaw", ["a"])):
        notebook.keep("", _elsewhere(flour, start, article_id), "", tags)

    def places(**chosen: str) -> list[tuple[str, int]]:
        return [(mark.stretch.article_id, mark.stretch.span.start) for mark in notebook.marks("", **chosen)]

    assert places() == [("ice", 5), ("ice", 9), ("thaw", 1)]
    assert places(tag="a") == [("ice", 5), ("thaw", 1)]
    assert places(article_id="ice") == [("ice", 5), ("ice", 9)]
    assert places(article_id="ice", tag="b") == [("ice", 9)]


def test_a_notebook_is_not_endless(notebook: Notebook, flour: MarkedStretch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of marks is limited; one that is known is returned all the same."""
    monkeypatch.setattr(store, "MOST_MARKS", 1)
    mark = notebook.keep("", flour)
    assert notebook.keep("", flour) == mark
    with pytest.raises(MarkError, match="has 1 marks, which is as many as it keeps"):
        notebook.keep("", _elsewhere(flour, 1))


def test_history(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions stand in it once, the last first; it is cleared, and switched off and on; old ones make room."""
    monkeypatch.setattr(store, "MOST_ASKED", 2)
    for question in ("one", "two", "one"):
        notebook.remember("", question, "harbour")
    assert [(asked.question, asked.article_id, asked.times) for asked in notebook.asked("")] == [
        ("one", "harbour", 2),
        ("two", "harbour", 1),
    ]
    notebook.remember("", "three")
    assert [asked.question for asked in notebook.asked("")] == ["three", "one"]
    notebook.switch_history("", on=False)
    notebook.switch_history("", on=False)
    notebook.remember("", "four")
    assert (notebook.has_history(""), notebook.has_history("ann")) == (False, True)
    assert notebook.clear_asked("") == 2
    notebook.switch_history("", on=True)
    notebook.remember("", "five")
    assert [asked.question for asked in notebook.asked("")] == ["five"]


def test_threads_write_at_once(notebook: Notebook, flour: MarkedStretch) -> None:
    """Of the same stretch that eight keep at once there is one mark, and of eight stretches eight."""
    with ThreadPoolExecutor(8) as pool:
        same = list(pool.map(lambda _: notebook.keep("", flour).id, range(8)))
        others = list(pool.map(lambda start: notebook.keep("", _elsewhere(flour, start)).id, range(8)))
    assert set(same) == {1}
    assert sorted(others) == list(range(2, 10))


def test_file_that_cannot_be_written_gets_a_sentence(notebook: Notebook, flour: MarkedStretch) -> None:
    """A notebook that is a folder's now, or is held by another for too long, is told of, and not silently lost."""
    notebook.path.unlink()
    notebook.path.mkdir()
    with pytest.raises(NotebookError, match="unable to open database file"):
        notebook.keep("", flour)


def _running(commands: Sequence[list[str]]) -> list[subprocess.Popen[str]]:
    return [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) for command in commands]


def test_processes_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    """Two processes that write at once are killed with SIGKILL: every mark that either told of is there, whole."""
    path = tmp_path / "notebook.sqlite"
    Notebook(path)
    writers = _running([[sys.executable, "-m", "tests.qa.notebook.writer", str(path), first] for first in ("0", "1000000")])
    told = set[int]()
    for writer in writers:
        assert writer.stdout
        told |= {int(writer.stdout.readline()) for _ in range(20)}
    for writer in writers:
        os.kill(writer.pid, signal.SIGKILL)
    for writer in writers:
        assert writer.stdout
        told |= {int(line) for line in writer.stdout.read().splitlines() if line}
        writer.wait(20)
        writer.stdout.close()
    marks = {mark.stretch.span.start: mark for mark in Notebook(path).marks("")}
    assert told <= set(marks)
    assert len(set(marks) - told) <= 2  # kept, and killed before it was told
    for start, mark in marks.items():
        assert (mark.remark, mark.tags) == (f"remark {start}", (f"tag {start}",))
