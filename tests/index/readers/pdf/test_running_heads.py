"""running_heads.py: running heads and page numbers, recognised by where they stand, what recurs and what counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers.pdf.print_lines import PrintLine
from index.readers.pdf.running_heads import PageNumber, find_running_heads, rows_of
from tests.index.readers.pdf.lines_of_print import line
from tests.index.readers.pdf.set_articles import SMALL, STYLES, read


def text(page: int) -> list[PrintLine]:
    return [
        line(f"{chr(97 + row)}{chr(97 + page)} nobody had been told of it, and so on", 600 - 12 * row, page=page)
        for row in range(10)
    ]


def test_lines_at_one_height_are_a_row() -> None:
    """A row's lines stand from left to right, rows from the top down."""
    lines = [line("text", 600), line("12", 650, x0=300.0), line("On War", 651)]
    assert [[one.text for one in row] for row in rows_of(lines)] == [["On War", "12"], ["text"]]


def test_words_that_recur_are_a_head_and_their_number_the_label() -> None:
    """A head recurs at its height but for a number, which counts with the pages."""
    heads = [line(f"ON WAR {page + 11}", 640, page=page) for page in range(5)]
    found = find_running_heads([[heads[page], *text(page)] for page in range(5)])
    assert found.lines == frozenset(heads)
    assert found.labels == {0: "11", 1: "12", 2: "13", 3: "14", 4: "15"}


def test_a_number_at_the_foot_counts_with_the_pages() -> None:
    """Numbers alone are the labels; a page without one is counted on from the nearest."""
    feet = {page: line(str(page + 7), 300, page=page) for page in (0, 1, 3)}
    found = find_running_heads([[*text(page), *([feet[page]] if page in feet else [])] for page in range(4)])
    assert found.lines == frozenset(feet.values())
    assert found.labels == {0: "7", 1: "8", 2: "9", 3: "10"}


def test_numbers_that_do_not_count_are_text() -> None:
    """A year and an amount at the feet of pages are text, and give no labels."""
    feet = [line("1918", 480, page=0), line("25", 480, page=1), line("600", 480, page=2)]
    found = find_running_heads([[*text(page), feet[page]] for page in range(3)])
    assert (found.lines, found.labels) == (frozenset(), {})


@pytest.mark.parametrize(("printed", "value"), [("12", 12), ("xiv", 14), ("XLIX", 49), ("i", 1)])
def test_page_numbers_are_read_and_printed(printed: str, value: int) -> None:
    """A number is Arabic or Roman, small or capital, and is printed as it was."""
    number = PageNumber.read(printed)
    assert (number.value, number.text) == (value, printed)


def test_pages_are_cited_by_their_printed_numbers(tmp_path: Path) -> None:
    """The number in the running head is the page's; the first page, which has none, is counted back."""
    article, made = read(tmp_path, STYLES["feet under a rule"])
    assert [page.label for page in article.pages] == [str(87 + page) for page in range(made.pages)]
    assert all(page.printed for page in article.pages)


def test_roman_page_numbers_are_kept(tmp_path: Path) -> None:
    """Roman numerals count the pages as well."""
    article, made = read(tmp_path, STYLES["ragged, blank lines, Roman page numbers"])
    assert [page.label for page in article.pages] == ["v", "vi", "vii", "viii", "ix", "x", "xi", "xii"][: made.pages]


def test_pages_without_numbers_are_only_counted(tmp_path: Path) -> None:
    """Where no number is printed, the pages are those of the file, and not to be cited."""
    article, _ = read(tmp_path, SMALL)
    assert {(page.label, page.printed) for page in article.pages} >= {("1", False), ("2", False)}
