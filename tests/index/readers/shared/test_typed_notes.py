"""typed_notes.py: numbers typed in running text, and the notes' own texts listed somewhere in it."""

from __future__ import annotations

from index.readers.shared.typed_notes import doubts_about_note_texts, find_notes, placed_notes
from index.records import Note, Run, Source
from index.settings import AUTO
from index.text import Hyphenation, paged_lines

BODY = "The army was withdrawn.1 Nobody had been told.2 It snowed.3\n"
NOTES = "\nNotes\n\n1. Graves, p. 4.\n2. Ibid.\n3. Hara.\n"


def test_a_list_under_its_heading_is_notes() -> None:
    """The list leaves the text; the markers are looked for in what is left."""
    listed, markers = find_notes(BODY + NOTES, paged_lines(BODY + NOTES), AUTO)
    assert [line.text for line in listed.lines] == [BODY.strip()]
    assert [(note.label, note.first_words) for note in listed.notes] == [("1", "Graves, p. 4."), ("2", "Ibid."), ("3", "Hara.")]
    assert [marker.label for marker in markers.found] == ["1", "2", "3"]


def test_a_list_that_no_marker_refers_to_is_text() -> None:
    """Without a heading, a numbered list is notes only where the text has markers for half of them."""
    text = "There are three ways to leave.\n\n1. By sea.\n2. By rail.\n3. On foot.\n"
    listed, markers = find_notes(text, paged_lines(text), AUTO)
    assert (listed.notes, markers.found) == ((), ())


def test_notes_are_anchored_where_their_markers_stood() -> None:
    """A note has the place behind the character that its marker followed, and its text; what is missing is reported."""
    text = BODY + NOTES.replace("2. Ibid.\n", "")
    listed, markers = find_notes(text, paged_lines(text), AUTO)
    source = Source("a.txt", "", len(text), (Run(0, 0, 23), Run(23, 24, 22), Run(45, 47, 11)))
    notes, doubts = placed_notes(markers, listed, Hyphenation(text), source)
    assert [(note.label, note.anchor, note.text) for note in notes] == [
        ("1", 23, "Graves, p. 4."),
        ("2", 45, None),
        ("3", 56, "Hara."),
    ]
    assert doubts == ("note 2 has a marker in the text, but no text among the notes",)


def test_a_very_long_note_is_doubted() -> None:
    """A note of over 600 words may have swallowed what follows it."""
    assert list(doubts_about_note_texts([Note("1", 5, "word " * 600), Note("2", 9, "word " * 601), Note("3", 9)])) == [
        "note 2 has 601 words of its own: what follows it in the file may have become part of it"
    ]


def test_a_note_that_holds_its_neighbours_text_is_named() -> None:
    """Where a note has no text and its label begins a sentence in one near by, as across columns, that one is doubted."""
    notes = [Note("4", 5, "Graves, p. 4. 6 Hara, p. 5. So it is."), Note("5", 9, "Ibid."), Note("6", 12), Note("7", 14, "Hara.")]
    assert list(doubts_about_note_texts(notes)) == [
        "note 4 may have taken in the text of note 6: “6 Hara, p. 5. So it is.…” stands in it"
    ]
    assert list(doubts_about_note_texts([Note("1", 5, "Graves says so. Hara does not."), Note("2", 9), Note("4", 12)])) == [
        "note 1 may have taken in the text of note 2, which was not found"
    ]
    assert list(doubts_about_note_texts([Note("1", 5), Note("2", 9)])) == []
