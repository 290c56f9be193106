"""line_measures.py: how high a line's letters are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.recognition.hocr import ReadWord
from index.recognition.ink import ink_of
from index.recognition.line_measures import USUAL, measured
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
