"""The notebook's file: an SQLite database, its tables, and how those of an earlier version become today's.

`PRAGMA user_version` counts the steps that were taken; each is taken whole or not at all. `PRAGMA application_id` says that
the file is a notebook, so that no other database is taken for one and changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import first_line
from qa.notebook.records import NotebookError

APPLICATION = 0x6C6F6363  # "locc"
BUSY = 30.0  # seconds that a writer waits for another's turn, which takes milliseconds

STEPS = (
    """
    CREATE TABLE marks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        holder TEXT NOT NULL,
        article TEXT NOT NULL,
        title TEXT NOT NULL,
        first INTEGER NOT NULL,
        beyond INTEGER NOT NULL,
        words TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        publication TEXT NOT NULL,
        locator TEXT NOT NULL,
        question TEXT NOT NULL,
        remark TEXT NOT NULL,
        created TEXT NOT NULL,
        changed TEXT NOT NULL,
        version INTEGER NOT NULL
    );
    CREATE INDEX marks_of ON marks (holder, article, first);
    CREATE TABLE tags (
        mark INTEGER NOT NULL REFERENCES marks (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (mark, tag)
    ) WITHOUT ROWID;
    CREATE TABLE asked (
        holder TEXT NOT NULL,
        question TEXT NOT NULL,
        article TEXT NOT NULL,
        section TEXT NOT NULL,
        asked TEXT NOT NULL,
        times INTEGER NOT NULL,
        PRIMARY KEY (holder, question, article, section)
    ) WITHOUT ROWID;
    CREATE INDEX asked_of ON asked (holder, asked);
    CREATE TABLE without_history (holder TEXT PRIMARY KEY) WITHOUT ROWID;
    """,
    "ALTER TABLE marks ADD COLUMN recognised INTEGER NOT NULL DEFAULT 0",
)


def prepare(path: Path) -> None:
    """Make the notebook's file, or bring one of an earlier version up to date; what is in it stays.

    Raises:
        NotebookError: it cannot be, is no notebook, or is one of a later version.
    """
    with opened(path) as database:
        database.execute("PRAGMA journal_mode = WAL")  # readers need not wait, and what was written survives a kill
        _migrate(database, path)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for what is done with it now; each process and thread by itself, so that none shares a connection.

    Raises:
        NotebookError: it cannot be opened, read or written.
    """
    try:
        with closing(sqlite3.connect(path, timeout=BUSY, isolation_level=None)) as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA synchronous = FULL")  # what was kept outlives a power cut
            yield database
    except sqlite3.Error as error:
        raise NotebookError(
            f"The notebook {path} cannot be read or written: {first_line(error)}. Nothing in it was changed; see whether the "
            "file is a notebook, its folder can be written to, and the disk has room."
        ) from error


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for a change, which is made whole or not at all, one writer after the other.

    Raises:
        NotebookError: it cannot be opened or written.
    """
    with opened(path) as database, _transaction(database):
        yield database


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _migrate(database: sqlite3.Connection, path: Path) -> None:
    with _transaction(database):
        taken = int(database.execute("PRAGMA user_version").fetchone()[0])
        mine = database.execute("PRAGMA application_id").fetchone()[0]
        has_tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
        if mine != APPLICATION and (has_tables or mine):
            raise NotebookError(f"{path} is a database, but no notebook of loccit. Name another file with --notebook.")
        if taken > len(STEPS):
            raise NotebookError(
                f"The notebook {path} is of version {taken}, but this loccit knows versions up to {len(STEPS)}. "
                "Serve it with the loccit that wrote it, or a later one."
            )
        for number, step in enumerate(STEPS[taken:], start=taken + 1):
            for statement in filter(str.strip, step.split(";")):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {number}")
        database.execute(f"PRAGMA application_id = {APPLICATION}")
