"""The reading text as it is put together, span by span of a source, with the runs that lead back to it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.records import Run, Span

WORDS = re.compile(r"\S+")
WITHOUT_SOFT_HYPHENS = re.compile(r"[^\u00ad]+")


class ReadingText:
    """The reading text as it grows, with the runs that lead back to the file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.length = 0

    def join(self, separator: str) -> None:
        """Add what stands between lines or blocks and is not in the file as such."""
        self.parts.append(separator)
        self.length += len(separator)

    def copy(self, start: int, end: int) -> None:
        """Copy a span of the file, character by character."""
        self.parts.append(self.source[start:end])
        last = self.runs[-1] if self.runs else None
        if last and last.start + last.length == self.length and last.source_start + last.length == start:
            self.runs[-1] = Run(last.start, last.source_start, last.length + end - start)
        else:
            self.runs.append(Run(self.length, start, end - start))
        self.length += end - start

    def words(self, spans: Iterable[Span]) -> None:
        """Copy the spans of one line, any run of white space becoming one space."""
        ended: int | None = None
        for span in spans:
            for word in WORDS.finditer(self.source, span.start, span.end):
                if ended is not None and ended < word.start() and self.source[word.start() - 1].isspace():
                    self._space(ended, word.start())
                for part in WITHOUT_SOFT_HYPHENS.finditer(self.source, word.start(), word.end()):
                    self.copy(part.start(), part.end())
                ended = word.end()

    def _space(self, start: int, end: int) -> None:
        if self.source[start:end] == " ":
            self.copy(start, end)
        else:
            self.join(" ")

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)
