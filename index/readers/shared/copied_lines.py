"""Lines of a source are copied, without their note markers, into the reading text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from index.readers.shared.reading_text import ReadingText
from index.records import BLANK_LINE, Run, Span
from index.text import BlockKind, Hyphenation


@dataclass(frozen=True, slots=True)
class MarkerSpans:
    """Where note markers stand in a source, in order."""

    spans: tuple[Span, ...]

    def left_of(self, span: Span) -> Iterator[Span]:
        """Yield what the markers leave of a span of the source."""
        first = bisect_left(self.spans, span.start, key=lambda marker: marker.end)
        last = bisect_left(self.spans, span.end, key=lambda marker: marker.start)
        return span.without(self.spans[first:last])

    def words_left(self, source: str, span: Span) -> str:
        """Return the words of a span of the source without the markers, with single spaces.

        >>> MarkerSpans((Span(7, 8),)).words_left("the war1 ended", Span(0, 14))
        'the war ended'
        """
        return " ".join("".join(left.of(source) for left in self.left_of(span)).split())


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block that is to be copied: what it is, the level of a heading, and where its lines stand in the source."""

    kind: BlockKind
    level: int
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of the reading text: what it is, the level of a heading, and where it stands."""

    kind: BlockKind
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class CopiedText:
    """A reading text, its runs back to the source, its blocks, and where each line of the source begins in it, in order."""

    text: str
    runs: tuple[Run, ...]
    blocks: tuple[PlacedBlock, ...]
    line_starts: tuple[int, ...]


def copy_blocks(source: str, blocks: Sequence[SourceBlock], markers: MarkerSpans, hyphenation: Hyphenation) -> CopiedText:
    """Copy the lines of blocks without the markers: lines joined as `hyphenation` judges, blocks by a blank line."""
    reading = ReadingText(source)
    placed: list[PlacedBlock] = []
    line_starts: list[int] = []
    for block in blocks:
        reading.join(BLANK_LINE if placed else "")
        start = reading.length
        line_starts += _copy_lines(reading, block.lines, markers, hyphenation)
        placed.append(PlacedBlock(block.kind, block.level, Span(start, reading.length)))
    return CopiedText(reading.text, tuple(reading.runs), tuple(placed), tuple(line_starts))


def _copy_lines(reading: ReadingText, lines: Sequence[Span], markers: MarkerSpans, hyphenation: Hyphenation) -> Iterator[int]:
    """Copy a block's lines; yield where each begins in the reading text."""
    words = [markers.words_left(reading.source, line) for line in lines]
    for line, text, following in zip_longest(lines, words, words[1:]):
        yield reading.length
        dropped, separator = hyphenation.joint(text, following) if following is not None else (0, "")
        reading.words(markers.left_of(Span(line.start, line.end - dropped)))
        reading.join(separator)
