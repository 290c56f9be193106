"""locators.py: where a quotation stands, as scholars say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.records import Article, Page, Publication
from qa.locators import informative_headings, label_ranges, locate, printed_pages


def test_ranges_of_labels() -> None:
    """Labels that follow each other are a range; what is no number stands for itself."""
    assert label_ranges(["1", "3", "4", "5", "*", "9"]) == "1, 3–5, *, 9"
    assert label_ranges([]) == ""


def test_only_printed_pages_are_cited(article: Article) -> None:
    """Pages that are counted in the file are none; nor are printed ones outside of the publication's."""
    span = article.paragraphs[0].span
    assert printed_pages(replace(article, pages=(Page("110", 0),)), span) == ("110",)
    assert printed_pages(replace(article, pages=(Page("1", 0, printed=False),)), span) == ()
    elsewhere = replace(article, pages=(Page("4", 0),), publication=Publication(pages="101–26"))
    assert printed_pages(elsewhere, span) == ()


def test_many_pages_are_named_by_their_ends(article: Article) -> None:
    """Of three pages, the first and the last."""
    span = article.paragraphs[0].span
    pages = tuple(Page(label, span.start + 20 * at) for at, label in enumerate(("7", "8", "9")))
    assert locate(replace(article, pages=pages), span).pages == ("7", "9")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("III. Withdrawal", "A. Tokyo"), ("III.A", "", False)),
        (("3.2 Method",), ("3.2", "", False)),
        (("Chapter 4: Ice",), ("4", "", False)),
        (("Introduction",), ("", "Introduction", False)),
        (("Part One", "II. Ice"), ("", "II. Ice", False)),
        (("A Failure of Reading: Hara and Wilson",), ("", "A Failure of Reading", True)),
        (("What the mayor of the harbour knew about the price of flour",), ("", "What the mayor of the harbour", True)),
        (("In 1918",), ("", "In 1918", False)),
        (("Civil war",), ("", "Civil war", False)),
        ((), ("", "", False)),
    ],
)
def test_sections(article: Article, path: tuple[str, ...], expected: tuple[str, str, bool]) -> None:
    """A section is cited by its number if it and those around it have one, else by its heading, in short if it is long."""
    paragraphs = tuple(replace(paragraph, section=path) for paragraph in article.paragraphs)
    found = locate(replace(article, paragraphs=paragraphs), article.paragraphs[0].span)
    assert (found.section, found.heading, found.shortened) == expected


@pytest.mark.parametrize(
    ("title", "paths", "shown"),
    [
        ("IV: The Withdrawal", ["IV"], [""]),
        ("IV: The Withdrawal", ["", "IV|The Withdrawal"], ["", ""]),
        ("Lecture II: The Ice", ["Lecture II|The Ice|The Thaw"], ["The Thaw"]),
        ("I: The Ice", ["I", "II"], ["I", "II"]),
        ("Japan at War", ["Japan", "Japan|Tokyo"], ["Japan", "Japan|Tokyo"]),
        ("The Ice", ["III. Thaw|III", "III. Thaw|III|A"], ["III. Thaw", "III. Thaw|A"]),
        ("The Ice", ["I. Thaw|I", "I. Thaw|II"], ["I. Thaw|I", "I. Thaw|II"]),
        ("The Ice", ["Thaw", "Thaw|THAW."], ["Thaw", "Thaw"]),
        ("The Ice", ["* * *"], ["* * *"]),
    ],
)
def test_headings_that_say_nothing_new(article: Article, title: str, paths: list[str], shown: list[str]) -> None:
    """A heading that repeats the title or the heading above it is left out, unless it tells a section from others beside it."""
    sections = [tuple(path.split("|")) if path else () for path in paths]
    paragraphs = tuple(replace(article.paragraphs[0], section=section) for section in sections)
    headed = replace(article, title=title, paragraphs=paragraphs)
    assert ["|".join(informative_headings(headed, section)) for section in sections] == shown
