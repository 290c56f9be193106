"""The ink of a page's picture: its marks, each a stretch of black that hangs together, and how the lines of print lean."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, tan

import numpy as np
import numpy.typing as npt

from index.pdfium import Grey

Ints = npt.NDArray[np.int32]
STEEPEST, STEP = 6.0, 0.1  # degrees, that a page may lean
FEWEST_LETTERS = 40
FAINT = 0.3  # of the way from the threshold to the paper: thin strokes, as superior figures have, are that pale
LARGEST_SPECK = 2  # pixels
SMALLEST, LARGEST = 8, 120  # pixels: the heights of what may be letters


@dataclass(frozen=True, slots=True)
class Ink:
    """The marks of a picture: `labels` tells of each pixel to which it belongs, from 1 (0: to none), `boxes` where each stands.

    The box of mark n is `boxes[n - 1]`: x0, y0, x1, y1, y growing downwards.
    """

    labels: Ints
    boxes: Ints


def ink_of(grey: Grey) -> Ink:
    """Return the marks of a picture.

    Thin strokes that a scanner has broken, as of a 2, hang together all the same: what is up to two pixels below is not apart.
    """
    from scipy import ndimage

    part = threshold(grey)
    black = grey < part + FAINT * (float(np.median(grey)) - part) if part else np.zeros(grey.shape, dtype=np.bool_)
    bridged = black.copy()
    bridged[1:] |= black[:-1]
    bridged[:-1] |= black[1:]
    labels, _ = ndimage.label(bridged, np.ones((3, 3), dtype=np.int8))
    labels[~black] = 0
    places = [(x.start, y.start, x.stop, y.stop) for y, x in ndimage.find_objects(labels)]
    return Ink(labels, np.array(places, dtype=np.int32).reshape(-1, 4))


def clean(grey: Grey, ink: Ink) -> None:
    """Whiten the specks of a picture, which are smaller than any point."""
    sizes = ink.boxes[:, 2:] - ink.boxes[:, :2]
    specks = np.zeros(len(ink.boxes) + 1, dtype=np.bool_)
    specks[1:] = (sizes <= LARGEST_SPECK).all(axis=1)
    if specks.any():
        grey[specks[ink.labels]] = 255


def threshold(grey: Grey) -> int:
    """Return the grey that parts black from white best (Otsu 1979); a picture of one grey is white.

    >>> threshold(np.array([[0, 0, 250, 250]], dtype=np.uint8)) in range(1, 251)
    True
    """
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    below, sums = np.cumsum(counts), np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (sums[-1] * below / below[-1] - sums) ** 2 / (below * above)
    return int(np.nanargmax(spread)) + 1 if np.isfinite(spread).any() else 0


def lean_of(ink: Ink) -> float:
    """Return the degrees, against the clock, by which the lines of print rise; 0 where there are too few letters to tell.

    The feet of letters stand on few heights where these are measured along the lines (Postl 1986).
    """
    heights = ink.boxes[:, 3] - ink.boxes[:, 1]
    letters = ink.boxes[(heights >= SMALLEST) & (heights <= LARGEST)]
    if len(letters) < FEWEST_LETTERS:
        return 0.0
    middles, feet = (letters[:, 0] + letters[:, 2]) / 2, letters[:, 3].astype(np.float64)
    steps = round(STEEPEST / STEP)
    coarse = max(range(-steps, steps + 1, 2), key=lambda step: _gathered(middles, feet, step * STEP))
    fine = max(range(-10, 11), key=lambda step: _gathered(middles, feet, coarse * STEP + step * STEP / 5))
    return coarse * STEP + fine * STEP / 5


def _gathered(middles: npt.NDArray[np.float64], feet: npt.NDArray[np.float64], degrees: float) -> float:
    """Return how much feet gather on few heights, if lines rise by so many degrees."""
    heights = np.rint((feet + middles * tan(radians(degrees))) / 2).astype(np.int64)
    return float((np.bincount(heights - heights.min()).astype(np.float64) ** 2).sum())
