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
SHORT = 12  # characters of a line, of which superior figures are a good part
FEWEST, SPLINTERED = 5, 0.75  # so few letters, lower than that of what capitals tell, are rather what has broken off from some
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
    told = _base(line, marks, max(ON_BASE * tall, 2.0))
    base = told + line.slope * ((marks[:, 0] + marks[:, 2]) / 2 - line.box.x0)
    heights = (marks[:, 3] - marks[:, 1]).astype(np.float64)
    standing = (np.abs(marks[:, 3] - base) <= max(ON_BASE * tall, 2.0)) & (heights >= LETTER * tall)
    text = [letter for word in line.words for letter in word.text if letter.isalnum() and letter not in BELOW]
    if not standing.any() or not text:
        return LineMeasure(line, told, USUAL * line.size)
    ordered = np.sort(heights[standing])
    foot = told + float(np.median(marks[standing, 3] - base[standing]))
    share = sum(letter in OF_X_HEIGHT for letter in text) / len(text)
    if share < ENOUGH:
        return LineMeasure(line, foot, float(np.median(ordered)) / CAPITAL)
    few = max(round(share * len(ordered)), 1)
    low, by_capitals = (
        float(np.median(ordered[:few])),
        float(np.median(ordered[few:] if few < len(ordered) else ordered)) / CAPITAL,
    )
    return LineMeasure(line, foot, by_capitals if few < FEWEST and low < SPLINTERED * by_capitals else low)


def _base(line: ReadLine, marks: Ints, near: float) -> float:
    """Return the baseline that recognition tells; or of a short line, where figures may have lifted it, the first letter's."""
    text = "".join(word.text for word in line.words)
    if not text[:1].isalpha() or text[0] in BELOW or len(text) > SHORT or not len(marks):
        return line.base
    leftmost = marks[np.argmin(marks[:, 0])]
    foot = float(marks[marks[:, 0] < leftmost[2], 3].max())
    return foot if foot - line.base > near else line.base


def _within(line: ReadLine, boxes: Ints) -> Ints:
    x0, y0, x1, y1 = line.box
    inside = (boxes[:, 0] >= x0 - 2) & (boxes[:, 2] <= x1 + 2) & (boxes[:, 1] >= y0 - 5) & (boxes[:, 3] <= y1 + 5)
    return boxes[inside]
