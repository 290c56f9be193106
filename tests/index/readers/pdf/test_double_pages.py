"""double_pages.py: two printed pages in one picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.pdfium import PageGlyphs, Piece, Rule
from index.readers.pdf.double_pages import printed_pages

WIDTH, HEIGHT = 700.0, 500.0


def piece(text: str, x0: float, x1: float, y: float) -> Piece:
    """A word of 10 points."""
    return Piece(text, x0, x1, y, 10.0, False, False, True, False, 95)


def spread(left: int = 10, right: int = 10, **told: object) -> PageGlyphs:
    """A picture with so many lines on its left and on its right half."""
    pieces = [piece(f"left{at}", 40, 310, 450 - 15 * at) for at in range(left)]
    pieces += [piece(f"right{at}", 390, 660, 450 - 15 * at) for at in range(right)]
    rules = (Rule(40, 140, 60), Rule(390, 490, 60))
    page = PageGlyphs(tuple(pieces), rules, WIDTH, HEIGHT, 0, 100, 0, pictured=True, recognised=True)
    return replace(page, **told)  # type: ignore[arg-type]


def test_picture_of_two_pages_becomes_two() -> None:
    """Each half has its own words and rules where a page has them; a box of the right one leads into its half of the picture."""
    found = printed_pages([spread()])
    left, right = found.pages
    assert found.sheets == (0, 0)
    assert [one.text for one in left.pieces] == [f"left{at}" for at in range(10)]
    assert [one.text for one in right.pieces] == [f"right{at}" for at in range(10)]
    assert [(rule.x0, rule.x1) for rule in left.rules] == [(40, 140)]
    assert (right.pieces[0].x0, right.rules[0].x0) == (390 - right.shift, 390 - right.shift)
    assert right.shift == pytest.approx(WIDTH / 2, abs=2)
    assert right.box(right.pieces[0].x0, 440, right.pieces[0].x1, 450) == (390, 440, 660, 450)
    (doubt,) = found.doubts
    assert doubt.startswith(
        "1 of the file's 1 pages show two printed pages side by side (the first is page 1), and were read as two"
    )


def test_half_without_print_is_a_page_where_others_are_double() -> None:
    """The last page of a chapter may be alone on its picture; alone in a file, it is taken for a page."""
    assert printed_pages([spread(), spread(right=0)]).sheets == (0, 0, 1, 1)
    assert printed_pages([spread(right=0)]).sheets == (0,)


@pytest.mark.parametrize(
    "page",
    [
        spread(width=HEIGHT, height=WIDTH),
        spread(recognised=False),
        spread(pictured=False),
        spread(right=3),
        spread(pieces=()),
        replace(spread(), pieces=(*spread().pieces, *(piece("across", 40, 660, 250 - 15 * at) for at in range(5)))),
    ],
)
def test_other_pages_stay_whole(page: PageGlyphs) -> None:
    """What is higher than wide, is print, has too little on one side, or lines across the middle, is one page."""
    found = printed_pages([page])
    assert (found.pages, found.sheets, found.doubts) == ((page,), (0,), ())


def test_double_pages_among_others_are_counted() -> None:
    """It is told of how many pages of the file this is so, and which is the first."""
    single = spread(width=HEIGHT, height=WIDTH)
    found = printed_pages([single, spread(), spread()])
    assert found.sheets == (0, 1, 1, 2, 2)
    assert found.doubts[0].startswith("2 of the file's 3 pages show two printed pages side by side (the first is page 2)")


def test_page_that_lay_sideways_is_parted_too() -> None:
    """A picture turned by a quarter has its print where the turned page has it, and leads back to where it lies."""
    pieces = tuple(one._replace(y=one.y - HEIGHT) for one in spread().pieces)
    left, right = printed_pages([spread(pieces=pieces, rules=(), turn=1, width=HEIGHT, height=WIDTH)]).pages
    assert len(left.pieces) == len(right.pieces) == 10
    first = right.pieces[0]
    assert right.box(first.x0, first.y, first.x1, first.y + 10) == (HEIGHT - 460, 390, HEIGHT - 450, 660)
