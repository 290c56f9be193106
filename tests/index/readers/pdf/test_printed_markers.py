"""printed_markers.py: raised numbers and signs that have a note, and what is typed where these are missing."""

from __future__ import annotations

from dataclasses import replace

from index.notes import Marker
from index.readers.pdf.extracted_text import extract_text
from index.readers.pdf.foot_notes import PrintedNote
from index.readers.pdf.print_lines import PrintLine
from index.readers.pdf.printed_markers import doubts_about_raised, match_markers
from index.records import Span
from tests.index.readers.pdf.lines_of_print import line, raised

FIRST, SECOND = raised("The war ended.1 It", 600, 14, 15), raised("was cold.2 Nobody", 588, 9, 10)
NOTES = [PrintedNote("1", 2, (line("1 Graves.", 100),)), PrintedNote("2", 2, (line("2 Ibid.", 90),))]


def test_raised_numbers_meet_their_notes() -> None:
    """Each raised number is the marker of the note of its label on its page."""
    found = match_markers(extract_text([[FIRST, SECOND]]), [FIRST, SECOND], NOTES)
    assert found.markers == (Marker("1", Span(14, 15)), Marker("2", Span(28, 29)))
    assert (found.notes, found.doubts) == ({0: NOTES[0], 1: NOTES[1]}, ())


def test_a_power_stays_in_the_text() -> None:
    """A raised number without a note that does not fit the count is left, and reported."""
    power = raised("of 40 km3 and", 576, 8, 9)
    found = match_markers(extract_text([[FIRST, power]]), [FIRST, power], NOTES[:1])
    assert found.markers == (Marker("1", Span(14, 15)),)
    assert found.doubts == ("3 stands raised on page 1 of the file, but has no note, and was left in the text",)


def test_numbers_that_begin_again_meet_the_note_of_their_page() -> None:
    """With notes numbered anew on each page, each marker has the note of its own page."""
    other = raised("It snowed.1 Then", 600, 10, 11, page=1)
    note = PrintedNote("1", 2, (line("1 Hara.", 100, page=1),))
    found = match_markers(extract_text([[FIRST], [other]]), [FIRST, other], [NOTES[0], note])
    assert found.notes == {0: NOTES[0], 1: note}


def test_a_number_on_the_line_stands_for_a_missing_raised_one() -> None:
    """Where a note has no raised marker, the likeliest number between those beside it is its marker."""
    plain = line("was cold.2 Nobody", 588)
    third = raised("had come.3 So", 576, 9, 10)
    notes = [*NOTES, PrintedNote("3", 2, (line("3 Hara.", 80),))]
    text = extract_text([[FIRST, plain, third]])
    assert [marker.span.of(text.text) for marker in match_markers(text, [FIRST, plain, third], notes).markers] == ["1", "2", "3"]


def test_misread_markers_are_taken_by_the_count_and_told() -> None:
    """On a recognised page, a sign or a wrong number between two markers is that of the note between them, with a doubt."""
    third = raised("had come.3 So", 576, 9, 10)
    notes = [NOTES[0], replace(NOTES[1], lines=(sure(NOTES[1].lines[0]),)), PrintedNote("3", 2, (line("3 Hara.", 80),))]
    told = "as recognised on page 1 of the file, is taken for the marker of note 2, which lacks one"
    for text, second in (("°", line("was cold.° Nobody", 588)), ("123", raised("was cold.123 Nobody", 588, 9, 12))):
        body = [FIRST, sure(second), third]
        found = match_markers(extract_text([body]), body, notes)
        assert [marker.label for marker in found.markers] == ["1", "2", "3"]
        assert found.doubts == (f"“{text}”, {told}",)
        unread = [FIRST, second, third]
        printed = match_markers(extract_text([unread]), unread, [NOTES[0], NOTES[1], notes[2]])
        assert [marker.label for marker in printed.markers] == ["1", "3"]


def sure(printed: PrintLine) -> PrintLine:
    """A line that was recognised."""
    return replace(printed, sure=((Span(0, len(printed.text)), 90),))


def test_a_note_without_a_marker_is_reported() -> None:
    """A note whose marker is nowhere is reported with its page."""
    found = match_markers(extract_text([[FIRST]]), [FIRST], NOTES)
    assert found.doubts == ("note 2 stands among the notes of page 1 of the file, but has no marker in the text",)


def test_a_note_that_the_count_leaves_out_is_reported() -> None:
    """Where neither a note nor its marker was found, the numbers of those beside it tell; a count that begins again tells not."""
    fourth = raised("had come.4 So", 576, 9, 10)
    notes = [NOTES[0], PrintedNote("4", 2, (line("4 Hara.", 80),))]
    found = match_markers(extract_text([[FIRST, fourth]]), [FIRST, fourth], notes)
    assert found.doubts == ("notes 2 to 3 were not found, between note 1 on page 1 and note 4 on page 1 of the file",)
    again = [PrintedNote("4", 2, (line("4 Hara.", 90),)), replace(NOTES[0], lines=(line("1 Graves.", 80),))]
    assert match_markers(extract_text([[fourth, FIRST]]), [fourth, FIRST], again).doubts == ()


def test_no_markers_are_looked_for_where_there_are_none() -> None:
    """With the form "none", notes stay without markers."""
    found = match_markers(extract_text([[FIRST]]), [FIRST], NOTES[:1], "none")
    assert (found.markers, found.notes) == ((), {})


def test_what_may_be_a_power_is_a_marker_only_where_no_other_is() -> None:
    """Of two raised numbers with a note's label, the one behind a unit or a figure is left; alone, it is the marker."""
    for text in ("of 10 m2 and", "of 102 and so"):
        at = text.index("2")
        power = raised(text, 594, at, at + 1)
        told = "2 stands raised on page 1 of the file, but has no note, and was left in the text"
        for body in ([FIRST, power, SECOND], [FIRST, SECOND, replace(power, y=580)]):
            found = match_markers(extract_text([body]), body, NOTES)
            assert found.markers[1].span == extract_text([body]).within(SECOND, Span(9, 10))
            assert found.doubts == (told,)
        assert len(match_markers(extract_text([[FIRST, power]]), [FIRST, power], NOTES).markers) == 2


def test_a_number_behind_a_year_is_no_power() -> None:
    """A marker that stands right behind a year, and has no note, counts as one next to one that has."""
    year = raised("in the year 19192 and", 588, 16, 17)
    found = match_markers(extract_text([[FIRST, year]]), [FIRST, year], NOTES[:1])
    assert [marker.label for marker in found.markers] == ["1", "2"]


def test_raised_numbers_of_a_text_without_notes_are_told() -> None:
    """What stands raised and is none of the markers that were placed is reported."""
    power = raised("of 40 km3 and", 576, 8, 9)
    text = extract_text([[FIRST, power]])
    assert list(doubts_about_raised(text, [FIRST, power], [text.within(FIRST, Span(14, 15))], [4])) == [
        "3 stands raised on page 5 of the file, but has no note, and was left in the text"
    ]
