"""Asterisks and daggers, told by their shape: of recognition, a dagger is a t, and a small asterisk anything."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.recognition.hocr import ReadWord
from index.recognition.ink import Ink
from index.recognition.superior_figures import ROUND, SuperiorFigures

QUOTES = frozenset("“”„")
READ_AS = frozenset("tTfF+i{}#¢†‡")
BAR = 0.75  # of the width: a row of ink so wide is a crossbar
STEM = 0.55  # of the width, the most of the rows between
CROSSING = 0.6  # of the height, above which the upper crossbar stands
BARS = {1: "†", 2: "‡"}
LEAST, MOST = 0.3, 0.75  # of its box, that an asterisk fills
FILLED = 0.7  # of the box's middle, which a ring leaves white
FEWEST_PIXELS = 6


def note_sign(copies: Sequence[ReadWord], figures: SuperiorFigures, ink: Ink, *, opening: bool = False) -> str:
    """Return the sign that superior marks are, by what their copies were read as and by their shape; empty where it is none.

    Quotation marks have the shape of an asterisk in a small picture: an `opening` one is told by its place, others are read.
    """
    x0, y0, x1, y1 = figures.box
    inside = np.isin(ink.labels[y0:y1, x0:x1], figures.marks)
    letters = [letter for word in copies for letter in word.text]
    if _is_asterisk(inside, len(figures.marks)):
        quotes = 2 * sum(letter in QUOTES for letter in letters) > len(letters)
        return "" if opening or quotes else "*"
    is_cross = 2 * sum(letter in READ_AS for letter in letters) > len(letters)
    return _dagger(inside) if is_cross else ""


def _is_asterisk(inside: npt.NDArray[np.bool_], marks: int) -> bool:
    """Whether a mark is about as wide as high, and its arms meet in the middle."""
    high, wide = inside.shape
    if marks > 1 or min(high, wide) < FEWEST_PIXELS or max(high, wide) > ROUND * min(high, wide):
        return False
    middle = inside[high // 3 : high - high // 3, wide // 3 : wide - wide // 3]
    return bool(LEAST <= inside.mean() <= MOST and middle.mean() >= FILLED)


def _dagger(inside: npt.NDArray[np.bool_]) -> str:
    """Return the dagger that has so many crossbars on a narrow stem, the first of them high enough."""
    widths = inside.sum(axis=1) / inside.shape[1]
    bars = np.flatnonzero(np.diff(np.concatenate(([False], widths >= BAR, [False])).astype(np.int8)) == 1)
    is_upright = np.median(widths) <= STEM and len(bars) and bars[0] < CROSSING * len(widths)
    return BARS.get(len(bars), "") if is_upright else ""
