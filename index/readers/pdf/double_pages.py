"""Double pages: pages of a file that show two printed pages side by side, as of an open book, parted into these.

A wide page may as well be one in two columns. Page numbers tell: two that follow each other on a page, or one a page that counts
the pages of the file. Where they do not, lines across the middle tell that it is one, and else how wide the white is there; then
a doubt says so, and no printed page number is given. The right half is moved to where a page's print stands, and knows by how
much, so that its lines still lead to their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

import numpy as np

from index.pdfium import PageGlyphs
from index.readers.pdf.columns import spans_of_print
from index.readers.pdf.print_lines import page_lines
from index.readers.pdf.running_heads import PageNumber, edge_rows

WIDE = 1.15  # of the height: a page that shows two is wider than high
MIDDLE = 0.12  # of the width, by which the fold may stand away from the middle
NARROWEST = 0.02  # of the width, the least white along the fold
FEWEST_ROWS = 6  # of print on each side
SAME_FOLD = 0.05  # of the width, by which the fold of another page may differ
SAME_ROW = 3.0  # points
MOST_CROSSING = 0.1  # of the pieces, such as dirt along the fold
INNER = 0.8  # of the outer margins: between two printed pages is the white of two margins, between two columns less
DEEPEST = 1  # rows that may stand outside of a page's number
FEWEST_NUMBERS = 2  # that tell what is counted
OUTER, CENTRAL = 1 / 3, 0.03  # of the width, at either side and around the middle, where one page has its number
ACROSS = 2.0  # of its size, that a line reaches over the fold to both sides


class Shown(Enum):
    """What a file's wide pages show."""

    TWO = "two printed pages"
    ONE = "one in columns"
    PERHAPS_TWO = "two, by the white between them"
    PERHAPS_ONE = "one, by the white between its columns"


class Fold(NamedTuple):
    """The white between the sides of a page: its middle as a share of the page's width, and its width in outer margins."""

    at: float
    white: float


class PlacedNumber(NamedTuple):
    """What may be a page's number, the page of the file, its side (0: left, 1: right), and whether one page may have it there."""

    number: PageNumber
    sheet: int
    side: int
    may_be_of_one: bool


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """Printed pages, each with the page of the file, from 0, on which it stands; and what is to be said of them.

    `numbered` tells whether the numbers printed on them can be believed to be theirs.
    """

    pages: tuple[PageGlyphs, ...]
    sheets: tuple[int, ...]
    doubts: tuple[str, ...] = ()
    numbered: bool = True

    @property
    def parted(self) -> frozenset[int]:
        """The pages, from 0, that are halves."""
        counts = Counter(self.sheets)
        return frozenset(at for at, sheet in enumerate(self.sheets) if counts[sheet] > 1)


def printed_pages(pages: Sequence[PageGlyphs]) -> PrintedPages:
    """Return a file's pages with the double ones parted at their folds; a half without print stays a page."""
    folds = {at: fold for at, page in enumerate(pages) if (fold := _fold(page)) is not None}
    as_they_are = PrintedPages(tuple(pages), tuple(range(len(pages))))
    if not folds:
        return as_they_are
    places = [folds[at].at if at in folds else _fold_of_others(page, folds) for at, page in enumerate(pages)]
    shown = _shown(pages, folds, places)
    set_in_print = not all(pages[at].recognised for at in folds)
    if shown is Shown.ONE or (set_in_print and shown is not Shown.TWO):
        return as_they_are
    if shown is Shown.PERHAPS_ONE:
        return replace(as_they_are, doubts=(_doubt_of_columns(sorted(folds), len(pages)),), numbered=False)
    parted = [(half, at) for at, page in enumerate(pages) for half in _halves(page, places[at])]
    double = [at for at, place in enumerate(places) if place is not None]
    doubts = (_doubt(double, len(pages), sure=shown is Shown.TWO),)
    return PrintedPages(tuple(half for half, _ in parted), tuple(at for _, at in parted), doubts, numbered=shown is Shown.TWO)


def _doubt(double: Sequence[int], pages: int, *, sure: bool) -> str:
    read = (
        f"{len(double)} of the file's {pages} pages show two printed pages side by side (the first is page {double[0] + 1}), and "
        "were read as two each, the left one first: "
    )
    if sure:
        return read + "where no numbers are printed on them, both count as the one page of the file"
    return read + (
        "only the white between tells that, and no numbers printed on them, so that these may be pages in two columns; both "
        "count as the one page of the file"
    )


def _doubt_of_columns(wide: Sequence[int], pages: int) -> str:
    return (
        f"{len(wide)} of the file's {pages} pages are wide and in two columns (the first is page {wide[0] + 1}), and were read "
        "as one page each: only the narrow white between tells that, and no numbers printed on them, so that each may show two "
        "printed pages; pages are counted as in the file"
    )


def _fold(page: PageGlyphs) -> Fold | None:
    """Return the white between two sides of print; None where there are no two."""
    if not _has_room_for_two(page) or not page.pieces:
        return None
    left, right = _edges(page)
    width = right - left
    white = _white(page, left, width)
    if white is None:
        return None
    x = sum(white) / 2
    rows = [{round(piece.y / SAME_ROW) for piece in page.pieces if (piece.x0 + piece.x1) / 2 < x}]
    rows.append({round(piece.y / SAME_ROW) for piece in page.pieces if (piece.x0 + piece.x1) / 2 >= x})
    if min(map(len, rows)) < FEWEST_ROWS or right <= x:
        return None
    return Fold((x - left) / width, _in_margins(page, left, right, x))


def _in_margins(page: PageGlyphs, left: float, right: float, x: float) -> float:
    """Return how wide the white around `x` is, in the wider one of the margins at a page's sides."""
    x0, x1 = np.array([piece.x0 for piece in page.pieces]), np.array([piece.x1 for piece in page.pieces])
    margins = np.percentile(x0, 2) - left, right - np.percentile(x1, 98)
    white = np.percentile(x0[x0 >= x], 2) - np.percentile(x1[x1 <= x], 98)
    return float(white / max(*margins, 1.0))


def _has_room_for_two(page: PageGlyphs) -> bool:
    """Whether a page is wide enough for two printed ones, and no picture with a few words of print."""
    width, height = (page.height, page.width) if page.turn % 2 else (page.width, page.height)
    return page.recognised == page.pictured and width >= WIDE * height


def _edges(page: PageGlyphs) -> tuple[float, float]:
    """Return the left and the right edge of a page that was turned, as its pieces are counted."""
    left = {0: 0.0, 1: 0.0, 2: -page.width, 3: -page.height}[page.turn]
    return left, left + (page.height if page.turn % 2 else page.width)


def _white(page: PageGlyphs, left: float, width: float) -> tuple[float, float] | None:
    """Return the widest white near the middle, which next to no piece crosses."""
    first, last = left + (0.5 - MIDDLE) * width, left + (0.5 + MIDDLE) * width
    steps = np.linspace(first, last, 241)
    x0, x1 = np.array([piece.x0 for piece in page.pieces]), np.array([piece.x1 for piece in page.pieces])
    covered = np.array([np.count_nonzero((x0 <= x) & (x <= x1)) for x in steps])
    rows = len({round(piece.y / SAME_ROW) for piece in page.pieces})
    free = np.flatnonzero(np.diff(np.concatenate(([0], covered <= MOST_CROSSING * rows, [0]))))
    runs = [(steps[start], steps[end - 1]) for start, end in free.reshape(-1, 2)]
    widest = max(runs, key=lambda run: run[1] - run[0], default=None)
    return widest if widest is not None and widest[1] - widest[0] >= NARROWEST * width else None


def _shown(pages: Sequence[PageGlyphs], folds: Mapping[int, Fold], places: Sequence[float | None]) -> Shown:
    """Return what the wide pages of a file show: those that may be two have `folds`, or, with one side, the others' `places`."""
    halves = ((at, _halves(page, place)) for at, (page, place) in enumerate(zip(pages, places, strict=True)) if place is not None)
    numbers = [number for at, sides in halves for number in _numbers(pages[at], at, sides)]
    of_two = Counter((each.number.value - 2 * each.sheet - each.side, each.number.roman) for each in numbers)
    of_one = Counter({(each.number.value - each.sheet, each.number.roman, each.sheet) for each in numbers if each.may_be_of_one})
    counted_by_two, counted_by_one = max(of_two.values(), default=0), _most([step[:2] for step in of_one])
    if max(counted_by_two, counted_by_one) >= FEWEST_NUMBERS and counted_by_two != counted_by_one:
        return Shown.TWO if counted_by_two > counted_by_one else Shown.ONE
    crossed = sum(_is_crossed(pages[at], fold) for at, fold in folds.items())
    if 2 * crossed >= len(folds):
        return Shown.ONE
    return Shown.PERHAPS_TWO if float(np.median([fold.white for fold in folds.values()])) >= INNER else Shown.PERHAPS_ONE


def _most(steps: Sequence[tuple[int, bool]]) -> int:
    return max(Counter(steps).values(), default=0)


def _numbers(page: PageGlyphs, sheet: int, sides: Sequence[PageGlyphs]) -> Iterator[PlacedNumber]:
    """Yield what may be page numbers at the head or foot of a page's sides."""
    left, right = _edges(page)
    width = right - left
    for side, half in enumerate(sides):
        rows = edge_rows(page_lines(half, sheet, ())) if half.pieces else ()
        for row in (row for row in rows if row.depth <= DEEPEST):
            for number in row.numbers:
                ends = row.lines[0].x0, row.lines[-1].x1
                x = sum(ends) / 2 if row.is_number else ends[row.text.endswith(number.text)]
                away = abs((half.shift + x - left) / width - 0.5)
                yield PlacedNumber(number, sheet, side, away >= 0.5 - OUTER or away <= CENTRAL)


def _is_crossed(page: PageGlyphs, fold: Fold) -> bool:
    """Whether a line runs across the fold, as a title over two columns does."""
    left, right = _edges(page)
    x = left + fold.at * (right - left)
    spans = spans_of_print(page.pieces)
    return bool(((spans[:, 0] < x - ACROSS * spans[:, 3]) & (spans[:, 1] > x + ACROSS * spans[:, 3])).any())


def _fold_of_others(page: PageGlyphs, folds: Mapping[int, Fold]) -> float | None:
    """Return the fold that the file's other pages have, where no line of this page, which may have one half, crosses it."""
    if not _has_room_for_two(page):
        return None
    fold = float(np.median([other.at for other in folds.values()]))
    left, right = _edges(page)
    width = right - left
    near = (left + (fold - SAME_FOLD / 2) * width, left + (fold + SAME_FOLD / 2) * width)
    return None if any(piece.x0 < near[0] and piece.x1 > near[1] for piece in page.pieces) else fold


def _halves(page: PageGlyphs, fold: float | None) -> tuple[PageGlyphs, ...]:
    if fold is None:
        return (page,)
    left, right = _edges(page)
    x = left + fold * (right - left)
    return tuple(_half(page, x, of_left=of_left) for of_left in (True, False))


def _half(page: PageGlyphs, x: float, *, of_left: bool) -> PageGlyphs:
    by = 0.0 if of_left else x - _edges(page)[0]
    pieces = tuple(
        piece._replace(x0=piece.x0 - by, x1=piece.x1 - by) for piece in page.pieces if ((piece.x0 + piece.x1) / 2 < x) == of_left
    )
    rules = tuple(
        rule._replace(x0=rule.x0 - by, x1=rule.x1 - by) for rule in page.rules if ((rule.x0 + rule.x1) / 2 < x) == of_left
    )
    return replace(page, pieces=pieces, rules=rules, drawn=sum(len(piece.text) for piece in pieces), shift=by)
