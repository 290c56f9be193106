"""Which full lines end a paragraph, by how the text's other paragraphs begin.

Where neither blank lines nor indents set paragraphs apart, one whose last line is full ends as any sentence may at a line end.
What tells is the text itself: the words with which its paragraphs begin and its other sentences do not, where its quotations open
and close, and how long its paragraphs are. Nothing about a language is known here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest
from math import log
from statistics import median

from index.text.columns import SENTENCE_END
from index.text.lines import Line

SENTENCE_START = re.compile(r"(?<=[.!?…”’»\"')\]])\s+(?=[“‘\"'«»„]?[^\W\d_a-z])")
FIRST_WORD = re.compile(r"[“‘\"'«»„(]*(?P<word>[^\W_]+)")
OPENING, CLOSING = "“„«", "”»"
QUOTATION_MARK = re.compile(f"[{OPENING}{CLOSING}]")
FEWEST_STARTS = 8  # paragraphs from which it is learned how they begin
LONGEST_WORD = 40  # characters in which a sentence's first word is looked for
PRIOR_WEIGHT = 2.0  # how many boundaries of the usual kind are added to those of each kind
LENGTHS = (0.15, 0.3, 0.6, 1.0, 1.6)  # of a usual paragraph, between which its length so far is put


class ParagraphStarts:
    """How the paragraphs of a text begin, learned from those whose ends are plain."""

    def __init__(self, paragraphs: Sequence[Sequence[Line]]) -> None:
        self._usual = median([sum(line.span.length + 1 for line in lines) for lines in paragraphs]) if paragraphs else 0.0
        starts: list[tuple[str, ...]] = []
        others: list[tuple[str, ...]] = []
        for lines, next_lines in zip_longest(paragraphs, paragraphs[1:]):
            text = _RunningText(lines, self._usual)
            # What begins with a line may begin a paragraph: that is asked, not known.
            within = (match for match in SENTENCE_START.finditer(text.text) if match.end() not in text.starts)
            others += [text.kinds(match.start(), match.end()) for match in within]
            starts += [text.kinds_before(next_lines[0].text)] if next_lines else []
        self._count = (len(starts), len(others)) if len(starts) >= FEWEST_STARTS else (0, 0)
        self._starts = Counter(kind for kinds in starts for kind in kinds)
        self._others = Counter(kind for kinds in others for kind in kinds)

    def within(self, lines: Sequence[Line]) -> Iterator[int]:
        """Yield the lines of a paragraph with which another is likely to begin, by position."""
        if not all(self._count):
            return
        text = _RunningText(lines, self._usual)
        for at, (line, start) in enumerate(zip(lines, tuple(text.starts)[1:], strict=False), 1):
            if at < len(lines) and SENTENCE_END.search(line.text) and self._likely(text.kinds(start - 1, start)):
                text.begin_at(start)
                yield at

    def _likely(self, kinds: Sequence[str]) -> bool:
        """Whether a paragraph rather begins than goes on, each kind telling for itself."""
        starts, others = self._count
        usual = starts / others
        odds = log(usual)
        for kind in kinds:
            begun, other = self._starts[kind] + PRIOR_WEIGHT * usual, self._others[kind] + PRIOR_WEIGHT
            odds += log(begun / other) - log(usual)
        return odds > 0


class _RunningText:
    """The text of a paragraph, whose sentences are looked at from its beginning to its end."""

    def __init__(self, lines: Sequence[Line], usual: float) -> None:
        self.text = " ".join(line.text for line in lines)
        self.starts = dict.fromkeys(accumulate((len(line.text) + 1 for line in lines), initial=0))
        self._usual = usual
        self._begun = self._read = self._depth = 0

    def begin_at(self, at: int) -> None:
        """Take what follows for another paragraph."""
        self._begun, self._read, self._depth = at, at, 0

    def kinds(self, end: int, start: int) -> tuple[str, ...]:
        """Return the kinds of a sentence that begins at `start`, behind one that ends at `end`."""
        return self._told(end, self.text[start : start + LONGEST_WORD])

    def kinds_before(self, following: str) -> tuple[str, ...]:
        """Return the kinds of a sentence behind the whole paragraph."""
        return self._told(len(self.text), following)

    def _told(self, end: int, following: str) -> tuple[str, ...]:
        for mark in QUOTATION_MARK.findall(self.text, self._read, end):
            self._depth = max(self._depth + (1 if mark in OPENING else -1), 0)
        self._read = end
        word = FIRST_WORD.match(following)
        quoted = (self.text[self._begun] in OPENING, self.text[end - 1] in CLOSING, following[0] in OPENING, self._depth > 0)
        length = sum(end - self._begun > share * self._usual for share in LENGTHS)
        return (f"word {word['word'].casefold() if word else ''}", f"quoted {quoted}", f"length {length}")
