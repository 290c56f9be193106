"""The notes' own words, where a file carries them: a list at its end, or the feet of its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.lines import Line

# The beginning of a note: its number, with or without brackets or a stop, and its first word.
ENTRY = re.compile(r"^[\[(]?(?P<label>\d{1,4})(?P<stop>[\]).:]{0,2})\s+(?P<words>\S.*)$")
# Words in lower case with which a note may begin.
CITING = re.compile(r"^(?:ibid|id|cf|see|loc|op|supra|infra|e\.g|i\.e|quoted|cited)\b")
LIST_HEADING = re.compile(
    r"^(?:\d+\.?\s+|[IVXLC]+\.\s+)?(?:notes?|endnotes?|footnotes?|references\s+and\s+notes|notes\s+and\s+references):?$",
    re.IGNORECASE,
)
FEWEST_ENTRIES = 3  # that a list without a heading has
LARGEST_STEP = 3  # from one label of a list to the next, where some cannot be read


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note's label and the lines that it fills, the first of them with the label still before it."""

    label: str
    lines: tuple[Line, ...]

    @property
    def first_words(self) -> str:
        """The words of the first line, without the label."""
        match = ENTRY.match(self.lines[0].text)
        return match["words"] if match else self.lines[0].text


@dataclass(frozen=True, slots=True)
class NoteList:
    """A file's lines without the list of notes at its end, and the list; `headed` where a heading stands above it."""

    lines: tuple[Line, ...]
    notes: tuple[NoteText, ...]
    headed: bool


def split_notes(lines: Sequence[Line]) -> NoteList:
    """Split off the list of notes at the end of a file, under its heading or under none; without one, all is text."""
    for at in range(len(lines) - 1, 0, -1):
        headed = LIST_HEADING.match(lines[at - 1].text) is not None
        if not (headed or lines[at].blank_before) or _label(lines[at]) != 1:
            continue
        entries = _entries(lines[at:])
        if headed or (len(entries) >= FEWEST_ENTRIES and not _has_paragraphs(lines[at:], entries)):
            return NoteList(tuple(lines[: at - 1 if headed else at]), tuple(entries), headed)
    return NoteList(tuple(lines), (), headed=False)


def _has_paragraphs(lines: Sequence[Line], entries: Sequence[NoteText]) -> bool:
    """Whether a blank line is followed by anything but the next entry: then it was a list in the text."""
    first = {entry.lines[0] for entry in entries}
    return any(line.blank_before and line not in first for line in lines)


def _entries(lines: Sequence[Line]) -> list[NoteText]:
    """Cut a list at each line that begins with the next label, dressed as the first one is."""
    entries: list[NoteText] = []
    expected, dress = 1, _dress(lines[0])
    for line in lines:
        label = _label(line)
        if label is not None and expected <= label < expected + LARGEST_STEP and _dress(line) == dress:
            entries.append(NoteText(str(label), (line,)))
            expected = label + 1
        else:
            entries[-1] = NoteText(entries[-1].label, (*entries[-1].lines, line))
    return entries


def _label(line: Line) -> int | None:
    """Return the number with which a line begins; where nothing but space follows it, a sentence must."""
    match = ENTRY.match(line.text)
    if match is None or (not match["stop"] and match["words"][0].islower() and not CITING.match(match["words"])):
        return None
    return int(match["label"])


def _dress(line: Line) -> tuple[bool, str]:
    match = ENTRY.match(line.text)
    return (line.text[0] in "[(", match["stop"] if match else "")
