"""Where a reading of a quotation stands in an article, piece by piece, each equal to the text and linked as the signs admit."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import Span
from qa.verifying.canonical_text import LETTER
from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.scholarly_conventions import Link, QuotationPiece, Reading

MOST_PIECES = 60  # into which brackets and ellipses may part a quotation; a text with more is no quotation of a passage
LONGEST_REPLACED = 80  # characters of the original for which a bracket may stand


@dataclass(frozen=True, slots=True)
class PieceMatch:
    """A piece in the canonical text: `text` stands at `start`; `former` is the match of the piece before."""

    piece: QuotationPiece
    start: int
    text: str
    former: PieceMatch | None

    @property
    def end(self) -> int:
        """The canonical offset behind it."""
        return self.start + len(self.text)

    @property
    def chain(self) -> tuple[PieceMatch, ...]:
        """The matches up to this one, in order."""
        found = [self]
        while found[-1].former is not None:
            found.append(found[-1].former)
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Finding:
    """A reading found in an article, piece by piece."""

    reading: Reading
    prepared: PreparedArticle
    matches: tuple[PieceMatch, ...]

    @property
    def span(self) -> Span:
        """Where it stands in `Article.text`."""
        return self.prepared.canonical.span(self.matches[0].start, self.matches[-1].end)

    @property
    def is_exact(self) -> bool:
        """Whether the article has it character for character."""
        return len(self.matches) == 1 and self.span.of(self.prepared.article.text) == self.reading.asked.raw


def find_reading(reading: Reading, prepared: PreparedArticle) -> Iterator[Finding]:
    """Yield where a reading stands, in the order of the text."""
    if not 0 < len(reading.pieces) <= MOST_PIECES:
        return
    labels = Counter(mark.label for mark in reading.removed if mark.label)
    seen: set[int] = set()
    for region in _regions(reading, prepared):
        for last in _chains(reading.pieces, prepared, region):
            finding = Finding(reading, prepared, last.chain)
            start = finding.matches[0].start
            if start not in seen and not labels - _labels_in(finding):
                seen.add(start)
                yield finding


def _labels_in(finding: Finding) -> Counter[str]:
    return Counter(note.label for note in finding.prepared.article.notes_in(finding.span))


def _regions(reading: Reading, prepared: PreparedArticle) -> Iterator[Span]:
    """Yield the stretches in which the whole reading could stand: the paragraphs that have its longest piece."""
    whole = Span(0, len(prepared.canonical.text))
    if len(reading.pieces) == 1:
        yield whole
        return
    longest = max(reading.pieces, key=lambda piece: len(piece.full))
    starts = sorted(at for text in longest.texts for at in prepared.occurrences(text, whole))
    margin, end = len(reading.asked.text), 0
    for at in starts:
        if at >= end:
            block = prepared.block_span(at)
            yield Span(max(block.start - margin, end), block.end + margin)
            end = block.end


def _chains(pieces: Sequence[QuotationPiece], prepared: PreparedArticle, region: Span) -> list[PieceMatch]:
    """Return the matches of the last piece that follow, by their links, from matches of all before it.

    Each match follows the nearest before it: whatever follows from an earlier one leaves out more.
    """
    reached: list[PieceMatch] = []
    for number, piece in enumerate(pieces):
        ends = [match.end for match in reached]
        found: list[PieceMatch] = []
        for start, text in _standing(piece, prepared, region):
            at = bisect_right(ends, start) - 1
            if number == 0:
                found.append(PieceMatch(piece, start, text, None))
            elif at >= 0 and _follows(reached[at], piece.link, piece.between, start, prepared):
                found.append(PieceMatch(piece, start, text, reached[at]))
        reached = found
        if not reached:
            break
    return reached


def _standing(piece: QuotationPiece, prepared: PreparedArticle, region: Span) -> list[tuple[int, str]]:
    """Return where a piece stands, and as which of its texts; at each place the first that does."""
    found: dict[int, str] = {}
    for text in piece.texts:
        for at in prepared.occurrences(text, region) if text else ():
            found.setdefault(at, text)
    return sorted(found.items())


def _follows(former: PieceMatch, link: Link, between: tuple[str, ...], start: int, prepared: PreparedArticle) -> bool:
    """Whether what stands at `start` may follow the former match."""
    if link is Link.ADJACENT:
        return start == former.end
    if prepared.block(former.end - 1) != prepared.block(start):
        return False
    left_out = prepared.canonical.text[former.end : start]
    if "[sic]" in between and link is Link.BRACKET:
        return not LETTER.search(left_out)
    return link is Link.ELLIPSIS or len(left_out) <= LONGEST_REPLACED
