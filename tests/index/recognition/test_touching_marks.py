"""touching_marks.py: superior figures that touch the letter before them."""

from __future__ import annotations

import numpy as np
import pytest

from index.pdfium import Grey
from index.recognition.hocr import Box, ReadLine
from index.recognition.ink import ink_of
from index.recognition.line_measures import LineMeasure
from index.recognition.superior_figures import superior_figures
from index.recognition.touching_marks import with_touching_figures_parted

LINE = LineMeasure(ReadLine((), Box(40, 60, 120, 100), 100.0, 0.0, 40.0), 100.0, 25.0)


def printed(between: int) -> Grey:
    """The letter f, and behind its arm a 1 that is joined to it by ink of that grey."""
    grey = np.full((140, 160), 255, dtype=np.uint8)
    grey[60:100, 50:58] = 20
    grey[60:66, 50:72] = 20
    grey[66:86, 75:80] = 40
    grey[64:70, 72:75] = between
    return grey


@pytest.mark.parametrize("between", [100, 130])
def test_figure_is_parted_from_a_letter(between: int) -> None:
    """Where the ink between is paler than both, the figure is a mark of its own, and is found."""
    grey = printed(between)
    ink = ink_of(grey)
    assert superior_figures(LINE, ink) == []
    parted = with_touching_figures_parted(ink, grey, [LINE])
    assert len(parted.boxes) == len(ink.boxes) + 1
    (found,) = superior_figures(LINE, parted)
    assert (found.box.y0, found.box.x1, found.box.y1) == (64, 80, 86)
    assert 72 <= found.box.x0 <= 75
    assert parted.labels[80, 77] == found.marks[0]
    assert parted.labels[80, 54] == 1
    assert ink.labels[80, 77] == 1  # what was given stays as it was


def test_bowl_amid_a_word_stays_with_its_letter() -> None:
    """Where a letter follows close behind, what stands high is a part of a letter."""
    grey = printed(100)
    grey[70:100, 84:90] = 20
    ink = ink_of(grey)
    assert with_touching_figures_parted(ink, grey, [LINE]) is ink


def test_what_is_black_throughout_stays_whole() -> None:
    """A letter, and what is joined by ink as black as itself, is one mark; nothing is copied for it."""
    grey = printed(20)
    ink = ink_of(grey)
    assert with_touching_figures_parted(ink, grey, [LINE]) is ink
