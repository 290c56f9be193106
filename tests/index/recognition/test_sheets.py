"""sheets.py: pieces of a page put together, to be read once more."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from index.recognition.hocr import Box
from index.recognition.ink import ink_of
from index.recognition.line_measures import measured
from index.recognition.sheets import ENLARGED, ROW, WIDTH, sheet_of_figures, sheet_of_lines
from index.recognition.superior_figures import SuperiorFigures, superior_figures
from tests.index.recognition.conftest import Printed


def test_figures_stand_apart_and_enlarged() -> None:
    """Each number stands by itself, at the same height, its neighbours gone; a full row is followed by the next."""
    grey = np.full((40, 400), 255, dtype=np.uint8)
    for x in range(10, 390, 19):
        grey[10:24, x : x + 8] = 0
    ink = ink_of(grey)
    each = [SuperiorFigures(Box(*map(int, box)), (at + 1,)) for at, box in enumerate(ink.boxes)] * 3
    sheet, places = sheet_of_figures(grey, ink, each)
    assert sheet.shape == (ROW * (places[-1].row + 1), WIDTH)
    assert places[-1].row >= 1
    assert all(one.x1 < other.x0 or one.row < other.row for one, other in pairwise(places))
    heights = [
        int((sheet[place.row * ROW : (place.row + 1) * ROW, place.x0 : place.x1] < 128).any(axis=1).sum()) for place in places
    ]
    assert all(abs(height - ENLARGED) <= 4 for height in heights)
    assert places[0].holds((places[0].x0 + places[0].x1) / 2, 50.0)
    assert not places[0].holds(places[1].x0, 50.0)


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
