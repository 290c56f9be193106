"""How sure recognition was of the words of a PDF's reading text and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.readers.pdf.extracted_text import ExtractedText
from index.readers.pdf.foot_notes import PrintedNote
from index.readers.pdf.print_lines import PrintLine
from index.records import Source, Span

WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Sureness:
    """Tells of the words of a reading text how sure they are: `source` leads from it to the extracted characters."""

    text: str
    source: Source
    extracted: ExtractedText

    def of(self, line: PrintLine, span: Span) -> tuple[int, ...]:
        """Return the confidence of each word of `line`, which stands at `span` of the reading text; none where nobody tells."""
        if not line.sure:
            return ()
        start = self.extracted.spans[line].start
        words = (self.source.locate(Span(*word.span())) for word in WORD.finditer(self.text, span.start, span.end))
        return tuple(_least(line, Span(word.start - start, word.end - start)) for word in words)


def _least(line: PrintLine, span: Span) -> int:
    """Return the least confidence of what stands in a span of a line's text."""
    return min((confidence for part, confidence in line.sure if part.overlaps(span)), default=0)


def sureness_of_note(note: PrintedNote, text: str) -> tuple[int, ...]:
    """Return the confidence of each word of a note's `text`, whose lines were joined; none where nobody tells."""
    if not any(line.sure for line in note.lines):
        return ()
    tokens = list(_tokens(note))
    found: list[int] = []
    for word in text.split():
        least, left = 100, len(word)
        while tokens and (left == len(word) or left > 1):  # a word that a line's end broke is made of two
            token, confidence = tokens.pop(0)
            least, left = min(least, confidence), left - len(token.rstrip("-‐"))
        found.append(least)
    return tuple(found)


def _tokens(note: PrintedNote) -> Iterator[tuple[str, int]]:
    """Yield the words of a note's lines with their confidences."""
    for at, line in enumerate(note.lines):
        for word in WORD.finditer(line.text, 0 if at else note.start):
            yield word[0], _least(line, Span(*word.span()))
