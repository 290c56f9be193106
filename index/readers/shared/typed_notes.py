"""Notes that are typed: numbers found in running text, and the notes' own texts listed somewhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from index.notes import Marker, Markers, NoteText, NoteTexts, find_markers, may_hold_marker, split_feet, split_list, split_signs
from index.readers.shared.assembly import note_with_sentences
from index.records import Note, Source
from index.text import Hyphenation, Line, PagedLines

LONGEST_NOTE = 600  # words
NEAR = 5  # notes before and behind one without a text, in which it may stand
SHOWN = 40  # characters
GOES_ON = re.compile(r"[.!?][”’)\]]?\s+[^\W\d_]{3}")  # behind a sentence's end
NOT_A_BREAK = re.compile(r"[^\r\n\f]")


def find_notes(text: str, pages: PagedLines, form: str) -> tuple[NoteTexts, Markers]:
    """Return the notes' own texts and the markers of the text without them.

    Where no heading says what they are, they are notes only if the text has markers for half of them; else they are text.
    """
    for listed in (split_list(pages.lines), split_feet(pages.lines, may_hold_marker), split_signs(pages.lines)):
        if not listed.notes:
            continue
        markers = find_markers(_without_others(text, listed.lines), form, restart=listed.restart, noted=True)
        labels = {marker.label for marker in markers.found}
        matched = sum(note.label in labels for note in listed.notes)
        if listed.certain or matched * 2 >= len(listed.notes):
            return listed, markers
    return NoteTexts(pages.lines, (), certain=False), find_markers(_without_others(text, pages.lines), form)


def placed_notes(
    found: Markers, listed: NoteTexts, hyphenation: Hyphenation, source: Source
) -> tuple[tuple[Note, ...], tuple[str, ...]]:
    """Return the notes, anchored in the reading text to which `source` leads, and the doubts about them."""
    pairs = _matched(found.found, listed.notes)
    texts = {at: _note_text(listed.notes[text_at], hyphenation) for at, text_at in pairs.items()}
    notes = tuple(
        note_with_sentences(marker.label, source.offset_after(marker.span.start), texts.get(at))
        for at, marker in enumerate(found.found)
    )
    return notes, (*found.doubts, *_unmatched(found.found, listed.notes, pairs), *doubts_about_note_texts(notes))


def _matched(markers: Sequence[Marker], listed: Sequence[NoteText]) -> dict[int, int]:
    """Return which marker has which text, by position: both stand in the same order, though numbers may begin again."""
    labels = [marker.label for marker in markers], [note.label for note in listed]
    blocks = SequenceMatcher(None, *labels, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}


def _without_others(text: str, lines: Sequence[Line]) -> str:
    """Return `text`, as long as it is, with all but `lines` made blank: no marker stands in a running head or a note."""
    parts, at = [], 0
    for line in lines:
        parts += [NOT_A_BREAK.sub(" ", text[at : line.span.start]), text[line.span.start : line.span.end]]
        at = line.span.end
    return "".join([*parts, NOT_A_BREAK.sub(" ", text[at:])])


def _note_text(note: NoteText, hyphenation: Hyphenation) -> str:
    """Join the lines of a note's own text."""
    return hyphenation.joined([note.first_words, *(line.text for line in note.lines[1:])])


def doubts_about_note_texts(notes: Sequence[Note]) -> Iterator[str]:
    """Say which notes may have swallowed what is not their own: those that are very long, and those beside one without a text."""
    for note in notes:
        words = len((note.text or "").split())
        if words > LONGEST_NOTE:
            yield f"note {note.label} has {words:,} words of its own: what follows it in the file may have become part of it"
    if any(note.text for note in notes):
        for at, note in enumerate(notes):
            if note.text is None and note.label.isdigit():
                yield from _swallowed(notes, at)


def _swallowed(notes: Sequence[Note], at: int) -> Iterator[str]:
    """Say which note near by may hold the text of the one at `at`: where its label stands, or the one before, if that is long."""
    label = notes[at].label
    begins = re.compile(rf"(?:^|[.!?”’)\]]\s)(?P<label>[\[(]?{label})[\]).:]{{0,2}}\s+[“‘\"']?[^\W\d_]")
    near = sorted(range(max(at - NEAR, 0), min(at + NEAR + 1, len(notes))), key=lambda other: abs(other - at))
    for other in near:
        found = begins.search(notes[other].text or "")
        if found:
            words = (notes[other].text or "")[found.start("label") :][:SHOWN]
            yield f"note {notes[other].label} may have taken in the text of note {label}: “{words}…” stands in it"
            return
    before = notes[at - 1] if at else None
    if before and before.label.isdigit() and int(before.label) + 1 == int(label) and GOES_ON.search(before.text or ""):
        yield f"note {before.label} may have taken in the text of note {label}, which was not found"


def _unmatched(markers: Sequence[Marker], listed: Sequence[NoteText], pairs: dict[int, int]) -> Iterator[str]:
    """Say which markers have no text, and which texts no marker, where the file carries notes' texts."""
    if not listed:
        return
    with_marker = set(pairs.values())
    for at, marker in enumerate(markers):
        if at not in pairs:
            yield f"note {marker.label} has a marker in the text, but no text among the notes"
    for at, note in enumerate(listed):
        if at not in with_marker:
            yield f"note {note.label} stands among the notes, but has no marker in the text"
