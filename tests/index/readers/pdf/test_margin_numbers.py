"""margin_numbers.py: numbers of lines in the margin."""

from __future__ import annotations

import pytest

from index.pdfium import PageGlyphs, Piece
from index.readers.pdf.margin_numbers import without_line_numbers
from tests.index.readers.pdf.lines_of_print import page, piece


def numbered(texts: list[str], x0: float = 20.0, step: float = 60.0) -> PageGlyphs:
    """A page of lines with numbers beside every fifth of them."""
    words = [piece(f"words{at}", 60.0, 600.0 - 12 * at) for at in range(20)] + [
        piece(f"more{at}", 300.0, 600.0 - 12 * at) for at in range(20)
    ]
    return page(*words, *numbers(texts, x0, step))


def numbers(texts: list[str], x0: float, step: float) -> list[Piece]:
    """Numbers below each other."""
    return [piece(text, x0, 552.0 - step * at) for at, text in enumerate(texts)]


@pytest.mark.parametrize(("texts", "x0"), [(["5", "10", "15"], 20.0), (["35", "40", "45"], 400.0), (["10", "20", "30"], 20.0)])
def test_numbers_that_count_lines_are_left_out(texts: list[str], x0: float) -> None:
    """In the left and the right margin, by fives or tens; a doubt tells of them, and the words stay."""
    found = without_line_numbers([page(piece("1", 60.0, 500.0)), numbered(texts, x0)])
    assert found.pages[0].pieces == (piece("1", 60.0, 500.0),)
    assert found.pages[1].pieces == numbered([]).pieces
    assert found.doubts == (
        "numbers in the margins of 1 pages of the file (the first is page 2) count lines, and were left out of the text",
    )


@pytest.mark.parametrize(
    "other",
    [
        numbered(["1", "2", "3"]),
        numbered(["1915", "1920"]),
        numbered(["5", "11", "15"]),
        page(*numbered([]).pieces, *numbers(["5"], 20.0, 60.0), *numbers(["10", "15"], 35.0, 90.0)[:1]),
        page(*numbered([]).pieces, *numbers(["5", "10", "15"], 150.0, 60.0)),
    ],
)
def test_other_numbers_stay(other: PageGlyphs) -> None:
    """Labels of notes, few years, what does not count evenly, and what stands amid the words are left."""
    found = without_line_numbers([other])
    assert (found.pages, found.doubts) == ((other,), ())
