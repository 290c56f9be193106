"""superior_figures.py: small marks that stand above the line."""

from __future__ import annotations

import numpy as np
import pytest

from index.recognition.hocr import Box, ReadLine
from index.recognition.ink import Ink, ink_of
from index.recognition.line_measures import LineMeasure, measured
from index.recognition.superior_figures import SuperiorFigures, opens_word, superior_figures
from tests.index.recognition.conftest import Printed


def test_numbers_are_found_where_they_stand(printed: Printed) -> None:
    """Each superior number of the page is found behind its word; no dot of an i, no comma, no quotation mark is."""
    ink = ink_of(printed.grey)
    found = [each.box for line in printed.read_lines() for each in superior_figures(measured(line, ink), ink)]
    raised = [piece for piece in printed.glyphs.pieces if piece.text.isdigit() and piece.size < 8.0]
    in_text = [piece for piece in raised if piece.x0 > 60.0]
    boxes = [printed.box(piece.x0, piece.y, piece.x1, piece.y + 0.7 * piece.size) for piece in in_text]
    assert len(found) >= len(boxes) >= 2
    for box in boxes:
        assert any(abs(one.x0 - box.x0) < 8 and abs(one.y1 - box.y1) < 8 for one in found)
    assert len(found) <= len(raised)


@pytest.mark.parametrize(
    ("left", "right", "opens"),
    [(20, 66, True), (None, 66, True), (45, 66, False), (45, 80, False), (20, 80, False)],
)
def test_opening_mark_stands_before_a_letter_and_behind_white(left: int | None, right: int, opens: bool) -> None:
    """A marker stands behind its word; at a line's beginning, what touches the next letter opens a quotation."""
    letters = [(right, 80, right + 15, 100), *([] if left is None else [(left - 15, 80, left, 100)])]
    ink = Ink(np.zeros((1, 1), dtype=np.int32), np.array([(50, 65, 62, 75), *letters], dtype=np.int32))
    measure = LineMeasure(ReadLine((), Box(5, 60, 120, 100), 100.0, 0.0, 40.0), 100.0, 20.0)
    assert opens_word(SuperiorFigures(Box(50, 65, 62, 75), (1,)), measure, ink) == opens
