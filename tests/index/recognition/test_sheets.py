"""sheets.py: pieces of a page put together, to be read once more."""

from __future__ import annotations

import numpy as np

from index.recognition.hocr import Box
from index.recognition.ink import ink_of
from index.recognition.line_measures import measured
from index.recognition.sheets import COPIES, ENLARGED, ROW, sheet_of_figures, sheet_of_lines
from index.recognition.superior_figures import SuperiorFigures, superior_figures
from tests.index.recognition.conftest import Printed


def test_each_number_has_a_row_of_copies() -> None:
    """Each number stands by itself in a row, several times over, at the same height, its neighbours gone."""
    grey = np.full((40, 100), 255, dtype=np.uint8)
    for x in range(10, 90, 19):
        grey[10:24, x : x + 8] = 0
    ink = ink_of(grey)
    sheet = sheet_of_figures(grey, ink, [SuperiorFigures(Box(*map(int, box)), (at + 1,)) for at, box in enumerate(ink.boxes)])
    assert sheet.shape[0] == ROW * len(ink.boxes)
    for row in range(len(ink.boxes)):
        found = ink_of(sheet[row * ROW : (row + 1) * ROW]).boxes
        assert len(found) == COPIES
        assert all(abs((y1 - y0) - ENLARGED) <= 4 and x1 - x0 < ENLARGED for x0, y0, x1, y1 in found.tolist())


def test_lines_are_without_their_figures_and_neighbours(printed: Printed) -> None:
    """A line's strip is what stands on the page, but for its superior numbers and what reaches in from other lines."""
    ink = ink_of(printed.grey)
    measures = [measured(line, ink) for line in printed.read_lines()]
    noted = [(measure, superior_figures(measure, ink)) for measure in measures]
    affected = [(measure, figures) for measure, figures in noted if figures]
    sheet, places = sheet_of_lines(printed.grey, ink, affected)
    assert sheet.shape[1] == printed.grey.shape[1]
    for (measure, figures), place in zip(affected, places, strict=True):
        for each in figures:
            rows, columns = np.nonzero(np.isin(ink.labels, each.marks))
            assert (sheet[rows - place.up, columns] == 255).all()
        word = measure.line.words[0].box
        on_page = printed.grey[word.y0 + 12 : word.y1 - 10, word.x0 : word.x1]
        assert np.array_equal(sheet[word.y0 + 12 - place.up : word.y1 - 10 - place.up, word.x0 : word.x1], on_page)
