"""A page's picture set upright and level, as recognition wants it."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians

import numpy as np

from index.pdfium import Grey, PagePicture
from index.recognition.ink import Ink, clean, ink_of, lean_of, threshold

LEVEL = 0.15  # degrees, by which lines may rise
DARK = 0.7  # of a picture, from which on it is a negative, as of a microfilm


@dataclass(frozen=True, slots=True)
class LevelPicture:
    """A picture with level lines: the page was turned by `turn` quarters with the clock, and then by `lean` radians with it."""

    grey: Grey
    ink: Ink
    scale: float
    turn: int
    lean: float

    @property
    def width(self) -> float:
        """In points."""
        return float(self.grey.shape[1] / self.scale)

    @property
    def height(self) -> float:
        """In points."""
        return float(self.grey.shape[0] / self.scale)


def levelled(picture: PagePicture, further: int = 0) -> LevelPicture:
    """Return a page's picture turned as the file tells, by `further` quarters with the clock, and until its lines are level."""
    from PIL import Image

    turn = (picture.turn + further) % 4
    grey = _positive(np.array(np.rot90(picture.grey, -turn)))
    ink = ink_of(grey)
    clean(grey, ink)
    degrees = lean_of(ink)
    if abs(degrees) <= LEVEL:
        return LevelPicture(grey, ink, picture.scale, turn, 0.0)
    turned = Image.fromarray(grey).rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    level = np.asarray(turned)
    return LevelPicture(level, ink_of(level), picture.scale, turn, radians(degrees))


def _positive(grey: Grey) -> Grey:
    """Return a picture with black print on white; one of black alone is as it was."""
    part = threshold(grey)
    return 255 - grey if part and (grey < part).mean() > DARK else grey
