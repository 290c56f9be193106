"""Lines of print: a PDF's pieces joined along their baselines, and put into the order in which they are read.

The lines of a column are read from the top down, columns from left to right; a line that runs across the gutter ends the
columns above it. Lengths are points; y grows upwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from index.pdfium import PageGlyphs, Piece
from index.readers.pdf.columns import drawn_runs
from index.records import Span

ACROSS = -1  # the column of a line that runs across a gutter
LEVEL = 0.25  # of the size, that baselines of a line may differ
RAISED = 0.12  # of the line's size, the least by which a superior figure stands above the baseline
SMALLER = 0.87  # of the line's size, the most that a superior figure's is
HIGHEST = 0.75  # of the line's size: what stands higher belongs to the line above
CROSSING = 4.0  # points by which a line must pass a gutter on both sides to cross it
SMALL = 0.95  # of the usual size: type that notes are set in
LARGE_SHARE = 0.15  # of the characters, that a size must have to be the text's
SAME_SIZE = 0.06
LEAST_LEADING = 0.9  # of the size: nearer to each other two baselines are hardly ever set
LONE_MARK = re.compile(r"\d{1,4}|[*†‡§]{1,2}")


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line of print on a page, which counts from 0: its box, baseline and size, and the `raised` spans of its text.

    `sure` are the spans of its text of which recognition tells its confidence, in percent.
    """

    page: int
    column: int
    x0: float
    x1: float
    y: float
    size: float
    text: str
    raised: tuple[Span, ...] = ()
    bold: bool = False
    italic: bool = False
    sure: tuple[tuple[Span, int], ...] = ()

    @property
    def top(self) -> float:
        """About the upper edge of its letters."""
        return self.y + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """About the lower edge of its letters."""
        return self.y - 0.22 * self.size


def page_lines(glyphs: PageGlyphs, page: int, gutters: Sequence[float]) -> list[PrintLine]:
    """Return the lines of a page, column by column."""
    parts = sorted(_parts(glyphs.pieces, gutters), key=lambda part: part.column)
    lines: list[PrintLine] = []
    for column, group in groupby(parts, key=lambda part: part.column):
        lines += _with_room([_line(page, column, pieces) for pieces in _joined(list(group))])
    return [line for line in lines if line.text]


def _with_room(lines: Sequence[PrintLine]) -> Iterator[PrintLine]:
    """Yield the lines of a column, of recognised ones those in the size of the line above that have no room for a larger."""
    above: PrintLine | None = None
    for line in lines:
        if above is not None and line.sure and _has_no_room(above, line):
            line = replace(line, size=above.size)  # as the next line is compared with
        above = line
        yield line


def _has_no_room(above: PrintLine, line: PrintLine) -> bool:
    """Whether a line is measured as larger than the one above it, and stands nearer to it than its letters are high."""
    distance = above.y - line.y
    beneath = line.x0 < above.x1 and line.x1 > above.x0
    larger = line.size > (1 + SAME_SIZE) * above.size
    return beneath and larger and above.size * LEAST_LEADING <= distance < line.size * LEAST_LEADING


def text_size(lines: Sequence[PrintLine]) -> float:
    """Return the size of the running text: the largest in which a good part of the characters is set.

    Counted in the upper halves of the pages, where no notes stand.
    """
    counts = _upper_sizes(lines) or {10.0: 1}
    total = sum(counts.values())
    near = {size: sum(n for other, n in counts.items() if abs(other - size) <= SAME_SIZE * size) for size in counts}
    large = [size for size in counts if near[size] >= LARGE_SHARE * total] or list(counts)
    largest = max(large)
    return max((size for size in counts if abs(size - largest) <= SAME_SIZE * largest), key=lambda size: counts[size])


def _upper_sizes(lines: Sequence[PrintLine]) -> Counter[float]:
    counts = Counter[float]()
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        middle = (max(line.y for line in page) + min(line.y for line in page)) / 2
        for line in page:
            counts[round(line.size * 4) / 4] += len(line.text) if line.y >= middle else 0
    return counts


def in_reading_order(lines: Sequence[PrintLine], usual: float) -> list[PrintLine]:
    """Return a page's lines in the order in which they are read; `usual` is the size of the text."""
    if not any(line.column > 0 for line in lines):
        return sorted(lines, key=lambda line: (-round(line.y, 1), line.x0))
    feet = _feet_across(lines, usual)
    ordered: list[PrintLine] = []
    band: list[PrintLine] = []
    for line in sorted((line for line in lines if line not in feet), key=lambda line: -line.y):
        if line.column == ACROSS:
            ordered += _by_columns(band)
            ordered.append(line)
            band = []
        else:
            band.append(line)
    return [*ordered, *_by_columns(band), *sorted(feet, key=lambda line: (-round(line.y, 1), line.x0))]


def with_lone_marks(lines: Sequence[PrintLine]) -> list[PrintLine]:
    """Return the lines in their order, a superior figure that was broken off to a line of its own told as raised."""
    found: list[PrintLine] = []
    for line in lines:
        lone = found and line.size <= SMALLER * found[-1].size and LONE_MARK.fullmatch(line.text)
        found.append(replace(line, raised=(Span(0, len(line.text)),)) if lone else line)
    return found


def _by_columns(band: list[PrintLine]) -> list[PrintLine]:
    return sorted(band, key=lambda line: (line.column, -line.y))


def _feet_across(lines: Sequence[PrintLine], usual: float) -> set[PrintLine]:
    """Return the lines below all of the text's, where one of them runs across: notes that the columns share."""
    lowest = min((line.y for line in lines if line.size > SMALL * usual and len(line.text) > 3), default=0.0)
    below = {line for line in lines if line.y < lowest}
    highest = max((line.y for line in below if line.column == ACROSS), default=None)
    if highest is None:
        return set()
    # A short note above the first long one stands in the left column only.
    right = [line.y for line in below if line.column > 0 and line.y > highest]
    return {line for line in below if line.y <= highest or not right or line.y < min(right)}


class _Part(NamedTuple):
    column: int
    pieces: list[Piece]

    @property
    def base(self) -> Piece:
        return max(self.pieces, key=lambda piece: (piece.size, len(piece.text)))


def _parts(pieces: Sequence[Piece], gutters: Sequence[float]) -> Iterator[_Part]:
    """Yield the pieces as drawn, cut where the white of a gutter lies between two."""
    for run in drawn_runs(pieces):
        start = 0
        for at in range(1, len(run) + 1):
            if at == len(run) or _parted(run[at - 1], run[at], gutters):
                yield _Part(_column(run[start:at], gutters), run[start:at])
                start = at


def _parted(before: Piece, piece: Piece, gutters: Sequence[float]) -> bool:
    """Whether the white between two pieces is a gutter, not a word space that happens to lie there."""
    wide = piece.x0 - before.x1 > 0.8 * piece.size
    return wide and any(before.x1 <= x + 2 and piece.x0 >= x - 2 for x in gutters)


def _column(pieces: Sequence[Piece], gutters: Sequence[float]) -> int:
    x0, x1 = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    if any(x0 < x - CROSSING and x1 > x + CROSSING for x in gutters):
        return ACROSS
    return sum((x0 + x1) / 2 > x for x in gutters)


def _joined(parts: list[_Part]) -> Iterator[list[Piece]]:
    """Join the parts of a column that stand on one line."""
    open_lines: list[tuple[Piece, list[Piece]]] = []
    for part in sorted(parts, key=lambda part: -part.base.y):
        base = part.base
        home = next((line for line in reversed(open_lines) if _on_line(line, base, part.pieces)), None)
        if home is not None:
            open_lines.remove(home)
            larger = home[0] if home[0].size >= base.size else base
            open_lines.append((larger, [*home[1], *part.pieces]))
            continue
        while len(open_lines) > 3:
            yield open_lines.pop(0)[1]
        open_lines.append((base, list(part.pieces)))
    for _, pieces in open_lines:
        yield pieces


def _on_line(line: tuple[Piece, list[Piece]], base: Piece, pieces: Sequence[Piece]) -> bool:
    other, others = line
    large, small = (other, base) if other.size >= base.size else (base, other)
    rise = small.y - large.y
    if small.size > SMALLER * large.size or len(small.text) > 4:
        level = abs(rise) <= LEVEL * small.size
    else:
        level = -LEVEL * large.size <= rise <= HIGHEST * large.size
    slack = OVERLAP * small.size
    x0, x1 = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    return level and not any(piece.x0 < x1 - slack and piece.x1 > x0 + slack for piece in others)


OVERLAP = 0.4


def _line(page: int, column: int, pieces: list[Piece]) -> PrintLine:
    pieces = sorted(pieces, key=lambda piece: piece.x0)
    size = _middle([(piece.size, len(piece.text)) for piece in pieces])
    y = _middle([(piece.y, len(piece.text)) for piece in pieces if piece.size > SMALLER * size])
    text, raised, sure = _text(pieces, size, y)
    letters = sum(len(piece.text) for piece in pieces)
    bold = sum(len(piece.text) for piece in pieces if piece.bold) * 2 > letters
    italic = sum(len(piece.text) for piece in pieces if piece.italic) * 2 > letters
    x0, x1 = pieces[0].x0, max(piece.x1 for piece in pieces)
    return PrintLine(page, column, x0, x1, y, size, text, raised, bold, italic, sure)


def _middle(weighted: Sequence[tuple[float, int]]) -> float:
    """Return the median of values by their weights: recognised text has a size and a baseline for each word."""
    half = sum(weight for _, weight in weighted) / 2
    total = 0.0
    for value, weight in sorted(weighted, reverse=True):
        total += weight
        if total >= half:
            return value
    return 0.0


def _text(pieces: Sequence[Piece], size: float, y: float) -> tuple[str, tuple[Span, ...], tuple[tuple[Span, int], ...]]:
    """Return the characters of a line, single spaces between its words, which of them are raised, and how sure some are."""
    parts: list[str] = []
    raised: list[Span] = []
    sure: list[tuple[Span, int]] = []
    length = 0
    for at, piece in enumerate(pieces):
        up = _is_raised(piece, size, y)
        if at and (_spaced(pieces[at - 1], piece) or _behind_label(pieces, at, size, y)):
            parts.append(" ")
            length += 1
        if up:
            glued = raised and raised[-1].end == length
            start = raised.pop().start if glued else length
            raised.append(Span(start, length + len(piece.text)))
        parts.append(piece.text)
        if piece.confidence is not None:
            sure.append((Span(length, length + len(piece.text)), piece.confidence))
        length += len(piece.text)
    return "".join(parts), tuple(raised), tuple(sure)


def _spaced(before: Piece, piece: Piece) -> bool:
    gap = piece.x0 - before.x1
    # A piece that was drawn out of its turn may have the space of another before it.
    return gap > 0.6 * piece.size or (piece.spaced and gap > -0.1 * piece.size)


def _behind_label(pieces: Sequence[Piece], at: int, size: float, y: float) -> bool:
    """Whether a line's first piece is a raised number and this is the word behind it: a note's own text begins."""
    return at == 1 and _is_raised(pieces[0], size, y) and not _is_raised(pieces[1], size, y)


def _is_raised(piece: Piece, size: float, y: float) -> bool:
    if piece.lifted:
        return True
    rise = piece.y - y
    return rise >= RAISED * size and (piece.size <= SMALLER * size or (rise >= 0.25 * size and piece.text[0].isdigit()))
