"""Superior figures in a page's picture: small marks that stand above the baseline with nothing below them.

Recognition reads them as quotation marks, degrees or not at all; where they stand is told by their size and place alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.recognition.hocr import Box
from index.recognition.ink import Ink, Ints
from index.recognition.line_measures import LineMeasure

# Of the x-height: how high above the baseline a superior figure's foot and head stand, its own height and width.
LOWEST_FOOT, HIGHEST_FOOT = 0.3, 1.5
LOWEST_HEAD = 1.05
LOWEST, HIGHEST = 0.6, 1.45
SMALLEST, ROUND = 0.35, 1.4  # an asterisk may be lower, and is about as wide as high
WIDEST = 1.3
TOGETHER = 0.45  # the white between two figures of one number
BELOW = 0.15  # how far below its foot another mark's must stand to be below it
OVER = 0.35  # of the narrower of two marks, that stands over the other
BROKEN = 0.25  # the white that a broken stroke may have in it
SPLINTER = 0.15  # how far from a number what has broken off from its figures may stand
CLOSE = 0.32  # the white between the letters of a word is less, that between words more
BEFORE, BEHIND = 2.0, 3.0  # of the x-height, by which one may stand outside of what recognition takes for the line


@dataclass(frozen=True, slots=True)
class SuperiorFigures:
    """Marks beside each other that may be a superior number: where they stand, and which they are."""

    box: Box
    marks: tuple[int, ...]


def superior_figures(measure: LineMeasure, ink: Ink) -> list[SuperiorFigures]:
    """Return what may be superior numbers in a line, from left to right."""
    names, marks = _near(measure, ink)
    figures = [figure for figure in _raised(measure, marks) if _is_figure(figure, measure, marks)]
    numbers: list[list[int]] = []
    for figure in sorted(figures, key=lambda figure: int(marks[figure, 0].min())):
        if numbers and marks[figure, 0].min() - marks[numbers[-1], 2].max() <= TOGETHER * measure.x_height:
            numbers[-1] += figure
        else:
            numbers.append(figure)
    wholes = [_with_splinters(number, marks, measure.x_height) for number in numbers]
    return [SuperiorFigures(_around(marks[whole]), tuple(int(names[at]) for at in whole)) for whole in wholes]


def opens_word(figures: SuperiorFigures, measure: LineMeasure, ink: Ink) -> bool:
    """Whether marks stand right before a letter, with white before them or nothing, as an opening quotation mark does."""
    x0, _, x1, _ = figures.box
    unit, boxes = measure.x_height, np.delete(ink.boxes, [mark - 1 for mark in figures.marks], axis=0)
    on_line = boxes[(boxes[:, 1] < measure.base_at(x1)) & (boxes[:, 3] > measure.base_at(x1) - unit)]
    close = CLOSE * unit
    behind = (on_line[:, 0] >= x1 - close / 2) & (on_line[:, 0] <= x1 + close)
    before = (on_line[:, 2] <= x0 + close / 2) & (on_line[:, 2] >= x0 - close)
    return bool(behind.any() and not before.any())


def _with_splinters(number: Sequence[int], marks: Ints, unit: float) -> list[int]:
    """Return the marks of a number with what has broken off from them."""
    x0, y0, x1, y1 = _around(marks[list(number)])
    across, along = (marks[:, 0] + marks[:, 2]) / 2, (marks[:, 1] + marks[:, 3]) / 2
    inside = (across >= x0 - SPLINTER * unit) & (across <= x1 + SPLINTER * unit)
    inside &= (along >= y0 - SPLINTER * unit) & (along <= y1 + SPLINTER * unit)
    return sorted({*number, *(int(at) for at in np.flatnonzero(inside))})


def _near(measure: LineMeasure, ink: Ink) -> tuple[Ints, Ints]:
    """Return the names and the boxes of the marks at a line's height."""
    (x0, _, x1, _), height, boxes = measure.line.box, measure.x_height, ink.boxes
    near = (
        (boxes[:, 0] >= x0 - BEFORE * height)
        & (boxes[:, 2] <= x1 + BEHIND * height)
        & (boxes[:, 1] >= measure.base - 2.8 * height)
        & (boxes[:, 3] <= measure.base + 0.8 * height)
    )
    return np.flatnonzero(near).astype(np.int32) + 1, boxes[near]


def _raised(measure: LineMeasure, marks: Ints) -> list[list[int]]:
    """Return the marks that stand above the baseline, those close below each other, as of a broken 2, together."""
    base = measure.base + measure.line.slope * ((marks[:, 0] + marks[:, 2]) / 2 - measure.line.box.x0)
    foot = (base - marks[:, 3]) / measure.x_height
    stacks: list[list[int]] = []
    for at in (int(at) for at in np.argsort(marks[:, 1]) if LOWEST_FOOT <= foot[at] <= HIGHEST_FOOT + BROKEN):
        above = next((stack for stack in stacks if _is_broken_off(marks[at], marks[stack[-1]], measure.x_height)), None)
        if above is None:
            stacks.append([at])
        else:
            above.append(at)
    return stacks


def _is_broken_off(mark: Ints, above: Ints, unit: float) -> bool:
    """Whether a mark stands right below another."""
    overlap = min(mark[2], above[2]) - max(mark[0], above[0])
    narrower = min(mark[2] - mark[0], above[2] - above[0])
    return bool(overlap > OVER * narrower and mark[1] - above[3] <= BROKEN * unit)


def _is_figure(figure: list[int], measure: LineMeasure, marks: Ints) -> bool:
    """Whether marks have the height, width and place of a superior figure, and nothing stands below them."""
    unit, (x0, y0, x1, y1) = measure.x_height, _around(marks[figure])
    base = measure.base_at((x0 + x1) / 2)
    foot, head = (base - y1) / unit, (base - y0) / unit
    tall, wide = head - foot, (x1 - x0) / unit
    fits = LOWEST <= tall <= HIGHEST or (min(tall, wide) >= SMALLEST and max(tall, wide) <= ROUND * min(tall, wide))
    stands = foot <= HIGHEST_FOOT and head >= LOWEST_HEAD and wide <= WIDEST
    return fits and stands and not _stands_on_another(Box(x0, y0, x1, y1), figure, marks, unit)


def _stands_on_another(box: Box, figure: list[int], marks: Ints, unit: float) -> bool:
    """Whether another mark stands below, as the stem does below the dot of an i, or a broken letter's foot.

    The arm of an f before a figure reaches over it, and is not below.
    """
    others = np.delete(marks, figure, axis=0)
    overlap = np.minimum(others[:, 2], box.x1) - np.maximum(others[:, 0], box.x0)
    narrower = np.minimum(others[:, 2] - others[:, 0], box.x1 - box.x0)
    below = (others[:, 3] > box.y1 + BELOW * unit) & (others[:, 1] > box.y1 - BELOW * unit)
    return bool((below & (overlap > OVER * narrower)).any())


def _around(marks: Ints) -> Box:
    return Box(int(marks[:, 0].min()), int(marks[:, 1].min()), int(marks[:, 2].max()), int(marks[:, 3].max()))
