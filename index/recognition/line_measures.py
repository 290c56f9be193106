"""How high the letters of a recognised line are, and on which baseline they stand, measured from its ink.

Recognition tells both only roughly, and the notes' smaller type and superior figures are known by them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.recognition.hocr import ReadLine
from index.recognition.ink import Ink, Ints

OF_X_HEIGHT = frozenset("aceimnorsuvwxz")  # the stem of an i, whose dot is a mark of its own
BELOW = frozenset("gjpqyQ,;()[]{}|/§")
ON_BASE = 0.12  # of the line's height: how near the baseline a letter's foot is
LETTER = 0.22  # of the line's height, the least of a letter
ENOUGH = 0.12  # of a line's letters, that are of the x-height
CAPITAL = 1.45  # the height of capitals and figures, of the x-height
USUAL = 0.5  # the x-height, of what recognition tells as a line's height


@dataclass(frozen=True, slots=True)
class LineMeasure:
    """A line's baseline at its left edge, how it rises, and the height of its small letters, in pixels."""

    line: ReadLine
    base: float
    x_height: float

    def base_at(self, x: float) -> float:
        """Return where the baseline stands."""
        return self.base + self.line.slope * (x - self.line.box.x0)


def measured(line: ReadLine, ink: Ink) -> LineMeasure:
    """Measure a line by the marks that stand on its baseline: as many are of the x-height as its text has such letters."""
    tall = max(float(line.box.y1 - line.box.y0), 1.0)
    marks = _within(line, ink.boxes)
    base = line.base + line.slope * ((marks[:, 0] + marks[:, 2]) / 2 - line.box.x0)
    heights = (marks[:, 3] - marks[:, 1]).astype(np.float64)
    standing = (np.abs(marks[:, 3] - base) <= max(ON_BASE * tall, 2.0)) & (heights >= LETTER * tall)
    text = [letter for word in line.words for letter in word.text if letter.isalnum() and letter not in BELOW]
    if not standing.any() or not text:
        return LineMeasure(line, line.base, USUAL * line.size)
    ordered = np.sort(heights[standing])
    foot = line.base + float(np.median(marks[standing, 3] - base[standing]))
    share = sum(letter in OF_X_HEIGHT for letter in text) / len(text)
    if share < ENOUGH:
        return LineMeasure(line, foot, float(np.median(ordered)) / CAPITAL)
    return LineMeasure(line, foot, float(np.median(ordered[: max(round(share * len(ordered)), 1)])))


def _within(line: ReadLine, boxes: Ints) -> Ints:
    x0, y0, x1, y1 = line.box
    inside = (boxes[:, 0] >= x0 - 2) & (boxes[:, 2] <= x1 + 2) & (boxes[:, 1] >= y0 - 5) & (boxes[:, 3] <= y1 + 5)
    return boxes[inside]
