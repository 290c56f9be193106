"""line_measures.py: how high a line's letters are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.recognition.hocr import Box, ReadLine, ReadWord
from index.recognition.ink import ink_of
from index.recognition.line_measures import CAPITAL, USUAL, measured
from tests.index.recognition.conftest import SCALE, Printed


def test_text_and_notes_are_told_apart(printed: Printed) -> None:
    """The x-heights of lines in 10.5 and 8.5 points, Times, are theirs to within two pixels, and their baselines too."""
    ink = ink_of(printed.grey)
    for line, read in zip(
        [one for one in printed.lines if not one.raised or one.raised[0].start], printed.read_lines(), strict=True
    ):
        measure = measured(read, ink)
        assert line.bold or measure.x_height == pytest.approx(0.45 * line.size * SCALE, abs=2.3), line.text
        assert measure.base == pytest.approx(printed.height - line.y * SCALE, abs=2.3), line.text


def test_line_of_capitals_is_measured_by_them(printed: Printed) -> None:
    """Where no letter has the x-height, it is reckoned from the capitals; without a mark, from what recognition tells."""
    ink = ink_of(printed.grey)
    line = next(line for line in printed.read_lines() if len(line.words) > 5)
    shouted = replace(line, words=tuple(ReadWord(word.text.upper(), word.box, 90) for word in line.words))
    assert measured(shouted, ink).x_height < measured(line, ink).x_height
    assert measured(replace(line, words=()), ink).x_height == USUAL * line.size


@pytest.mark.parametrize(("text", "base"), [("can.23", 100.0), ("23can.", 80.0), ("can.23 and more", 80.0)])
def test_short_line_stands_where_its_first_letter_does(text: str, base: float) -> None:
    """Where superior figures have lifted the baseline that recognition tells, the letter before them has the true one."""
    grey = np.full((160, 260), 255, dtype=np.uint8)
    for x in (40, 65, 90):
        grey[80:100, x : x + 15] = 0
    for x in (125, 140):
        grey[62:80, x : x + 10] = 0
    line = ReadLine((ReadWord(text, Box(40, 62, 150, 100), 60),), Box(40, 62, 150, 100), 80.0, 0.0, 30.0)
    assert measured(line, ink_of(grey)).base == base


@pytest.mark.parametrize(("splinters", "height"), [(0, 20.0), (2, 30.0 / CAPITAL)])
def test_splinters_are_no_letters(splinters: int, height: float) -> None:
    """In a line of figures and few small letters, what has broken off from some does not tell how high small letters are."""
    grey = np.full((160, 400), 255, dtype=np.uint8)
    for at in range(8):
        grey[70:100, 40 + 25 * at : 55 + 25 * at] = 0
    for at in range(2):
        grey[80:100, 250 + 25 * at : 265 + 25 * at] = 0
    for at in range(splinters):
        grey[91:100, 310 + 25 * at : 320 + 25 * at] = 0
    line = ReadLine((ReadWord("12345678ac", Box(40, 70, 350, 100), 60),), Box(40, 70, 350, 100), 100.0, 0.0, 30.0)
    assert measured(line, ink_of(grey)).x_height == pytest.approx(height)
