"""marker_candidates.py: which numbers and signs could be note markers, and what speaks for each."""

from __future__ import annotations

import pytest

from index.notes.marker_candidates import (
    DOUBTFUL,
    FAIR,
    LIKELY,
    POOR,
    STRONG,
    Candidate,
    bracketed_numbers,
    may_hold_marker,
    plain_numbers,
    superscripts,
    symbols,
)
from index.records import Span
from index.text import paged_lines


def test_plain_numbers_are_weighed_by_what_stands_around_them() -> None:
    """Behind a full stop much speaks for a marker, behind a word less, behind a space less again; the space is part of it."""
    assert list(plain_numbers("It froze.1 They waited.")) == [Candidate(1, "1", Span(9, 10), STRONG)]
    assert list(plain_numbers("The harbour2 froze.")) == [Candidate(2, "2", Span(11, 12), FAIR)]
    assert list(plain_numbers("It froze. 3 They waited.")) == [Candidate(3, "3", Span(9, 11), LIKELY, spaced=True)]


@pytest.mark.parametrize("text", ["It froze in 1918 again.", "About 72,400 ships.", "In ’14 it froze.", "Akt1 binds; Akt1 ends."])
def test_years_amounts_and_names_are_no_candidates(text: str) -> None:
    """A year, a large number, a number behind an opening apostrophe, and a name that comes again are not even weighed."""
    assert list(plain_numbers(text)) == []


def test_a_number_behind_a_word_and_a_space_is_taken_only_where_such_are_known() -> None:
    """The 3 of "the harbour 3 froze" is a candidate only if it is asked for loosely, and then a doubtful one."""
    assert list(plain_numbers("The harbour 3 froze.")) == []
    assert list(plain_numbers("The harbour 3 froze.", loose=True)) == [Candidate(3, "3", Span(11, 13), DOUBTFUL, spaced=True)]


def test_bracketed_ranges_imply_the_numbers_between() -> None:
    """Each number in brackets is a candidate, and so are those that a range passes over; together they take all the brackets."""
    brackets = Span(3, 12)
    assert list(bracketed_numbers("War [4, 7–9].")) == [
        Candidate(4, "4", Span(3, 6), STRONG, within=brackets),
        Candidate(7, "7", Span(6, 9), STRONG, within=brackets),
        Candidate(8, "8", Span(9, 9), STRONG, within=brackets),
        Candidate(9, "9", Span(9, 12), STRONG, within=brackets),
    ]


def test_superscripts_and_symbols_are_told_from_powers_and_emphasis() -> None:
    """Raised digits are a number, poor behind a unit; symbols have their traditional order, asterisks of emphasis none."""
    assert list(superscripts("War.¹³ He had 5 m² left.")) == [
        Candidate(13, "13", Span(4, 6), STRONG),
        Candidate(2, "2", Span(17, 18), POOR),
    ]
    assert list(symbols("War* and peace†† ended a *grand* age.")) == [
        Candidate(1, "*", Span(3, 4), FAIR),
        Candidate(8, "††", Span(14, 16), FAIR),
    ]


def test_digits_may_be_several_numbers() -> None:
    """A number that reads as two or three that follow one another is a candidate for these too; its parts share its place."""
    one, pair = plain_numbers("It froze. 1112 They waited.")
    assert (one.number, one.glued, pair.number, pair.last, pair.spaced) == (1112, 0, 11, 12, True)
    assert [(part.label, part.span) for part in pair.parts] == [("11", Span(9, 12)), ("12", Span(12, 14))]
    (triple,) = plain_numbers("It froze.99100101 They waited.")
    assert [part.label for part in triple.parts] == ["99", "100", "101"]


def test_a_line_may_hold_a_marker_in_any_form() -> None:
    """A line is asked for a number, whichever of the forms it has there."""
    (line,) = paged_lines("The harbour.1 The ships [2] and the thaw³ of 1918").lines
    assert [number for number in (1, 2, 3, 4, 1918) if may_hold_marker(line, number)] == [1, 2, 3]
