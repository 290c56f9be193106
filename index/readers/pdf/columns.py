"""Columns of a PDF's pages: where the white gutters between them run.

A gutter is a white span that at least a few lines of print stand on either side of, one beside the other, and that no line
crosses; above and below it, lines may run across the page, as titles and notes do. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np
import numpy.typing as npt

from index.pdfium import PageGlyphs, Piece

WIDE_GAP = 0.9  # of the size: a wider gap within a line may be a gutter
APART = 2.0  # of the size: pieces further apart do not follow each other
SAME_ROW = 0.5  # of the size, by which a superior figure may leave the baseline
OVERLAP = 0.3  # of the size, by which a piece may stand back into the one before
EDGE = 0.2  # of the page's width of text, the least that a column takes
FEWEST_ROWS = 3  # on either side, between two lines that cross
FEWEST_PAIRS = 5  # rows on either side, that speak for a gutter on a page
CERTAIN_PAIRS = 10  # that do so even where no other page has it
FILLED = 0.45  # of the column, that its median line fills
SAME_GUTTER = 12.0

Floats = npt.NDArray[np.float64]


def drawn_runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the spans of pieces that were drawn one after the other along a line."""
    run: list[Piece] = []
    base: Piece | None = None
    for piece in pieces:
        if base is not None and not _follows(run[-1], base, piece):
            yield run
            run, base = [], None
        run.append(piece)
        base = piece if base is None or piece.size > base.size else base
    if run:
        yield run


def _follows(last: Piece, base: Piece, piece: Piece) -> bool:
    size = max(base.size, piece.size)
    level = abs(piece.y - base.y) <= SAME_ROW * min(size, 1.5 * min(base.size, piece.size))
    return level and -OVERLAP * size <= piece.x0 - last.x1 <= APART * size


def find_gutters(pages: Sequence[PageGlyphs]) -> list[tuple[float, ...]]:
    """Return the gutters of each page, from left to right.

    What one page shows by a few lines counts where another page has it too; a page with less text than that has the gutters
    of its neighbours where its lines respect them.
    """
    intervals = [spans_of_print(page.pieces) for page in pages]
    found = [_page_gutters(rows) for rows in intervals]
    kept = [tuple(x for x, pairs in page if pairs >= CERTAIN_PAIRS or _recurs(x, at, found)) for at, page in enumerate(found)]
    return [gutters or _neighbours(at, kept, intervals[at]) for at, gutters in enumerate(kept)]


def _recurs(x: float, at: int, found: Sequence[Sequence[tuple[float, int]]]) -> bool:
    near = (*found[max(at - 4, 0) : at], *found[at + 1 : at + 5])
    return any(abs(x - other) <= SAME_GUTTER for page in near for other, _ in page)


def _neighbours(at: int, kept: Sequence[tuple[float, ...]], rows: Floats) -> tuple[float, ...]:
    """Return the gutters of the nearest page before or behind that has some, as far as this page's lines respect them."""
    for other in (at - 1, at + 1, at - 2, at + 2):
        if 0 <= other < len(kept) and kept[other]:
            return tuple(x for x in kept[other] if _respected(rows, x))
    return ()


def _respected(rows: Floats, x: float) -> bool:
    """Whether more lines stand beside a gutter, on both sides of it, than across."""
    left, right = rows[:, 1] <= x + 1, rows[:, 0] >= x - 1
    return bool(left.any() and right.any() and (left | right).sum() > 2 * (~(left | right)).sum())


def spans_of_print(pieces: Sequence[Piece]) -> Floats:
    """Return the spans of print without a wide gap: left and right edge, baseline and size, from the top down."""
    rows: list[tuple[float, float, float, float]] = []
    for run in drawn_runs(pieces):
        start = 0
        for at in range(1, len(run) + 1):
            if at == len(run) or run[at].x0 - run[at - 1].x1 > WIDE_GAP * run[at].size:
                rows.append((run[start].x0, run[at - 1].x1, run[start].y, run[start].size))
                start = at
    rows.sort(key=lambda row: -row[2])
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def _page_gutters(rows: Floats) -> list[tuple[float, int]]:
    """Return a page's gutters from left to right, each with the number of rows that speak for it."""
    if len(rows) < 2 * FEWEST_ROWS:
        return []
    best = _best_gutter(rows)
    if best is None:
        return []
    x, pairs = best
    left, right = rows[rows[:, 1] <= x + 1], rows[rows[:, 0] >= x - 1]
    return [*_page_gutters(left), (x, pairs), *_page_gutters(right)]


def _best_gutter(rows: Floats) -> tuple[float, int] | None:
    """Return the place with most rows beside each other on its two sides, the middle of it where it is wide."""
    first, last = float(rows[:, 0].min()), float(rows[:, 1].max())
    width = last - first
    places = np.arange(first + EDGE * width, last - EDGE * width, 1.0)
    pairs = [_pairs(rows, x) for x in places]
    most = max(pairs, default=0)
    if most < FEWEST_PAIRS:
        return None
    at = pairs.index(most)
    end = at
    while end + 1 < len(pairs) and pairs[end + 1] == most:
        end += 1
    x = float(places[at] + places[end]) / 2
    return (x, most) if _has_columns(rows, x) else None


def _pairs(rows: Floats, x: float) -> int:
    """Count the rows that stand on both sides of a place, in the bands between lines that cross it."""
    left, right = rows[:, 1] <= x + 1, rows[:, 0] >= x - 1
    bands = np.cumsum(~(left | right))
    on_left, on_right = np.bincount(bands[left], minlength=1), np.bincount(bands[right], minlength=1)
    length = min(len(on_left), len(on_right))
    fewer = np.minimum(on_left[:length], on_right[:length])
    return int(fewer[fewer >= FEWEST_ROWS].sum())


def _has_columns(rows: Floats, x: float) -> bool:
    """Whether the lines on both sides fill columns of text that stand beside each other."""
    left, right = rows[rows[:, 1] <= x + 1], rows[rows[:, 0] >= x - 1]
    beside = min(left[:, 2].max(), right[:, 2].max()) - max(left[:, 2].min(), right[:, 2].min())
    lower = min(np.ptp(left[:, 2]), np.ptp(right[:, 2]))
    return bool(beside >= 0.4 * lower and beside > 0 and _filled(left) and _filled(right))


def _filled(rows: Floats) -> bool:
    width = float(np.percentile(rows[:, 1], 90) - np.percentile(rows[:, 0], 10))
    return bool(median(rows[:, 1] - rows[:, 0]) >= FILLED * width)
