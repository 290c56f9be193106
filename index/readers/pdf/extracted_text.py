"""The characters of a PDF as loccit extracts them: line by line in reading order, with the place of each line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.readers.pdf.print_lines import PrintLine
from index.records import Span
from index.text import Line

# A raised digit as a character of its own: the text stays as long as it is.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The characters, and the span of each line in them; a page ends with a form feed."""

    text: str
    spans: dict[PrintLine, Span]
    starts: tuple[int, ...]

    def page_at(self, offset: int) -> int:
        """Return the page on which a character stands, from 0."""
        return bisect_right(self.starts, offset) - 1

    def pages_between(self, first: int, last: int) -> Span:
        """Return the span of the pages from `first` to `last`, as far as there are such."""
        end = self.starts[last + 1] if last + 1 < len(self.starts) else len(self.text)
        return Span(self.starts[max(first, 0)], end)

    def line(self, line: PrintLine, *, blank_before: bool = False) -> Line:
        """Return a line of print as a line of these characters."""
        return Line(self.spans[line], line.text, line.page, blank_before, 0)

    def within(self, line: PrintLine, span: Span) -> Span:
        """Return where a span of a line's text stands in all characters."""
        start = self.spans[line].start
        return Span(start + span.start, start + span.end)

    def with_raised(self, lines: Iterable[PrintLine]) -> str:
        """Return the characters of `lines` with their raised digits as superscripts; all others are blank."""
        characters = ["\n" if one == "\n" else "\f" if one == "\f" else " " for one in self.text]
        for line in lines:
            span = self.spans[line]
            text = line.text
            for raised in line.raised:
                text = text[: raised.start] + raised.of(text).translate(RAISED) + text[raised.end :]
            characters[span.start : span.end] = text
        return "".join(characters)


def extract_text(pages: Sequence[Sequence[PrintLine]]) -> ExtractedText:
    """Put the lines of pages, in the order in which they are to be read, below each other."""
    parts: list[str] = []
    spans: dict[PrintLine, Span] = {}
    starts: list[int] = []
    length = 0
    for page in pages:
        starts.append(length)
        for line in page:
            spans[line] = Span(length, length + len(line.text))
            parts += [line.text, "\n"]
            length += len(line.text) + 1
        parts.append("\f")
        length += 1
    return ExtractedText("".join(parts), spans, tuple(starts))
