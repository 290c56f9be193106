"""schema.py: the notebook's file, its versions, and what is no notebook."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.records import Span
from qa.notebook import schema
from qa.notebook.records import MarkedStretch, NotebookError
from qa.notebook.store import Notebook


def _sql(path: Path, *statements: str) -> list[object]:
    database = sqlite3.connect(path, isolation_level=None)
    rows = [row for statement in statements for row in database.execute(statement)]
    database.close()
    return rows


def test_file_says_what_it_is(notebook: Notebook) -> None:
    """The file has the number of its version, says that it is a notebook, and is written ahead."""
    told = _sql(notebook.path, "PRAGMA user_version", "PRAGMA application_id", "PRAGMA journal_mode")
    assert told == [(len(schema.STEPS),), (schema.APPLICATION,), ("wal",)]


def test_earlier_version_becomes_todays(notebook: Notebook, flour: MarkedStretch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A further step is taken once, and what was kept stays; a step that fails leaves the file as it was."""
    mark = notebook.keep("", flour, "a remark")
    taken = len(schema.STEPS)
    steps = (*schema.STEPS, "ALTER TABLE marks ADD COLUMN colour TEXT; UPDATE marks SET colour = 'red'")
    monkeypatch.setattr(schema, "STEPS", (*steps[:-1], "ALTER TABLE marks ADD COLUMN colour TEXT; SELECT colour FROM nowhere"))
    with pytest.raises(NotebookError, match="no such table: nowhere"):
        schema.prepare(notebook.path)
    assert _sql(notebook.path, "PRAGMA user_version") == [(taken,)]
    monkeypatch.setattr(schema, "STEPS", steps)
    schema.prepare(notebook.path)
    schema.prepare(notebook.path)
    assert _sql(notebook.path, "PRAGMA user_version", "SELECT colour FROM marks") == [(taken + 1,), ("red",)]
    assert notebook.marks("") == (mark,)


def test_notebook_from_before_recognition(tmp_path: Path, flour: MarkedStretch, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept before marks told of recognition counts as print, until the text tells otherwise; nothing is lost."""
    path, steps = tmp_path / "notebook.sqlite", schema.STEPS
    monkeypatch.setattr(schema, "STEPS", steps[:1])
    schema.prepare(path)
    words = ("harbour", "On the Harbour", 204, 241, flour.words, "", "", "{}", "{}", "", "a remark", "", "", 1)
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"INSERT INTO marks VALUES (1, '', {', '.join('?' * len(words))})", words)  # noqa: S608  # marks of ?
        database.commit()
    monkeypatch.setattr(schema, "STEPS", steps)
    notebook = Notebook(path)
    (mark,) = notebook.marks("")
    assert (mark.stretch.words, mark.stretch.recognised, mark.remark) == (flour.words, False, "a remark")
    later = notebook.keep("", replace(flour, recognised=True, span=Span(3, 40)))
    assert notebook.mark("", later.id).stretch.recognised


def test_later_version_is_left_alone(notebook: Notebook) -> None:
    """A file that a later loccit wrote is refused, and not changed."""
    _sql(notebook.path, "PRAGMA user_version = 99")
    with pytest.raises(NotebookError, match=f"is of version 99, but this loccit knows versions up to {len(schema.STEPS)}"):
        Notebook(notebook.path)
    assert _sql(notebook.path, "PRAGMA user_version") == [(99,)]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """Another database, a text, and a folder that is not there get a sentence."""
    other, text = tmp_path / "other.sqlite", tmp_path / "text.txt"
    _sql(other, "CREATE TABLE birds (name TEXT)")
    text.write_text("This is no database, however long it is read. " * 100)
    with pytest.raises(NotebookError, match="is a database, but no notebook of loccit"):
        Notebook(other)
    with pytest.raises(NotebookError, match="file is not a database"):
        Notebook(text)
    with pytest.raises(NotebookError, match="unable to open database file"):
        Notebook(tmp_path / "nowhere" / "notebook.sqlite")
    assert _sql(other, "SELECT name FROM sqlite_master") == [("birds",)]
