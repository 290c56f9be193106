"""ink.py: the marks of a picture, and how its lines lean."""

from __future__ import annotations

import numpy as np
import pytest

from index.pdfium import Grey
from index.recognition.ink import clean, ink_of, lean_of, threshold
from tests.index.recognition.conftest import Printed
from tests.scans import skewed


def blank(height: int = 60, width: int = 80) -> Grey:
    """White paper."""
    return np.full((height, width), 255, dtype=np.uint8)


def test_marks_hang_together() -> None:
    """What touches, over a corner too, is one mark; boxes end behind the last pixel."""
    grey = blank()
    grey[10:20, 5:9] = 0
    grey[20:22, 9:12] = 0
    grey[40:50, 60:70] = 20
    ink = ink_of(grey)
    assert ink.boxes.tolist() == [[5, 10, 12, 22], [60, 40, 70, 50]]
    assert ink.labels[11, 6] == ink.labels[21, 10] == 1


def test_broken_strokes_hang_together() -> None:
    """A stroke with a gap of two pixels in it is one mark, with one of three it is two."""
    grey = blank()
    grey[10:20, 5:9], grey[22:30, 5:9] = 0, 0
    assert ink_of(grey).boxes.tolist() == [[5, 10, 9, 30]]
    grey[22, 5:9] = 255
    assert ink_of(grey).boxes.tolist() == [[5, 10, 9, 20], [5, 23, 9, 30]]


def test_paper_of_one_grey_has_no_marks() -> None:
    """A picture of nothing has no threshold and no mark."""
    for grey in (blank(), np.full((9, 9), 200, dtype=np.uint8)):
        assert threshold(grey) == 0
        assert len(ink_of(grey).boxes) == 0


def test_specks_are_whitened() -> None:
    """What is smaller than any point goes; a point stays."""
    grey = blank()
    grey[10, 10], grey[30:34, 30:34] = 0, 0
    clean(grey, ink_of(grey))
    assert grey[10, 10] == 255
    assert (grey[30:34, 30:34] == 0).all()


@pytest.mark.parametrize("degrees", [-2.3, -0.4, 0.0, 1.7])
def test_leaning_lines_are_measured(printed: Printed, degrees: float) -> None:
    """The angle of a page's lines is found to a tenth of a degree."""
    assert lean_of(ink_of(skewed(degrees)(printed.grey))) == pytest.approx(degrees, abs=0.1)


def test_few_marks_tell_no_angle() -> None:
    """A page with a word or two is taken to be level."""
    grey = blank()
    grey[10:20, 5:9] = 0
    assert lean_of(ink_of(grey)) == 0.0
