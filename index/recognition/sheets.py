"""Sheets put together from pieces of a page's picture, to be read once more: superior figures enlarged, lines without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.pdfium import Grey
from index.recognition.ink import Ink
from index.recognition.line_measures import LineMeasure
from index.recognition.superior_figures import SuperiorFigures

ENLARGED = 28  # pixels, the height to which superior figures are brought: from 25 to 30 they are read best
ROW, APART, ABOVE, COPIES = 90, 80, 28, 3  # pixels of a sheet of figures, and how often each stands on it
WIDEST = 400  # pixels of an enlarged number
BETWEEN = 40  # pixels between two lines of a sheet
RISES, FALLS = 2.1, 0.75  # of the x-height: what is a line's own stands between
HALO = 2  # pixels around a mark, that are not white


def sheet_of_figures(grey: Grey, ink: Ink, figures: Sequence[SuperiorFigures]) -> Grey:
    """Return superior numbers enlarged, one in each row of `ROW` pixels, several times over: a figure alone is read badly."""
    enlarged = [_enlarged(grey, ink, each) for each in figures]
    wide = max(picture.shape[1] for picture in enlarged)
    sheet = np.full((ROW * len(figures), COPIES * (wide + APART) + APART), 255, dtype=np.uint8)
    for row, picture in enumerate(enlarged):
        height, width = picture.shape
        for x in range(APART, APART + COPIES * (width + APART), width + APART):
            sheet[row * ROW + ABOVE : row * ROW + ABOVE + height, x : x + width] = picture
    return sheet


def _enlarged(grey: Grey, ink: Ink, figures: SuperiorFigures) -> Grey:
    """Return the picture of a superior number alone."""
    from PIL import Image

    x0, y0, x1, y1 = figures.box
    factor = ENLARGED / (y1 - y0)
    top, bottom, left, right = max(y0 - HALO, 0), y1 + HALO, max(x0 - HALO, 0), x1 + HALO
    picture = grey[top:bottom, left:right].copy()
    picture[~_with_halo(ink, (top, bottom, left, right), figures.marks)] = 255
    size = max(round(picture.shape[1] * factor), 1), min(round(picture.shape[0] * factor), ROW - ABOVE)
    return np.asarray(Image.fromarray(picture).resize((min(size[0], WIDEST), size[1]), Image.Resampling.BICUBIC))


def _with_halo(ink: Ink, place: tuple[int, int, int, int], marks: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Return where in a place some marks stand, and what is close around them."""
    from scipy import ndimage

    top, bottom, left, right = place
    inside = np.isin(ink.labels[top:bottom, left:right], marks)
    return np.asarray(ndimage.binary_dilation(inside, iterations=HALO), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Where a line stands on a sheet: from where to where, and by how much higher than on the page."""

    y0: int
    y1: int
    up: int


def sheet_of_lines(
    grey: Grey, ink: Ink, lines: Sequence[tuple[LineMeasure, Sequence[SuperiorFigures]]]
) -> tuple[Grey, list[PlacedLine]]:
    """Return lines without their superior figures, below each other at the left edges that they have, and where each stands."""
    strips: list[Grey] = []
    places: list[PlacedLine] = []
    y = BETWEEN
    blank = np.full((BETWEEN, grey.shape[1]), 255, dtype=np.uint8)
    for measure, figures in lines:
        top, strip = _strip(grey, ink, measure, figures)
        strips += [blank, strip]
        places.append(PlacedLine(y, y + strip.shape[0], top - y))
        y += strip.shape[0] + BETWEEN
    return np.vstack([*strips, blank]), places


def _strip(grey: Grey, ink: Ink, measure: LineMeasure, figures: Sequence[SuperiorFigures]) -> tuple[int, Grey]:
    """Return where a line's strip of the page begins, and the strip with nothing on it but the line's own words."""
    unit, (x0, y0, x1, y1) = measure.x_height, measure.line.box
    top = max(min(y0, round(measure.base - RISES * unit)), 0)
    bottom = min(max(y1, round(measure.base + FALLS * unit)), grey.shape[0])
    left, right = max(x0 - round(unit), 0), min(x1 + round(unit), grey.shape[1])
    strip = np.full((bottom - top, grey.shape[1]), 255, dtype=np.uint8)
    strip[:, left:right] = grey[top:bottom, left:right]
    unwanted = [*(mark for each in figures for mark in each.marks), *_of_other_lines(ink, (top, bottom, left, right))]
    inside = _with_halo(ink, (top, bottom, left, right), unwanted)
    strip[:, left:right][inside] = 255
    return top, strip


def _of_other_lines(ink: Ink, place: tuple[int, int, int, int]) -> list[int]:
    """Return the marks of which most stands outside of a place."""
    top, bottom, left, right = place
    boxes = ink.boxes
    reach = (boxes[:, 1] < bottom) & (boxes[:, 3] > top) & (boxes[:, 0] < right) & (boxes[:, 2] > left)
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    return [int(at) + 1 for at in np.flatnonzero(reach & ((middle < top) | (middle > bottom)))]
