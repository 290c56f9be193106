"""foot_notes.py: the notes' own texts at the feet of pages and in lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.pdfium import Rule
from index.readers.pdf.foot_notes import (
    NoteLabel,
    PrintedNote,
    doubts_about_crossing,
    doubts_about_own_number,
    label_of,
    raised_marks,
    split_notes,
)
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


def test_a_number_amid_a_sentence_begins_no_note() -> None:
    """Where a line goes on with “2. edition”, and the next note stands below or is marked nowhere, the words stay together."""
    first = [line("1. See the handbook in its", 90, size=8), line("2. edition, and the letters.", 80, size=8)]
    second = line("2. Insurance records.", 70, size=8)
    both = [*BODY, raised("So they said.2 It", 576, 13, 14)]
    one, other = split_notes([[*both, *first, second]], [[]], 10).notes
    assert ([*one.lines], [*other.lines]) == (first, [second])
    (alone,) = split_notes([[*BODY, *first]], [[]], 10).notes
    assert [*alone.lines] == first
    unfinished = [line("1. See the handbook, p. 4", 90, size=8), line("2. Insurance records", 80, size=8)]
    assert [note.label for note in split_notes([[*both, *unfinished]], [[]], 10).notes] == ["1", "2"]


def test_a_line_with_the_number_of_its_own_note_is_doubted() -> None:
    """Behind the end of a sentence it may be where the note begins."""
    lines = (line("2. edition, and the letters.", 80), line("2. Insurance records for the year.", 70))
    (doubt,) = doubts_about_own_number(PrintedNote("2", 3, lines))
    assert doubt.startswith("note 2 has a line that begins with its own number, “2. Insurance records for the year.…”, and may")
    assert list(doubts_about_own_number(PrintedNote("2", 3, (lines[0], line("1912. No more.", 70))))) == []


def test_headings_within_a_list_are_no_notes() -> None:
    """A chapter's heading amid the notes at the end, in bold, neither is a note nor belongs to one."""
    chapters = [line("1. The Sand", 700, bold=True), line("2. The Fleet", 600, bold=True)]
    listed = [
        line("Notes", 500, size=12.0, bold=True),
        line("1. The Sand", 480, bold=True),
        line("1. Graves, p. 4.", 470),
        line("2. Ibid.", 460),
        line("2. The Fleet", 440, bold=True),
        line("1. Hara, p. 5.", 430),
    ]
    found = split_notes([[*chapters, *listed]], [[]], 10)
    assert [(note.label, [one.text for one in note.lines]) for note in found.notes] == [
        ("1", ["1. Graves, p. 4."]),
        ("2", ["2. Ibid."]),
        ("1", ["1. Hara, p. 5."]),
    ]
    assert [one.text for one in found.body] == ["1. The Sand", "2. The Fleet"]


def test_numbers_that_begin_again_in_a_list_are_notes() -> None:
    """Without a heading, 1 before 2 begins anew behind the end of a note; a number amid a note does not."""
    texts = ["Notes", "1. Graves, p. 4.", "2. Ibid.", "1. Hara, p. 5.", "2. It gives three reasons, of which", "1. is the best."]
    listed = [line(text, 500 - 12.0 * at, size=12.0 if text == "Notes" else 10.0, page=3) for at, text in enumerate(texts)]
    found = split_notes([BODY, [], [], listed], [[]] * 4, 10)
    assert [(note.label, len(note.lines)) for note in found.notes] == [("1", 1), ("2", 1), ("1", 1), ("2", 2)]
