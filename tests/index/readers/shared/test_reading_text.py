"""reading_text.py: the reading text as it is put together, with the runs that lead back to its source."""

from __future__ import annotations

from index.readers.shared.reading_text import ReadingText
from index.records import Run, Span


def test_neighbours_in_the_source_are_one_run() -> None:
    """What follows in both texts goes on with the run; what was joined in between ends it."""
    reading = ReadingText("The war ended")
    reading.copy(0, 4)
    reading.copy(4, 7)
    reading.join("\n\n")
    reading.copy(8, 13)
    assert (reading.text, reading.runs, reading.length) == ("The war\n\nended", [Run(0, 0, 7), Run(9, 8, 5)], 14)


def test_white_space_becomes_one_space() -> None:
    """Any white space between the words of a line is one space, and none is left at its ends."""
    reading = ReadingText("  The \t war\u00a0ended ")
    reading.words([Span(0, 17)])
    assert reading.text == "The war ended"
    assert reading.runs == [Run(0, 2, 3), Run(4, 8, 3), Run(8, 12, 5)]


def test_soft_hyphens_are_left_out() -> None:
    """A soft hyphen within a word is no character of the reading text."""
    reading = ReadingText("with\u00addrawal")
    reading.words([Span(0, 11)])
    assert (reading.text, reading.runs) == ("withdrawal", [Run(0, 0, 4), Run(4, 5, 6)])


def test_what_is_left_out_between_words_leaves_no_space_of_its_own() -> None:
    """Two spans of a line have a space between them only where the source has one."""
    reading = ReadingText("war1ended2 now")
    reading.words([Span(0, 3), Span(4, 9), Span(10, 14)])
    assert reading.text == "warended now"
