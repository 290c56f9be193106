"""Superior figures that touch the letter before them, as behind the arm of an f, parted where the ink between is faint."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.pdfium import Grey
from index.recognition.ink import Ink, Ints, threshold
from index.recognition.line_measures import LineMeasure
from index.recognition.superior_figures import HIGHEST, LOWEST, LOWEST_FOOT, LOWEST_HEAD

Bits = npt.NDArray[np.bool_]
NARROWEST = 1.0  # of the x-height: a letter with a figure is wider
LOWEST_DESCENDER, HIGHEST_HEAD = -0.8, 3.0  # of the x-height, above the baseline
WHITE = 0.3  # of the x-height, that at least stands between a figure and the next word
FEWEST_PIXELS = 6  # of a piece
SHARES = (1.0, 0.85, 0.7)  # of the threshold that parts black from white


def with_touching_figures_parted(ink: Ink, grey: Grey, measures: Sequence[LineMeasure]) -> Ink:
    """Return the ink with each letter and the figure that touches it as marks of their own; the same where there are none.

    Only what is darker than the page's threshold, or than a part of it, is looked at: what joins them is the grey around both.
    """
    part, labels, boxes = threshold(grey), ink.labels.copy(), list(ink.boxes)
    for measure in measures:
        for at in _tall(measure, ink.boxes):
            for share in SHARES:
                pieces = _pieces(labels, grey, at, boxes[at], share * part)
                if any(_is_raised(box, measure) and not _is_followed(box, ink.boxes, measure) for box, _ in pieces[1:]):
                    _part(labels, boxes, at, pieces)
                    break
    return ink if len(boxes) == len(ink.boxes) else Ink(labels, np.array(boxes, dtype=np.int32))


def _tall(measure: LineMeasure, boxes: Ints) -> list[int]:
    """Return the marks that stand on a line and reach as high as superior figures do, and are wide enough for two."""
    (x0, _, x1, _), unit = measure.line.box, measure.x_height
    base = measure.base + measure.line.slope * ((boxes[:, 0] + boxes[:, 2]) / 2 - x0)
    foot, head = base - boxes[:, 3], base - boxes[:, 1]
    within = (boxes[:, 0] >= x0 - unit) & (boxes[:, 2] <= x1 + unit) & (boxes[:, 2] - boxes[:, 0] >= NARROWEST * unit)
    stands = (foot < LOWEST_FOOT * unit) & (foot >= LOWEST_DESCENDER * unit)
    reaches = (head >= LOWEST_HEAD * unit) & (head <= HIGHEST_HEAD * unit)
    return [int(at) for at in np.flatnonzero(within & stands & reaches)]


def _pieces(labels: Ints, grey: Grey, at: int, box: Ints, lightest: float) -> list[tuple[Ints, Bits]]:
    """Return the dark pieces of a mark from left to right, each with its box and its pixels there, and the grey next to it."""
    from scipy import ndimage

    x0, y0, x1, y1 = (int(edge) for edge in box)
    own = labels[y0:y1, x0:x1] == at + 1
    found, number = ndimage.label(own & (grey[y0:y1, x0:x1] < lightest), np.ones((3, 3), dtype=np.int8))
    sizes = np.bincount(found.ravel(), minlength=number + 1)
    names = [name for name in range(1, number + 1) if sizes[name] >= FEWEST_PIXELS]
    if len(names) < 2:
        return []
    known = np.isin(found, names)
    nearest = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
    parted = np.where(own, found[tuple(nearest)], 0)
    pieces = [parted == name for name in names]
    return sorted(((_box(piece, x0, y0), piece) for piece in pieces), key=lambda piece: int(piece[0][0]))


def _box(piece: Bits, x0: int, y0: int) -> Ints:
    down, across = np.flatnonzero(piece.any(axis=1)), np.flatnonzero(piece.any(axis=0))
    return np.array((x0 + across[0], y0 + down[0], x0 + across[-1] + 1, y0 + down[-1] + 1), dtype=np.int32)


def _is_raised(piece: Ints, measure: LineMeasure) -> bool:
    """Whether a piece has the height and place of a superior figure."""
    unit, base = measure.x_height, measure.base_at(float(piece[0] + piece[2]) / 2)
    foot, head = (base - piece[3]) / unit, (base - piece[1]) / unit
    return bool(foot >= LOWEST_FOOT and head >= LOWEST_HEAD and LOWEST <= head - foot <= HIGHEST)


def _is_followed(piece: Ints, boxes: Ints, measure: LineMeasure) -> bool:
    """Whether a letter follows close behind, as behind the bowl of a P, whose stem is another piece."""
    unit, base = measure.x_height, measure.base_at(float(piece[2]))
    close = (boxes[:, 0] > piece[0]) & (boxes[:, 0] <= piece[2] + WHITE * unit) & (boxes[:, 2] > piece[2])
    letters = (boxes[:, 3] - boxes[:, 1] >= LOWEST * unit) & (np.abs(base - boxes[:, 3]) < LOWEST_FOOT * unit)
    return bool((close & letters).any())


def _part(labels: Ints, boxes: list[Ints], at: int, pieces: Sequence[tuple[Ints, Bits]]) -> None:
    """Make each piece of a mark but the first a mark of its own."""
    x0, y0, x1, y1 = (int(edge) for edge in boxes[at])
    boxes[at] = pieces[0][0]
    for box, pixels in pieces[1:]:
        boxes.append(box)
        labels[y0:y1, x0:x1][pixels] = len(boxes)
