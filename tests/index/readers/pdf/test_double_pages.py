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


def numbered(sheet: PageGlyphs, left: str = "", right: str = "", middle: str = "", y: float = 20.0) -> PageGlyphs:
    """A page with numbers below its sides, or below its middle."""
    found = [piece(left, 40, 50, y), piece(right, 650, 660, y), piece(middle, 345, 355, y)]
    return replace(sheet, pieces=(*sheet.pieces, *(one for one in found if one.text)))


def columns(**told: object) -> PageGlyphs:
    """A wide page whose two columns have little white between them."""
    narrow = replace(spread(), **told)  # type: ignore[arg-type]
    return replace(narrow, pieces=tuple(one._replace(x1=335) if one.x0 < 350 else one._replace(x0=365) for one in narrow.pieces))


def test_two_numbers_on_a_page_are_those_of_two() -> None:
    """Numbers that follow each other on each page tell that it shows two, however little white is between them, in print too."""
    sheets = [numbered(columns(), str(12 + 2 * at), str(13 + 2 * at)) for at in range(2)]
    for told in ({}, {"recognised": False, "pictured": False}):
        found = printed_pages([replace(sheet, **told) for sheet in sheets])  # type: ignore[arg-type]
        assert (found.sheets, found.numbered) == ((0, 0, 1, 1), True)
        assert found.parted == {0, 1, 2, 3}
        assert "only the white" not in found.doubts[0]


@pytest.mark.parametrize("sides", [(("12", "", ""), ("", "13", "")), (("", "", "12"), ("", "", "13"))])
def test_one_number_a_page_is_that_of_one(sides: tuple[tuple[str, str, str], ...]) -> None:
    """Where the numbers count the pages of the file, each is one, however much white is amid it, and that is no doubt."""
    found = printed_pages([numbered(spread(), *told) for told in sides])
    assert (found.sheets, found.doubts, found.numbered) == ((0, 1), (), True)


def test_title_across_the_middle_makes_it_one() -> None:
    """A line over both columns stands on one page."""
    title = replace(spread(), pieces=(piece("A title that is long", 250, 450, 480), *spread().pieces))
    assert printed_pages([title]).sheets == (0,)


def test_what_only_the_white_tells_is_doubted_and_has_no_number() -> None:
    """Without numbers, or with one alone, wide white parts a page, narrow white does not; no number is believed."""
    for sheet, sheets in (
        (spread(), (0, 0)),
        (numbered(spread(), "12"), (0, 0)),
        (columns(), (0,)),
        (numbered(columns(), "12"), (0,)),
    ):
        found = printed_pages([sheet])
        assert (found.sheets, found.numbered) == (sheets, False)
        assert "only the" in found.doubts[0]
        assert "no numbers printed on them" in found.doubts[0]
    print_of_columns = printed_pages([columns(recognised=False, pictured=False)])
    assert (print_of_columns.sheets, print_of_columns.doubts, print_of_columns.numbered) == ((0,), (), True)
