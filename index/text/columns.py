"""The column that a text was set in: how wide it is, which lines fill it, and where a further word would have found room."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles

from index.text.lines import Line

SENTENCE_END = re.compile(r"[.!?…](?:[\u00a0\u202f][»›]|[\"'”’»“«›‹)\]])*$")
FEWEST_BLANKS = 1  # between paragraphs, for blank lines to be what sets them apart
UNWRAPPED = 200  # characters: where the usual line is longer, each line is a paragraph of its own
FULL_LINE = 0.9  # the quantile of line widths that counts as the column's width
OVERFULL = 1.1  # of the column: a line that was never wrapped
SHORT = 0.75  # of the column: a line that leaves so much empty is short
FITS = 0.985  # of the column: a next word that ends before this would have been set on the line

# Widths of characters in a proportional book face, in ems, by groups: enough to tell a full line from a short one.
NARROW, SLIM, WIDE, CAPITAL, ORDINARY, SPACE = 0.28, 0.38, 0.8, 0.68, 0.49, 0.25


@dataclass(frozen=True, slots=True)
class Column:
    """The column of text: its width, and whether that is counted in characters or in estimated ems.

    `spaced` says that blank lines set the paragraphs apart, so that nothing else needs to.
    """

    width: float
    monospaced: bool
    spaced: bool = False

    @classmethod
    def measure(cls, lines: list[Line]) -> Column:
        """Measure the usual full line, in the unit in which full lines differ least."""
        texts = [line.text for line in lines if len(line.text) > 20]
        if len(texts) < 2:
            return cls(width=float(max(map(len, texts), default=0)), monospaced=True)
        counts, ems = sorted(map(float, map(len, texts))), sorted(map(_ems, texts))
        monospaced = _spread(counts) <= _spread(ems)
        widths = counts if monospaced else ems
        column = cls(width=widths[int((len(widths) - 1) * FULL_LINE)], monospaced=monospaced)
        return replace(column, spaced=column.sets_blanks(lines))

    def sets_blanks(self, lines: list[Line]) -> bool:
        """Whether most lines that could end a paragraph are followed by a blank one."""
        ends = [
            following.blank_before
            for line, following in pairwise(lines)
            if SENTENCE_END.search(line.text) and self.has_room(line, following)
        ]
        return sum(ends) >= FEWEST_BLANKS and sum(ends) * 2 >= len(ends)

    def has_room(self, line: Line, following: Line) -> bool:
        """Whether the first word of `following` would still have been set behind `line`."""
        word = following.text.split()[0]
        if self.monospaced:
            # Counted as it stands in the file: who broke the lines saw the note markers as well.
            return line.span.length + 1 + len(word) <= self.width
        return _ems(line.text) + SPACE + _ems(word) <= self.width * FITS

    def ends_early(self, line: Line, following: Line) -> bool:
        """Whether `line` was broken though it had room for what follows, or never was: it is longer than the column is wide."""
        return self.has_room(line, following) or self._width_of(line.text) > self.width * OVERFULL

    def _width_of(self, text: str) -> float:
        return len(text) if self.monospaced else _ems(text)

    def is_short(self, line: str, share: float = SHORT) -> bool:
        """Whether the line leaves a quarter of the column empty, or ends before another `share` of it."""
        return self._width_of(line) <= self.width * share

    @property
    def unwrapped(self) -> bool:
        """Whether the file has one line a paragraph."""
        return self.width >= (UNWRAPPED if self.monospaced else UNWRAPPED * ORDINARY)


def _ems(text: str) -> float:
    """Estimate the width of a line in a proportional face, in ems."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    if character == " ":
        return SPACE
    if character in "ijltI|.,;:'’‘!/":
        return NARROW
    if character in 'frst()[]-“”"J':
        return SLIM
    if character in "mMWw@%":
        return WIDE
    return CAPITAL if character.isupper() else ORDINARY


def _spread(widths: list[float]) -> float:
    """Return the interquartile range of sorted widths, as a share of the median."""
    low, middle, high = quantiles(widths, n=4)
    return (high - low) / middle
