"""The notes' own words, where a file carries them: a list at its end, or the feet of its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.lines import Line

# The beginning of a note: its number, with or without brackets or a stop, and its first word.
ENTRY = re.compile(r"^[\[(]?(?P<label>\d{1,4})(?P<stop>[\]).:]{0,2})\s+(?P<words>\S.*)$")
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


def split_notes(lines: Sequence[Line]) -> tuple[list[Line], list[NoteText]]:
    """Split off the list of notes at the end of a file, under its heading or under none; without one, all is text."""
    start = _list_start(lines)
    if start is None:
        return list(lines), []
    end = start - 1 if start and LIST_HEADING.match(lines[start - 1].text) else start
    return list(lines[:end]), _entries(lines[start:])


def _list_start(lines: Sequence[Line]) -> int | None:
    """Return where the list's first note begins, None where there is no list."""
    for at in range(len(lines) - 1, 0, -1):
        if LIST_HEADING.match(lines[at - 1].text) and _label(lines[at]) == 1:
            return at
    return _bare_list_start(lines)


def _bare_list_start(lines: Sequence[Line]) -> int | None:
    """Find a list without a heading: the last 1 from which labels count upwards to the end, set off by a blank line."""
    for at in range(len(lines) - 1, 0, -1):
        if _label(lines[at]) == 1 and lines[at].blank_before:
            entries = _entries(lines[at:])
            longest = max((len(entry.lines) for entry in entries), default=0)
            return at if len(entries) >= FEWEST_ENTRIES and longest * len(entries) <= 4 * len(lines[at:]) + 8 else None
    return None


def _entries(lines: Sequence[Line]) -> list[NoteText]:
    """Cut a list at each line that begins with the next label."""
    entries: list[NoteText] = []
    expected = 1
    for line in lines:
        label = _label(line)
        if label is not None and expected <= label < expected + LARGEST_STEP:
            entries.append(NoteText(str(label), (line,)))
            expected = label + 1
        elif entries:
            entries[-1] = NoteText(entries[-1].label, (*entries[-1].lines, line))
    return entries


def _label(line: Line) -> int | None:
    match = ENTRY.match(line.text)
    return int(match["label"]) if match else None
