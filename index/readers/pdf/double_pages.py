"""Double pages: pictures that show two printed pages side by side, as of an open book, parted into these.

The right half is moved to where a page's print stands, and knows by how much, so that its lines still lead into the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.pdfium import PageGlyphs

WIDE = 1.15  # of the height: a picture of two pages is wider than high
MIDDLE = 0.12  # of the width, by which the fold may stand away from the middle
NARROWEST = 0.02  # of the width, the least white along the fold
FEWEST_ROWS = 6  # of print on each side
SAME_FOLD = 0.05  # of the width, by which the fold of another page may differ
SAME_ROW = 3.0  # points
MOST_CROSSING = 0.1  # of the pieces, such as dirt along the fold


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """Printed pages, each with the page of the file, from 0, on which it stands; and what is to be said of them."""

    pages: tuple[PageGlyphs, ...]
    sheets: tuple[int, ...]
    doubts: tuple[str, ...] = ()


def printed_pages(pages: Sequence[PageGlyphs]) -> PrintedPages:
    """Return a file's pages with the double ones parted at their folds; a half without print stays a page."""
    folds = [_fold(page) for page in pages]
    folds = [_fold_of_others(page, folds) if fold is None else fold for page, fold in zip(pages, folds, strict=True)]
    parted = [(half, at) for at, page in enumerate(pages) for half in _halves(page, folds[at])]
    double = [at for at, fold in enumerate(folds) if fold is not None]
    doubts = () if not double else (_doubt(double, len(pages)),)
    return PrintedPages(tuple(half for half, _ in parted), tuple(at for _, at in parted), doubts)


def _doubt(double: Sequence[int], pages: int) -> str:
    return (
        f"{len(double)} of the file's {pages} pages show two printed pages side by side (the first is page {double[0] + 1}), and "
        "were read as two each, the left one first: where no numbers are printed on them, both count as the one page of the file"
    )


def _fold(page: PageGlyphs) -> float | None:
    """Return where the white between two printed pages runs, as a share of the width; None where there are no two."""
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
    return (x - left) / width if min(map(len, rows)) >= FEWEST_ROWS and right > x else None


def _has_room_for_two(page: PageGlyphs) -> bool:
    """Whether a page is a recognised picture that is wide enough for two printed ones."""
    width, height = (page.height, page.width) if page.turn % 2 else (page.width, page.height)
    return page.recognised and page.pictured and width >= WIDE * height


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


def _fold_of_others(page: PageGlyphs, folds: Sequence[float | None]) -> float | None:
    """Return the fold that the file's other pages have, where no line of this page, which may have one half, crosses it."""
    known = [fold for fold in folds if fold is not None]
    if not known or not _has_room_for_two(page):
        return None
    fold = float(np.median(known))
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
