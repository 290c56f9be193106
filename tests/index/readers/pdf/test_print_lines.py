"""print_lines.py: pieces joined along their baselines, and put into the order in which they are read."""

from __future__ import annotations

from index.readers.pdf.print_lines import ACROSS, in_reading_order, page_lines, text_size, with_lone_marks
from index.records import Span
from tests.index.readers.pdf.lines_of_print import line, page, piece


def test_pieces_on_one_baseline_are_a_line() -> None:
    """Pieces are joined from left to right, with a space where one was drawn, whatever their order; lower ones are another."""
    pieces = [piece("ended", 80, 600), piece("war", 62, 600), piece("It", 50, 588), piece("The", 45, 600, spaced=False)]
    assert [(one.text, one.y, one.x0) for one in page_lines(page(*pieces), 3, ())] == [
        ("The war ended", 600, 45),
        ("It", 588, 50),
    ]


def test_a_small_figure_above_the_baseline_is_raised() -> None:
    """A superior figure belongs to the line that it stands over, and is known as raised."""
    pieces = [piece("war", 50, 600), piece("12", 65, 604, 6.0, spaced=False), piece("ended", 74, 600)]
    (found,) = page_lines(page(*pieces), 0, ())
    assert (found.text, found.raised, found.size, found.y) == ("war12 ended", (Span(3, 5),), 10.0, 600)


def test_a_recognised_line_is_no_larger_than_it_has_room() -> None:
    """A line measured as larger than the one right above it has its size; printed ones, and those with room, have their own."""
    above, close, apart = (piece("a long line", 50, y, size) for y, size in ((100, 10.0), (89, 14.0), (70, 14.0)))
    surely = [one._replace(confidence=90) for one in (above, close, apart)]
    assert [one.size for one in page_lines(page(*surely), 0, ())] == [10.0, 10.0, 14.0]
    assert [one.size for one in page_lines(page(above, close, apart), 0, ())] == [10.0, 14.0, 14.0]


def test_a_gutter_parts_a_line() -> None:
    """Lines left and right of a gutter are lines of two columns; one that crosses it is of none."""
    pieces = [piece("a title across the columns", 150, 640), piece("left", 50, 600), piece("right", 250, 600)]
    found = page_lines(page(*pieces), 0, (200.0,))
    assert [(one.text, one.column) for one in found] == [("a title across the columns", ACROSS), ("left", 0), ("right", 1)]


def test_columns_are_read_one_after_the_other() -> None:
    """The left column is read before the right one; a line across ends both."""
    across = line("Across", 500, column=ACROSS)
    upper = [line("left one", 600), line("right one", 600, column=1), line("left two", 580), line("right two", 580, column=1)]
    lower = [line("right three", 400, column=1), line("left three", 400)]
    order = [one.text for one in in_reading_order([*lower, across, *upper], 10.0)]
    assert order == ["left one", "left two", "right one", "right two", "Across", "left three", "right three"]


def test_notes_across_the_columns_come_last() -> None:
    """Small type below the text, of which a line runs across, is read behind both columns."""
    text = [line("left text", 600), line("right text", 600, column=1)]
    feet = [line("2 A long note across both", 90, column=ACROSS, size=8.0), line("1 A note", 100, size=8.0)]
    assert [one.text for one in in_reading_order([*feet, *text], 10.0)] == [
        "left text",
        "right text",
        "1 A note",
        "2 A long note across both",
    ]


def test_the_size_of_the_text_is_the_largest_common_one() -> None:
    """Much small type is no text where a good part is larger; a few words of a heading do not count."""
    lines = [line("On War", 660, size=20.0), *(line("running text", 640 - 12 * n) for n in range(9))]
    lines += [line("a long note in small type, of which there is much on this page", 300 - 9 * n, size=8.0) for n in range(20)]
    assert text_size(lines) == 10.0
    assert text_size([]) == 10.0


def test_a_figure_broken_off_to_a_line_of_its_own_is_raised() -> None:
    """A small number alone on a line is a raised one; a large one is a number."""
    small = with_lone_marks([line("war", 600), line("12", 590, size=6.0)])[1]
    large = with_lone_marks([line("war", 600), line("12", 590)])[1]
    assert (small.raised, large.raised) == ((Span(0, 2),), ())
