"""Dashes between figures, told from hyphens by their width: recognition takes the one for the other."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from index.recognition.hocr import ReadWord
from index.recognition.ink import Ink

BETWEEN_FIGURES = re.compile(r"(?<=\d)[-–—](?=\d)")
HIGHEST = 0.3  # of the x-height: a mark so flat is a dash
EN, EM = 0.66, 1.4  # of the x-height, from which width on a mark is an en dash, or an em dash
LOWEST_RISE, HIGHEST_RISE = 0.2, 0.9  # of the x-height, above the baseline


def with_measured_dashes(word: ReadWord, ink: Ink, base: float, x_height: float) -> ReadWord:
    """Return a word with each dash between figures as wide as it is printed; as it was where not each is found."""
    places = list(BETWEEN_FIGURES.finditer(word.text))
    if not places:
        return word
    widths = _widths_of_flat_marks(word, ink, base, x_height)
    if len(widths) != len(places):
        return word
    text = word.text
    for place, width in zip(places, widths, strict=True):
        text = text[: place.start()] + ("—" if width >= EM else "–" if width >= EN else "-") + text[place.end() :]
    same = len(word.letters) == len(text)
    letters = tuple(letter._replace(text=new) for letter, new in zip(word.letters, text, strict=True)) if same else word.letters
    return replace(word, text=text, letters=letters)


def _widths_of_flat_marks(word: ReadWord, ink: Ink, base: float, x_height: float) -> list[float]:
    x0, _, x1, _ = word.box
    boxes = ink.boxes[(ink.boxes[:, 0] >= x0) & (ink.boxes[:, 2] <= x1)]
    high, rise = boxes[:, 3] - boxes[:, 1], base - (boxes[:, 1] + boxes[:, 3]) / 2
    wide = boxes[:, 2] - boxes[:, 0]
    flat = (
        (high <= HIGHEST * x_height) & (wide >= 2 * high) & (rise >= LOWEST_RISE * x_height) & (rise <= HIGHEST_RISE * x_height)
    )
    return [float(wide[at]) / x_height for at in sorted(np.flatnonzero(flat), key=lambda at: int(boxes[at, 0]))]
