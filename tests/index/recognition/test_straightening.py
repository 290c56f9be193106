"""straightening.py: pictures set upright and level."""

from __future__ import annotations

from dataclasses import replace
from math import radians

import numpy as np
import pytest

from index.recognition.ink import lean_of
from index.recognition.straightening import levelled
from tests.index.recognition.conftest import Printed
from tests.scans import skewed, turned


def test_leaning_page_is_levelled(printed: Printed) -> None:
    """A page that leans is turned back, and tells by how much it leant."""
    level = levelled(replace(printed.picture, grey=skewed(1.5)(printed.grey)))
    assert level.lean == pytest.approx(radians(1.5), abs=radians(0.1))
    assert lean_of(level.ink) == pytest.approx(0.0, abs=0.1)


def test_page_is_turned_as_the_file_tells(printed: Printed) -> None:
    """Quarters that the file tells, and those that are found out, are turned together; a level page stays as it is."""
    lying = replace(printed.picture, grey=turned(1)(printed.grey), turn=3)
    level = levelled(lying)
    assert (level.turn, level.lean) == (3, 0.0)
    assert np.array_equal(level.grey, levelled(printed.picture).grey)
    assert (level.width, level.height) == pytest.approx((printed.glyphs.width, printed.glyphs.height), abs=0.3)
    assert levelled(replace(lying, turn=2), further=1).turn == 3


def test_negative_is_made_positive(printed: Printed) -> None:
    """White print on black, as of a microfilm, becomes black on white; a picture of black alone stays as it is."""
    negative = replace(printed.picture, grey=255 - printed.grey)
    assert np.array_equal(levelled(negative).grey, levelled(printed.picture).grey)
    assert not levelled(replace(printed.picture, grey=np.zeros_like(printed.grey))).grey.any()
