"""What the tests of exporting share: a notebook of two articles, one mark of which does not stand any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.maintenance import build_collection
from index.records import Article, Person, Publication, Span
from index.settings import Settings
from qa.exporting.exported_marks import Export, ExportedMark
from qa.notebook.keeping import stretch_of
from qa.notebook.records import Mark
from qa.notebook.standing import standing_marks
from qa.opened_index import OpenedIndex
from tests.conftest import RAILWAY, TEXT
from tests.doubles import WordEncoder
from tests.scans import read_by_others

NOTES = """

Notes

1. The Harbour Book, p. 12.
2. The Register of Pilots, p. 3.
3. The Mayor's Letters, p. 40.
4. The Harbour Book, p. 77.
"""
PILOT = "The pilot, Ōtani, drowned in 1918. Nobody replaced him."
BREAD = "Nobody replaced him.\n\nBread became expensive."
DROWNED = "The pilot drowned in 1918."
SCAN, NOTEBOOK = "http://loccit.test/articles/scan", "http://loccit.test/notebook"
CONVICTS = "The railway was built by convicts."
BOOK = Publication("book", (Person("Roe", "Ann"),), title="On the Railway", publisher="Ice & Co.", year=1931)
TIME = "2026-11-26T18:00:00.000Z"


def mark_of(number: int, article: Article, words: str, remark: str = "", tags: Sequence[str] = ()) -> Mark:
    """A mark of the place where the words stand first."""
    start = article.text.index(words)
    return Mark(number, stretch_of(article, Span(start, start + len(words))), remark, tuple(tags), TIME, TIME, 1)


@pytest.fixture
def scanned(tmp_path: Path) -> Export:
    """A mark in text that somebody recognised in a picture, with a note of the author's that was, too."""
    lines = ["The pilot drowned in 1918.1 Nobody replaced him.", "Bread became expensive.", "Notes", "1. The Register, p. 3."]
    (tmp_path / "scan.pdf").write_bytes(read_by_others(lines))
    opened = OpenedIndex.over(build_collection([tmp_path / "scan.pdf"], Settings(), WordEncoder()))
    mark = mark_of(1, opened.collection.articles[0], DROWNED)
    exported = [
        ExportedMark(each, f"{SCAN}?start=0#mark", SCAN, f"{NOTEBOOK}/marks/1") for each in standing_marks([mark], opened)
    ]
    return Export(tuple(exported), NOTEBOOK, datetime(2026, 11, 26, 18, tzinfo=UTC))


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Three marks that stand, one over two paragraphs and one of a book, and one whose words are others now."""
    (tmp_path / "harbour.txt").write_text(TEXT + NOTES, "utf-8")
    (tmp_path / "railway.txt").write_text(RAILWAY, "utf-8")
    opened = OpenedIndex.over(build_collection([tmp_path], Settings(), WordEncoder()))
    harbour, railway = opened.collection.articles
    changed = mark_of(4, railway, "It rusted by the harbour.")
    marks = [
        mark_of(1, harbour, PILOT, "Who *was* he?\nA pilot.\n\n1. Ask [the town].", ("pilots", "deaths")),
        mark_of(2, harbour, BREAD),
        mark_of(3, railway, CONVICTS, tags=("pilots",)),
        replace(changed, stretch=replace(changed.stretch, words="It rested by the harbour.")),
    ]
    marks[2:] = [replace(mark, stretch=replace(mark.stretch, publication=BOOK)) for mark in marks[2:]]
    exported = [
        ExportedMark(
            standing,
            f"http://loccit.test/articles/{standing.mark.stretch.article_id}?start={standing.mark.stretch.span.start}#mark",
            f"http://loccit.test/articles/{standing.mark.stretch.article_id}",
            f"http://loccit.test/notebook/marks/{standing.mark.id}",
        )
        for standing in standing_marks(marks, opened)
    ]
    return Export(tuple(exported), "http://loccit.test/notebook", datetime(2026, 11, 26, 18, tzinfo=UTC))
