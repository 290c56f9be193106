"""Notebook: what people kept, each by the name of their token, in a file that several processes may share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from index.errors import shortened
from index.records import Publication, Span
from qa.locators import Locator
from qa.notebook.records import (
    MOST_ASKED,
    MOST_MARKS,
    AskedQuestion,
    ConflictError,
    Mark,
    MarkedStretch,
    MarkError,
    UnknownMarkError,
    checked_remark,
    checked_tags,
)
from qa.notebook.schema import opened, prepare, writing
from qa.verifying import TextQuote

_PUBLICATIONS, _LOCATORS = TypeAdapter(Publication), TypeAdapter(Locator)

LARGEST = 2**63 - 1  # SQLite's largest number

KEPT = """
SELECT id, article, title, first, beyond, words, prefix, suffix, publication, locator, question, recognised, remark, created,
    changed, version, (SELECT json_group_array(tag) FROM (SELECT tag FROM tags WHERE mark = marks.id ORDER BY position))
FROM marks WHERE holder = ?"""
KEEP = """
INSERT INTO marks (holder, article, title, first, beyond, words, prefix, suffix, publication, locator, question, recognised,
    remark, created, changed, version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"""
CHANGE = "UPDATE marks SET remark = ?, changed = ?, version = version + 1 WHERE id = ?"
COUNT_ASKED = """
INSERT INTO asked VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT (holder, question, article, section) DO UPDATE SET asked = excluded.asked, times = times + 1"""
FORGET_OLD = """
DELETE FROM asked WHERE holder = ?1 AND asked <
    (SELECT asked FROM asked WHERE holder = ?1 ORDER BY asked DESC LIMIT 1 OFFSET ?2)"""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Notebook:
    """A notebook's file. Safe to use from several threads and processes; each change is made whole or not at all.

    A `holder` is whose notes they are: the name of a token, or empty where the service has none. Nobody sees another's.
    """

    def __init__(self, path: Path, clock: Callable[[], str] = _now) -> None:
        """Open the file, or make it; `clock` returns the time as it is kept.

        Raises:
            NotebookError: it cannot be opened or made.
        """
        self.path = path
        self._clock = clock
        prepare(path)

    def keep(self, holder: str, stretch: MarkedStretch, remark: str = "", tags: Sequence[str] = ()) -> Mark:
        """Keep a stretch; return its mark. One that is kept already is not kept twice, but returned.

        Raises:
            ConflictError: it is kept already, with another remark or other tags.
            MarkError: remark or tags are not such as are kept, or there are too many marks.
            QuestionError: they hold half a character.
            NotebookError: the file cannot be written.
        """
        said, named = checked_remark(remark), checked_tags(tags)
        with writing(self.path) as database:
            known = _same(database, holder, stretch)
            if known:
                return _unless_otherwise(known, said, named)
            count = database.execute("SELECT count(*) FROM marks WHERE holder = ?", (holder,)).fetchone()[0]
            if count >= MOST_MARKS:
                raise MarkError(f"The notebook has {count:,} marks, which is as many as it keeps. Delete some first.", "/article")
            number = database.execute(KEEP, (holder, *_row(stretch), said, *[self._clock()] * 2)).lastrowid
            _tag(database, number, named)
            return _one(database, holder, number)

    def change(self, holder: str, number: int, version: int, remark: str, tags: Sequence[str]) -> Mark:
        """Give a mark another remark and other tags, where `version` is what it still has; return it as it is then.

        A change that was made already, as by a form that is sent twice, is not made again.

        Raises:
            UnknownMarkError: the holder has no such mark.
            ConflictError: it was changed meanwhile, to something else.
            MarkError: remark or tags are not such as are kept.
            QuestionError: they hold half a character.
            NotebookError: the file cannot be written.
        """
        said, named = checked_remark(remark), checked_tags(tags)
        with writing(self.path) as database:
            known = _one(database, holder, number)
            if (known.remark, known.tags) == (said, named):
                return known
            if known.version != version:
                raise ConflictError(
                    f"The mark {number} was changed at {known.changed}, after what you change was read. Nothing was changed now; "
                    "see what stands there and send yours again.",
                    known,
                )
            database.execute(CHANGE, (said, self._clock(), number))
            database.execute("DELETE FROM tags WHERE mark = ?", (number,))
            _tag(database, number, named)
            return _one(database, holder, number)

    def delete(self, holder: str, number: int) -> None:
        """Delete a mark.

        Raises:
            UnknownMarkError: the holder has no such mark.
            NotebookError: the file cannot be written.
        """
        with writing(self.path) as database:
            if not database.execute("DELETE FROM marks WHERE holder = ? AND id = ?", (holder, _bounded(number))).rowcount:
                raise _unknown(number)

    def mark(self, holder: str, number: int) -> Mark:
        """Return a mark.

        Raises:
            UnknownMarkError: the holder has no such mark.
            NotebookError: the file cannot be read.
        """
        with opened(self.path) as database:
            return _one(database, holder, number)

    def marks(self, holder: str, tag: str = "", article_id: str = "") -> tuple[Mark, ...]:
        """Return the holder's marks, with a tag or of an article where one is named: by article, in the order of its text.

        Raises:
            NotebookError: the file cannot be read.
        """
        tagged = " AND id IN (SELECT mark FROM tags WHERE tag = ?)" if tag else ""
        named = " AND article = ?" if article_id else ""
        wanted = [holder, *filter(None, (tag, article_id))]
        with opened(self.path) as database:
            rows = database.execute(f"{KEPT}{tagged}{named} ORDER BY title, article, first, id", wanted)
            return tuple(map(_mark, rows))

    def tags(self, holder: str) -> dict[str, int]:
        """Return the holder's tags, and how many marks have each.

        Raises:
            NotebookError: the file cannot be read.
        """
        counted = "SELECT tag, count(*) FROM tags JOIN marks ON mark = id WHERE holder = ? GROUP BY tag ORDER BY tag"
        with opened(self.path) as database:
            return dict(database.execute(counted, (holder,)).fetchall())

    def remember(self, holder: str, question: str, article_id: str = "", section: str = "") -> None:
        """Put a question into the holder's history, unless that is switched off; one that stands there counts once more.

        Raises:
            NotebookError: the file cannot be written.
        """
        with writing(self.path) as database:
            if _has_history(database, holder):
                database.execute(COUNT_ASKED, (holder, question, article_id, section, self._clock()))
                database.execute(FORGET_OLD, (holder, MOST_ASKED - 1))

    def asked(self, holder: str) -> tuple[AskedQuestion, ...]:
        """Return the questions of the holder's history, the last one first.

        Raises:
            NotebookError: the file cannot be read.
        """
        told = "SELECT question, article, section, asked, times FROM asked WHERE holder = ? ORDER BY asked DESC, question"
        with opened(self.path) as database:
            return tuple(AskedQuestion(*row) for row in database.execute(told, (holder,)))

    def clear_asked(self, holder: str) -> int:
        """Forget the holder's history; return how many questions there were.

        Raises:
            NotebookError: the file cannot be written.
        """
        with writing(self.path) as database:
            return database.execute("DELETE FROM asked WHERE holder = ?", (holder,)).rowcount

    def has_history(self, holder: str) -> bool:
        """Whether the holder's questions are remembered.

        Raises:
            NotebookError: the file cannot be read.
        """
        with opened(self.path) as database:
            return _has_history(database, holder)

    def switch_history(self, holder: str, *, on: bool) -> None:
        """Have the holder's questions remembered from now on, or not; those remembered stay until they are cleared.

        Raises:
            NotebookError: the file cannot be written.
        """
        switch = "DELETE FROM without_history WHERE holder = ?" if on else "INSERT OR IGNORE INTO without_history VALUES (?)"
        with writing(self.path) as database:
            database.execute(switch, (holder,))


def _has_history(database: sqlite3.Connection, holder: str) -> bool:
    return database.execute("SELECT 1 FROM without_history WHERE holder = ?", (holder,)).fetchone() is None


def _row(stretch: MarkedStretch) -> tuple[object, ...]:
    return (
        stretch.article_id,
        stretch.title,
        stretch.span.start,
        stretch.span.end,
        stretch.words,
        stretch.quote.prefix,
        stretch.quote.suffix,
        json.dumps(asdict(stretch.publication), ensure_ascii=False),
        json.dumps(asdict(stretch.locator), ensure_ascii=False),
        stretch.question,
        stretch.recognised,
    )


def _mark(row: Sequence[Any]) -> Mark:
    """Return a mark, given a row of what `KEPT` selects."""
    number, article_id, title, start, end, words, prefix, suffix, publication, locator, question, recognised, *own = row
    stretch = MarkedStretch(
        article_id=article_id,
        title=title,
        span=Span(start, end),
        words=words,
        quote=TextQuote.of(words, prefix, suffix),
        publication=_PUBLICATIONS.validate_json(publication),
        locator=_LOCATORS.validate_json(locator),
        question=question,
        recognised=bool(recognised),
    )
    remark, created, changed, version, tags = own
    return Mark(number, stretch, remark, tuple(json.loads(tags)), created, changed, version)


def _one(database: sqlite3.Connection, holder: str, number: int | None) -> Mark:
    row = database.execute(f"{KEPT} AND id = ?", (holder, _bounded(number))).fetchone()
    if row is None:
        raise _unknown(number)
    return _mark(row)


def _bounded(number: int | None) -> int | None:
    """Return a number that SQLite can hold; one that is too large is none that a mark has."""
    return number if number is None or abs(number) <= LARGEST else 0


def _same(database: sqlite3.Connection, holder: str, stretch: MarkedStretch) -> Mark | None:
    """Return the mark of the same words at the same place."""
    named = (holder, stretch.article_id, stretch.span.start, stretch.span.end, stretch.words)
    row = database.execute(f"{KEPT} AND article = ? AND first = ? AND beyond = ? AND words = ?", named).fetchone()
    return None if row is None else _mark(row)


def _unless_otherwise(known: Mark, remark: str, tags: tuple[str, ...]) -> Mark:
    if (remark and remark != known.remark) or (tags and set(tags) - set(known.tags)):
        raise ConflictError(
            f"This stretch is kept already, as mark {known.id}, with another remark or other tags. Nothing was changed; "
            "change that mark, or keep another stretch.",
            known,
        )
    return known


def _tag(database: sqlite3.Connection, number: int | None, tags: Iterable[str]) -> None:
    database.executemany("INSERT INTO tags VALUES (?, ?, ?)", [(number, at, tag) for at, tag in enumerate(tags)])


def _unknown(number: int | None) -> UnknownMarkError:
    return UnknownMarkError(
        f"There is no mark {shortened(number)} in your notebook. The notebook lists all; it may have been deleted."
    )
