"""foot_notes.py: the notes' own texts at the feet of pages and in lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.pdfium import Rule
from index.readers.pdf.foot_notes import NoteLabel, PrintedNote, doubts_about_crossing, label_of, raised_marks, split_notes
from index.readers.pdf.print_lines import PrintLine
from index.records import Span
from tests.index.readers.pdf.lines_of_print import line, raised

BODY = [
    line("The army was withdrawn in the winter of that year", 600),
    raised("and nobody had been told.1 It snowed", 588, 25, 26),
]


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        (raised("12 Graves, p. 4.", 90, 0, 2), NoteLabel("12", 3, raised=True)),
        (line("3. Graves, p. 4.", 90), NoteLabel("3", 3, raised=False)),
        (line("[4] Graves, p. 4.", 90), NoteLabel("4", 4, raised=False)),
        (line("5 ibid., p. 4.", 90), NoteLabel("5", 2, raised=False)),
        (line("* The author thanks.", 90), NoteLabel("*", 2, raised=False)),
        (line("1918 was a cold year", 90), None),
        (line("No label at all.", 90), None),
    ],
)
def test_labels(printed: PrintLine, label: NoteLabel | None) -> None:
    """A label is a raised number or sign, or a typed one before words that can begin a note."""
    assert label_of(printed) == label


def test_misread_labels_are_figures_where_text_was_recognised() -> None:
    """A comma for the stop and letters for figures are read where recognition may have misread them, and nowhere else."""
    for text, label in (("4, Graves", "4"), ("l0. Graves", "10"), ("1° Graves", None), ("No label", None)):
        assert label_of(line(text, 90)) is None
        read = label_of(replace(line(text, 90), sure=((Span(0, 2), 70),)))
        assert (read.text if read else None) == label


def test_a_number_that_closes_a_bracket_of_the_line_above_is_no_label() -> None:
    """The next note's number before a closing bracket belongs to the bracket that the line above opened."""
    feet = [line("1) It is told elsewhere (see pp. 1 to", 90, size=8), line("2) by a stranger.", 80, size=8)]
    (note,) = split_notes([[*BODY, *feet]], [[]], 10).notes
    assert [printed.text for printed in note.lines] == [printed.text for printed in feet]


def test_raised_marks_share_what_stands_between_them() -> None:
    """Several marks behind one word are several labels; what is raised and no number is none."""
    printed = line("war1, 2 and 4th", 600, raised=(Span(3, 7), Span(13, 15)))
    assert list(raised_marks(printed)) == [("1", Span(3, 4)), ("2", Span(4, 7))]


def test_small_type_with_a_label_at_the_foot_is_a_note() -> None:
    """A note begins at its label in small type and goes on until the page's end."""
    foot = [raised("1 Graves, America's Siberian", 100, 0, 1, size=8.0), line("Adventure, p. 4.", 90, size=8.0)]
    split = split_notes([[*BODY, *foot]], [[]], 10.0)
    assert split.body == tuple(BODY)
    assert [(note.label, note.start, note.lines, note.page) for note in split.notes] == [("1", 2, tuple(foot), 0)]


def test_small_type_without_a_label_is_text() -> None:
    """A quotation in small type that no label begins is text."""
    quotation = [line("Nobody had told us anything", 300, size=8.0)]
    split = split_notes([[*BODY, *quotation]], [[]], 10.0)
    assert (split.body, split.notes) == ((*BODY, *quotation), ())


def test_a_rule_sets_off_notes_in_the_size_of_the_text() -> None:
    """Below a rule, what begins with the next label is a note though it is as large as the text."""
    foot = [line("1. Graves, p. 4.", 100)]
    assert split_notes([[*BODY, *foot]], [[Rule(50.0, 120.0, 112.0)]], 10.0).notes[0].lines == tuple(foot)
    assert split_notes([[*BODY, *foot]], [[]], 10.0).notes == ()


def test_a_note_goes_on_on_the_next_page() -> None:
    """Small type above the first label of the next page belongs to the note that was not finished."""
    first = [raised("1 Graves, America's", 100, 0, 1, size=8.0)]
    text = [raised("It was cold.2 The railway was guarded by nobody", 600, 12, 13, page=1), line("and it froze.", 588, page=1)]
    second = [line("Siberian Adventure, p. 4.", 100, page=1, size=8.0), raised("2 Ibid.", 90, 0, 1, page=1, size=8.0)]
    split = split_notes([[*BODY, *first], [*text, *second]], [[], []], 10.0)
    assert [[one.text for one in note.lines] for note in split.notes] == [
        ["1 Graves, America's", "Siberian Adventure, p. 4."],
        ["2 Ibid."],
    ]
    assert split.body == (*BODY, *text)


def test_a_list_under_its_heading_is_notes() -> None:
    """A list under "Notes" that begins with 1 is notes, in whatever size, and its heading is no text."""
    notes = [line("Notes", 400, bold=True), line("1. Graves, p. 4.", 388), line("2. Ibid.", 376)]
    split = split_notes([[*BODY, *notes]], [[]], 10.0)
    assert [(note.label, note.lines[0].text) for note in split.notes] == [("1", "1. Graves, p. 4."), ("2", "2. Ibid.")]
    assert split.body == tuple(BODY)


def test_a_note_that_goes_on_in_another_column_behind_a_sentences_end_is_doubted() -> None:
    """What follows in the next column may be the neighbour's; a sentence that goes on there is the note's own."""
    ended, beside = line("1 Graves, p. 4.", 90), line("Hara says so too.", 90, column=1)
    assert list(doubts_about_crossing(PrintedNote("1", 2, (ended, beside)))) == [
        (
            "note 1 goes on in the next column behind the end of a sentence, with “Hara says so too.…”, "
            "and may have taken in what is not its own"
        )
    ]
    assert list(doubts_about_crossing(PrintedNote("1", 2, (line("1 Graves and", 90), beside)))) == []
    assert list(doubts_about_crossing(PrintedNote("1", 2, (ended, line("He says so.", 80))))) == []
