"""Paragraphs, headings and the title of a PDF's text, by where its lines stand: indents, white, size and the column's edges.

Lines come in reading order, without running heads and notes; their texts without the note markers. Lengths are points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from index.readers.pdf.print_lines import PrintLine
from index.text import KNOWN_HEADINGS, LEADS_IN, NUMERAL, SENTENCE_END, BlockKind, Levels, closes_bracket, is_capitalised

INDENT = 0.7  # of the size, the least by which a first line is set in
ALIGNED = 0.35  # of the size, that lines with one edge may differ
GAP = 1.28  # of the usual distance of lines, from which on white sets blocks apart
LARGER, OTHER_SIZE = 1.08, 0.06
ROOM = 0.4  # of the size, that must be left behind a next word for it to have had room
SPACE = 0.25  # of the size
CENTRED = 0.03  # of the column's width
LONGEST_HEADING, MOST_HEADING_LINES = 200, 4
EDGE_SHARE = 0.15  # of the lines, that stand at a column's edge
FEWEST_LINES = 4
TITLE_SIZE = 1.15
MOST_ABOVE_TITLE = 300  # characters of what may stand above the title
FEWEST_CAPITALS = 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of print and its words without the markers, and whether nothing but white stands above it in its column."""

    printed: PrintLine
    text: str


@dataclass(frozen=True, slots=True)
class PrintBlock:
    """Lines that belong together; `level` is 1 for the outermost headings, 0 for what is none."""

    kind: BlockKind
    lines: tuple[PrintLine, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Edges:
    """The left and the right edge of a column of text."""

    left: float
    right: float


def lay_out_print(
    lines: Sequence[PrintLine], texts: Mapping[PrintLine, str], usual: float, title: str = ""
) -> tuple[PrintBlock, ...]:
    """Return the blocks of a file's text; `usual` is the size of the text, `title` what the file says its title is.

    What stands above the title, such as a journal's name, is left out.
    """
    columns = _Columns(lines, usual)
    groups = _joined_headings([_Group(tuple(group)) for group in _groups(lines, texts, columns)], texts, columns)
    kinds = [_is_heading(groups, at, texts, columns) for at in range(len(groups))]
    start, end = _title_place(groups, kinds, texts, columns, title)
    levels = _StyleLevels(usual)
    blocks = [PrintBlock(BlockKind.TITLE, tuple(line for group in groups[start:end] for line in group.lines))] if end else []
    for group, heading in list(zip(groups, kinds, strict=True))[end:]:
        level = levels.of(group, texts) if heading else 0
        blocks.append(PrintBlock(BlockKind.HEADING if heading else BlockKind.PARAGRAPH, group.lines, level))
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Group:
    lines: tuple[PrintLine, ...]

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    def text(self, texts: Mapping[PrintLine, str]) -> str:
        return " ".join(texts[line] for line in self.lines)


class _Columns:
    """The edges of each page's columns, and the usual distance of lines."""

    def __init__(self, lines: Sequence[PrintLine], usual: float) -> None:
        self.usual = usual
        self._edges: dict[tuple[int, int], Edges] = {}
        common: dict[int, list[PrintLine]] = {}
        for (page, column), group in groupby(lines, key=lambda line: (line.page, line.column)):
            in_column = [line for line in group if abs(line.size - usual) <= OTHER_SIZE * usual]
            common.setdefault(column, []).extend(in_column)
            if len(in_column) >= FEWEST_LINES:
                self._edges[page, column] = _edges(in_column)
        self._common = {column: _edges(group) for column, group in common.items() if group}
        self.pitch = self._pitch(lines)

    def of(self, line: PrintLine) -> Edges:
        """Return the edges of a line's column."""
        edges = self._edges.get((line.page, line.column)) or self._common.get(line.column)
        if edges is None:
            return Edges(line.x0, line.x1)
        wide = self._common.get(line.column, edges)
        # A page of short lines only does not show how wide its column is.
        return replace(edges, right=max(edges.right, edges.left + wide.right - wide.left))

    def _pitch(self, lines: Sequence[PrintLine]) -> float:
        pitches = Counter(
            round((one.y - other.y) / self.usual, 2)
            for one, other in pairwise(lines)
            if _same_flow(one, other)
            and abs(one.size - other.size) <= OTHER_SIZE * self.usual
            and abs(one.size - self.usual) <= OTHER_SIZE * self.usual
        )
        near = {pitch: sum(n for other, n in pitches.items() if abs(other - pitch) <= 0.04) for pitch in pitches}
        return max(near, key=lambda pitch: (near[pitch], -pitch)) if near else 1.2

    def gap(self, one: PrintLine, other: PrintLine) -> float:
        """Return the distance of two lines of a column, in usual ones for lines of their size."""
        return (one.y - other.y) / (self.pitch * max(min(one.size, other.size), 1.0))

    def indent(self, line: PrintLine) -> float:
        """Return by how much of its size a line is set in."""
        return (line.x0 - self.of(line).left) / max(line.size, 1.0)


def _edges(lines: Sequence[PrintLine]) -> Edges:
    lefts = Counter(round(line.x0) for line in lines)
    near = {x: lefts[x] + lefts[x - 1] + lefts[x + 1] for x in lefts}
    left = min((x for x in near if near[x] >= EDGE_SHARE * len(lines)), default=min(lefts))
    rights = sorted(line.x1 for line in lines)
    return Edges(float(left), rights[int(0.95 * (len(rights) - 1))])


def _same_flow(one: PrintLine, other: PrintLine) -> bool:
    return one.page == other.page and one.column == other.column and other.y < one.y


def _groups(lines: Sequence[PrintLine], texts: Mapping[PrintLine, str], columns: _Columns) -> Iterator[list[PrintLine]]:
    group: list[PrintLine] = []
    for at, line in enumerate(lines):
        if group and _begins(lines, at, group, texts, columns):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(
    lines: Sequence[PrintLine], at: int, group: Sequence[PrintLine], texts: Mapping[PrintLine, str], columns: _Columns
) -> bool:
    """Whether a new block begins with the line `at`."""
    above, line = lines[at - 1], lines[at]
    if closes_bracket(texts[above], texts[line]):
        return False
    closed = SENTENCE_END.search(texts[above]) is not None
    room = _has_room(above, texts[line], line, columns)
    if abs(above.size - line.size) > OTHER_SIZE * max(above.size, line.size) or above.bold != line.bold:
        return not _runs_in(above, line, texts) or (closed and room)
    if _same_flow(above, line) or _same_height(above, line):
        return _begins_below(lines, at, group, texts, columns, closed=closed, room=room)
    set_in = columns.indent(line) >= INDENT and not _goes_on_set_in(group, line, columns)
    if set_in and not texts[line][0].islower():
        return closed or room
    return closed and room


def _same_height(above: PrintLine, line: PrintLine) -> bool:
    return above.page == line.page and abs(above.y - line.y) < 0.3 * line.size


def _begins_below(
    lines: Sequence[PrintLine],
    at: int,
    group: Sequence[PrintLine],
    texts: Mapping[PrintLine, str],
    columns: _Columns,
    *,
    closed: bool,
    room: bool,
) -> bool:
    """Whether a new block begins with a line that stands right below the one before."""
    above, line = lines[at - 1], lines[at]
    if columns.gap(above, line) >= GAP:
        return True
    step = (line.x0 - above.x0) / max(line.size, 1.0)
    if step >= INDENT:
        # Behind a first line at the edge, lines that are set in may be a hanging entry's own.
        return not texts[line][0].islower() and (closed or room or LEADS_IN.search(texts[above]) is not None)
    if step <= -INDENT and len(group) > 1 and abs(group[-2].x0 - above.x0) <= ALIGNED * line.size:
        return closed or not texts[line][0].islower()  # else the lines before stood beside an initial or a picture
    if room and closed:
        return True
    if _returns(lines, at, group, columns):
        return closed or room
    return room and LEADS_IN.search(texts[above]) is not None and not texts[line][0].islower()


def _returns(lines: Sequence[PrintLine], at: int, group: Sequence[PrintLine], columns: _Columns) -> bool:
    """Whether a line below a paragraph of one line is the next one's first: both are set in, and the line behind is not."""
    above, line = lines[at - 1], lines[at]
    if len(group) > 1 or columns.indent(line) < INDENT or abs(line.x0 - above.x0) > ALIGNED * line.size:
        return False
    behind = lines[at + 1] if at + 1 < len(lines) else None
    return behind is None or not _same_flow(line, behind) or columns.indent(behind) < ALIGNED


def _goes_on_set_in(group: Sequence[PrintLine], line: PrintLine, columns: _Columns) -> bool:
    """Whether the lines before are set in as this one is, as in a quotation that goes on on the next page."""
    return len(group) > 1 and all(abs(columns.indent(one) - columns.indent(line)) <= ALIGNED for one in group[-2:])


def _has_room(above: PrintLine, text: str, line: PrintLine, columns: _Columns) -> bool:
    """Whether the first word of a line would still have been set on the line above."""
    word = text.split()[0]
    width = (line.x1 - line.x0) * len(word) / max(len(line.text), 1)
    return above.x1 + (SPACE + ROOM) * line.size + width <= columns.of(above).right


def _runs_in(above: PrintLine, line: PrintLine, texts: Mapping[PrintLine, str]) -> bool:
    """Whether two lines of different weight or nearly the same size are one paragraph, as behind a heading that is run in."""
    same_size = abs(above.size - line.size) <= OTHER_SIZE * max(above.size, line.size)
    return same_size and (texts[line][0].islower() or (len(texts[above]) > 60 and above.bold))


def _joined_headings(groups: list[_Group], texts: Mapping[PrintLine, str], columns: _Columns) -> list[_Group]:
    """Join the lines of a heading that stand at different places, as centred ones do."""
    joined: list[_Group] = []
    for group in groups:
        if joined and _continues_heading(joined[-1], group, texts, columns):
            joined[-1] = _Group((*joined[-1].lines, *group.lines))
        else:
            joined.append(group)
    return joined


def _continues_heading(above: _Group, below: _Group, texts: Mapping[PrintLine, str], columns: _Columns) -> bool:
    one, other = above.lines[-1], below.lines[0]
    styled = one.size >= LARGER * columns.usual or _is_centred(one, columns)
    same = abs(one.size - other.size) <= 0.02 * one.size and one.bold == other.bold and one.italic == other.italic
    near = _same_flow(one, other) and columns.gap(one, other) <= GAP
    short = len(above.lines) < MOST_HEADING_LINES and len(above.text(texts)) + len(below.text(texts)) <= LONGEST_HEADING
    if not (styled and same and near and short):
        return False
    if one.size < LARGER * columns.usual and not _is_centred(other, columns):
        return False
    return not SENTENCE_END.search(texts[one]) and not _is_number(texts[one])


def _is_number(text: str) -> bool:
    match = NUMERAL.match(text)
    return match is not None and not match["words"]


def _is_centred(line: PrintLine, columns: _Columns) -> bool:
    edges = columns.of(line)
    width = edges.right - edges.left
    inner = line.x0 - edges.left > line.size and edges.right - line.x1 > line.size
    return inner and abs((line.x0 - edges.left) - (edges.right - line.x1)) <= 2 * CENTRED * width


def _is_heading(groups: Sequence[_Group], at: int, texts: Mapping[PrintLine, str], columns: _Columns) -> bool:
    """Whether a block is a heading: larger than the text, or short, apart, and in a style or of words that headings have."""
    group = groups[at]
    text = group.text(texts)
    if (
        len(text) > LONGEST_HEADING
        or len(group.lines) > MOST_HEADING_LINES
        or at + 1 == len(groups)
        or not any(map(str.isalnum, text))
    ):
        return False
    if group.size >= LARGER * columns.usual:
        return not SENTENCE_END.search(text) or text[-1] in "?!" or group.size >= 1.2 * columns.usual or text.isupper()
    if (
        group.size < 0.9 * columns.usual
        or (SENTENCE_END.search(text) and text[-1] not in "?!" and not text.isupper())
        or text[-1] in ",;"
    ):
        return False
    first = group.lines[0]
    known = text.rstrip(":").lower() in KNOWN_HEADINGS or _is_numbered(text)
    styled = all(line.bold for line in group.lines) or all(line.italic for line in group.lines) or text.isupper()
    centred = all(_is_centred(line, columns) for line in group.lines)
    apart = _stands_apart(groups, at, columns)
    if styled and (first.bold or apart):
        return len(group.lines) <= 2 or apart
    return apart and (
        (known and (is_capitalised(text) or _is_alone_numbered(groups, at, texts)))
        or (centred and len(group.lines) <= 2 and is_capitalised(text))
        or (known and centred)
    )


def _is_numbered(text: str) -> bool:
    match = NUMERAL.match(text)
    return match is not None and (not match["words"] or bool(match["stop"]) or not match["numeral"].isalpha())


def _is_alone_numbered(groups: Sequence[_Group], at: int, texts: Mapping[PrintLine, str]) -> bool:
    """Whether a block has a number and words that begin as a sentence does, and the one below is no next entry of a list."""
    match = NUMERAL.match(groups[at].text(texts))
    words = match["words"] if match else None
    return (
        words is not None and words[0].isupper() and len(groups[at].lines) <= 2 and not _is_numbered(groups[at + 1].text(texts))
    )


def _stands_apart(groups: Sequence[_Group], at: int, columns: _Columns) -> bool:
    """Whether white stands above and below a block, or it begins its column."""
    first, last = groups[at].lines[0], groups[at].lines[-1]
    above = groups[at - 1].lines[-1] if at else None
    below = groups[at + 1].lines[0]
    apart_above = above is None or not _same_flow(above, first) or columns.gap(above, first) >= GAP
    return apart_above and (not _same_flow(last, below) or columns.gap(last, below) >= 1.1)


def _title_place(
    groups: Sequence[_Group], kinds: Sequence[bool], texts: Mapping[PrintLine, str], columns: _Columns, told: str
) -> tuple[int, int]:
    """Return where the title begins and ends among the blocks: the largest type on the first page above its text."""
    first_page = groups[0].lines[0].page if groups else 0
    head = [at for at, group in enumerate(groups) if group.lines[0].page == first_page]
    opening = next((at for at in head if not kinds[at] and len(groups[at].text(texts)) > MOST_ABOVE_TITLE), len(head))
    candidates = [at for at in head[:opening] if kinds[at]]
    wanted = _flat(told)
    for at in candidates:
        text = _flat(groups[at].text(texts))
        if wanted and len(text) > 3 and (text == wanted or (len(text) > 10 and wanted.startswith(text))):
            return at, at + 1
    largest = max(candidates, key=lambda at: (groups[at].size, -at), default=None)
    if largest is None:
        return 0, 0
    if groups[largest].size < TITLE_SIZE * columns.usual:
        return (0, 1) if candidates[0] == 0 and not _is_number(groups[0].text(texts)) else (0, 0)
    above = sum(len(group.text(texts)) for group in groups[:largest])
    if above > MOST_ABOVE_TITLE:
        return 0, 0
    return largest, largest + 1


def _flat(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


class _StyleLevels:
    """The depth of headings by their style: a larger size stands above a smaller one; within a size, numbering tells."""

    def __init__(self, usual: float) -> None:
        self._usual = usual
        self._open: list[tuple[float, int]] = []
        self._by_number: dict[float, Levels] = {}

    def of(self, group: _Group, texts: Mapping[PrintLine, str]) -> int:
        """Return the level of the next heading, from 1."""
        size = round(group.size, 1) + 0.05 * group.lines[0].bold
        while self._open and self._open[-1][0] < size - 0.01:
            self._open.pop()
        within = self._by_number.setdefault(size, Levels()).of(group.text(texts))
        if self._open and abs(self._open[-1][0] - size) <= 0.01:
            base = self._open[-1][1]
        else:
            base = self._open[-1][1] + 1 if self._open else 1
            self._open.append((size, base))
        return base + within - 1
