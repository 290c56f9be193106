"""notes: where an author's notes stand in a text, what they say, and which of them repeats another.

In: reading text in which markers still stand, and lines. Out: markers with their places and doubts, notes' own texts, chains of
“Ibid.”.
May import: `index.languages`, `index.records`, `index.settings`, `index.text`.
"""

from index.notes.marker_candidates import (
    WEAK,
    Candidate,
    bracketed_numbers,
    may_hold_marker,
    plain_numbers,
    superscripts,
    symbols,
)
from index.notes.markers import Marker, Markers, find_markers
from index.notes.note_texts import (
    BEHIND_LIST,
    CITING,
    FINISHED,
    LIST_HEADING,
    RULE,
    NoteText,
    NoteTexts,
    split_feet,
    split_list,
    split_signs,
)
from index.notes.repeated_notes import NoteLink, note_links

__all__ = [
    "BEHIND_LIST",
    "CITING",
    "FINISHED",
    "LIST_HEADING",
    "RULE",
    "WEAK",
    "Candidate",
    "Marker",
    "Markers",
    "NoteLink",
    "NoteText",
    "NoteTexts",
    "bracketed_numbers",
    "find_markers",
    "may_hold_marker",
    "note_links",
    "plain_numbers",
    "split_feet",
    "split_list",
    "split_signs",
    "superscripts",
    "symbols",
]
