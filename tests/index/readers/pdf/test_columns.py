"""columns.py: where the white gutters between a page's columns run."""

from __future__ import annotations

from index.readers.pdf.columns import drawn_runs, find_gutters
from tests.index.readers.pdf.lines_of_print import page, piece

ROWS = [600.0 - 12 * row for row in range(12)]
LEFT = [piece("a line of text in the left column", 50.0, y) for y in ROWS]
RIGHT = [piece("and one in the column on the right", 250.0, y) for y in ROWS]


def test_pieces_drawn_one_behind_the_other_are_one_run() -> None:
    """A run goes on along its line, also with a small raised figure, and ends where the next piece stands elsewhere."""
    pieces = [
        piece("the", 50, 600),
        piece("war", 68, 600),
        piece("1", 83, 604, 6.0),
        piece("below", 50, 588),
        piece("far", 300, 588),
    ]
    assert [[one.text for one in run] for run in drawn_runs(pieces)] == [["the", "war", "1"], ["below"], ["far"]]


def test_a_gutter_runs_between_two_columns() -> None:
    """Where lines stand beside each other with white between, the gutter runs in the middle of that white."""
    ((gutter,),) = find_gutters([page(*LEFT, *RIGHT)])
    assert LEFT[0].x1 < gutter < RIGHT[0].x0
    assert abs(gutter - (LEFT[0].x1 + RIGHT[0].x0) / 2) < 2


def test_one_column_has_no_gutter() -> None:
    """Lines below each other have no gutter, nor has a page without print."""
    assert find_gutters([page(*LEFT), page()]) == [(), ()]


def test_a_line_across_ends_no_gutter() -> None:
    """A heading that runs across both columns leaves the gutter where it is."""
    across = piece("a heading that is long enough to run across both of the columns", 50, 620)
    assert find_gutters([page(across, *LEFT, *RIGHT)]) == find_gutters([page(*LEFT, *RIGHT)])


def test_a_short_page_has_its_neighbours_gutter() -> None:
    """A page with too few lines to show a gutter has that of the page before, where its lines respect it."""
    short = page(*LEFT[:2], *RIGHT[:2])
    before, gutters = find_gutters([page(*LEFT, *RIGHT), short])
    assert gutters == before
    assert find_gutters([short]) == [()]
