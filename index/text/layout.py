"""Lines become a title, headings and paragraphs.

A PDF's text has lost its layout: what is left are lines. A paragraph ends where a line that closes a sentence leaves room
for the next line's first word; a heading is a line of capitalised words between such ends, or one with a number like
"II." before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from index.text.columns import SENTENCE_END, Column
from index.text.headings import LONGEST_HEADING, NO_HEADINGS_END, OPENING_QUOTES, Levels, heading_end, is_number_alone, runs_on
from index.text.lines import Line, closes_bracket, is_capitalised
from index.text.paragraph_starts import ParagraphStarts

LEADS_IN = re.compile(r":[\u2060—–-]*$")
MOST_TITLE_LINES = 4


class BlockKind(Enum):
    """What a block of lines is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Lines that belong together. `level` is 1 for the outermost headings, 0 for what is not a heading."""

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The lines joined by one space."""
        return " ".join(line.text for line in self.lines)


def lay_out(lines: Sequence[Line], *, titled: bool = True) -> tuple[LineBlock, ...]:
    """Return the blocks of a file's lines, in order; `titled` says whether a title may stand above them."""
    title, body = _split_title(list(lines)) if titled else ([], list(lines))
    column = Column.measure(body)
    blocks = [LineBlock(BlockKind.TITLE, tuple(title))] if title else []
    return (*blocks, *_parted(tuple(_blocks(body, column)), column))


def _parted(blocks: Sequence[LineBlock], column: Column) -> Iterator[LineBlock]:
    """Yield blocks, those paragraphs parted whose last line is full, where only the text's other paragraphs tell it."""
    if column.spaced or column.unwrapped:
        yield from blocks
        return
    starts = ParagraphStarts([block.lines for block in blocks if block.kind is BlockKind.PARAGRAPH])
    for block in blocks:
        ends = [0, *(starts.within(block.lines) if block.kind is BlockKind.PARAGRAPH else ()), len(block.lines)]
        yield from (LineBlock(block.kind, block.lines[begin:end], block.level) for begin, end in pairwise(ends))


def _split_title(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Split off the title: the first line, and what runs on from it; none where the file begins with running text."""
    if len(lines) < 2:
        return [], lines
    if not _is_title(lines[0], lines[1]):
        end = _end_of_sentence_case(lines)
        return lines[:end], lines[end:]
    end = 1
    while end < min(len(lines) - 1, MOST_TITLE_LINES) and runs_on(lines[end - 1], lines[end]):
        end += 1
    return lines[:end], lines[end:]


def _is_title(line: Line, following: Line) -> bool:
    if SENTENCE_END.search(line.text) and not line.text.endswith(("?", "!")):
        return False
    return is_capitalised(line.text) or following.blank_before


def _end_of_sentence_case(lines: list[Line]) -> int:
    """Return the end of a title that is written as a sentence without its stop, above what begins anew; 0 where there is none.

    Its last line was broken before it was full, as no line of running text is.
    """
    if not lines[0].text[0].isupper():
        return 0
    column = Column.measure(lines)
    for end in range(1, min(len(lines) - 1, MOST_TITLE_LINES) + 1):
        last, following = lines[end - 1], lines[end]
        if SENTENCE_END.search(last.text.rstrip("?!")):
            return 0
        if following.blank_before or is_number_alone(following.text) or column.ends_early(last, following):
            long = following.span.start - lines[0].span.start > LONGEST_HEADING
            return 0 if long or last.text[-1] in NO_HEADINGS_END or following.text[0].islower() else end
    return 0


def _blocks(lines: list[Line], column: Column) -> Iterator[LineBlock]:
    """Yield headings and paragraphs."""
    levels = Levels()
    at = 0
    while at < len(lines):
        end = heading_end(lines, at, column)
        if end > at:
            yield LineBlock(BlockKind.HEADING, tuple(lines[at:end]), levels.of(lines[at].text))
        else:
            end = _paragraph_end(lines, at, column)
            yield LineBlock(BlockKind.PARAGRAPH, tuple(lines[at:end]))
        at = end


def _paragraph_end(lines: list[Line], at: int, column: Column) -> int:
    end = at + 1
    while end < len(lines) and not _begins_block(lines, end, column):
        end += 1
    return end


def _begins_block(lines: list[Line], at: int, column: Column) -> bool:
    """Whether a new paragraph or heading begins with the line `at`, which is not the first."""
    line, following = lines[at - 1], lines[at]
    closed = bool(SENTENCE_END.search(line.text))
    if closes_bracket(line.text, following.text):
        return False
    if following.blank_before:
        # A blank line at a page break may stand in the middle of a sentence.
        return closed or line.page == following.page or not following.text[0].islower()
    if column.unwrapped or _sets_off(lines, at, closed=closed):
        return True
    if column.spaced:
        return closed and following.indent > line.indent + 1
    room = column.has_room(line, following)
    if not closed:
        return room and _breaks_off(line.text, following.text, column)
    if following.indent > line.indent + 1 or room:
        return True
    return heading_end(lines, at, column) > at


def _sets_off(lines: list[Line], at: int, *, closed: bool) -> bool:
    """Whether a block quotation begins or ends with the line `at`: indented behind a colon, or back at the margin."""
    line, following = lines[at - 1], lines[at]
    if following.indent > line.indent + 1:
        return LEADS_IN.search(line.text) is not None
    return closed and at > 1 and lines[at - 2].indent == line.indent > following.indent + 1


def _breaks_off(line: str, following: str, column: Column) -> bool:
    """Whether a line that ends no sentence ends a paragraph: before a quotation set off, or far from the column's edge."""
    if LEADS_IN.search(line):
        return following[0] in OPENING_QUOTES or column.is_short(line)
    return column.is_short(line) and line.endswith((",", ";")) and following[0].isupper()
