"""columns.py: how wide the column is, which lines fill it, and where a further word would have found room."""

from __future__ import annotations

from index.text.columns import Column
from index.text.lines import Line, paged_lines


def lines_of(text: str) -> list[Line]:
    return list(paged_lines(text).lines)


FULL = "the army was withdrawn from the province and nobody knew why\n"


def test_width_is_that_of_full_lines() -> None:
    """A few short lines do not make a column narrower."""
    column = Column.measure(lines_of(FULL * 9 + "and so it ended there, late.\n"))
    assert (column.width, column.monospaced) == (float(len(FULL) - 1), True)


def test_room_is_what_the_next_word_needs() -> None:
    """A line has room where the first word of the next would still have been set on it, space included."""
    lines = lines_of(FULL * 9)
    column = Column.measure(lines)
    long, short = lines_of("the army was withdrawn from the province and nobody kne\nwhys\n")
    assert len(long.text) + 1 + len(short.text) == column.width
    assert column.has_room(long, short)
    assert not column.has_room(*lines_of("the army was withdrawn from the province and nobody knew\nwhys\n"))


def test_a_line_that_was_never_wrapped_ends_early() -> None:
    """A line longer than the column was not broken for want of room."""
    column = Column.measure(lines_of(FULL * 9))
    over, full, following = lines_of(FULL.strip() + " and how it was\n" + FULL + FULL)
    assert column.ends_early(over, following)
    assert not column.ends_early(full, following)


def test_one_line_a_paragraph_is_unwrapped() -> None:
    """Where the usual line is as long as a paragraph, lines are not those of a column."""
    assert Column.measure(lines_of((FULL.strip() + " ") * 4 + "\n" + (FULL.strip() + " ") * 5)).unwrapped
    assert not Column.measure(lines_of(FULL * 9)).unwrapped
