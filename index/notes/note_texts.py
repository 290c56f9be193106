"""The notes' own words, where a file carries them: in a list at its end, or at the feet of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from index.notes.marker_candidates import SUPERSCRIPT_DIGITS
from index.text import Line, closes_bracket, is_capitalised

# The beginning of a note: its number, with or without brackets or a stop, and its first word.
ENTRY = re.compile(r"^[\[(]?(?P<label>\d{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})(?P<stop>[\]).:]{0,2})\s+(?P<words>\S.*)$")
# The beginning of a note that a sign stands before.
SIGN_ENTRY = re.compile(r"^(?P<label>([*†‡§‖¶])\2?)\s*(?P<words>[^\s*†‡§‖¶].*)$")
# Words in lower case, or an address, with which a note may begin.
CITING = re.compile(
    r"^(?:https?://|www\.|doi:|(?:ibid|ibidem|idem|id|cf|see|loc|op|supra|infra|e\.g|i\.e|quoted|cited|ebd|ebenda|vgl|siehe|dazu|ders|dies|zit|a\.\s?a|"
    r"cfr|ivi|vd|voir|véase|vid|zie|vgl|aldaar|там|см|ср)\b)"
)
LIST_HEADING = re.compile(
    r"^(?:\d+\.?\s+|[IVXLC]+\.\s+)?(?:notes?|endnotes?|footnotes?|references\s+and\s+notes|notes\s+and\s+references|"
    r"anmerkungen|fu(?:ß|ss)noten|endnoten|(?:anmerkungen|noten)\s+(?:und|en)\s+\w+|notes\s+(?:et|de)\s+\w+|notas|notas\s+\w+(?:\s+\w+)?|"
    r"(?:voet|eind)?noten|note\s+(?:e|al|a)\s+\w+|notae|adnotationes|примечания|сноски):?$",
    re.IGNORECASE,
)
REFERENCES = re.compile(
    r"^(?:\d+\.?\s+|[IVXLC]+\.\s+)?(?:references|works\s+cited|literature(?:\s+cited)?|literatur(?:verzeichnis)?|bibliographie|"
    r"références|bibliografia|bibliografía|riferimenti|referencias|referências|literatuur|литература):?$",
    re.IGNORECASE,
)
BEHIND_LIST = re.compile(
    r"^(?:references|(?:select(?:ed)?\s+)?bibliography|works\s+cited|literature(?:\s+cited)?|acknowledge?ments?|appendix|"
    r"about\s+the\s+authors?|index|(?:quellen-?\s?(?:und\s+)?)?literatur(?:verzeichnis)?|(?:quellen|abbildungs|abkürzungs)verzeichnis|"
    r"anhang|register|danksagung|bibliographie|sources(?:\s+et\s+bibliographie)?|annexes?|remerciements|bibliografia|bibliografía|appendice|"
    r"ringraziamenti|apéndice|agradecimientos|apêndice|agradecimentos|literatuur|bijlagen?|литература|приложение):?$",
    re.IGNORECASE,
)
RULE = re.compile(r"^[_\-–—=*\s]{3,}$")
FINISHED = re.compile(r"[.!?…][\"'”’“»«›‹)\]]*$")
FEWEST_ENTRIES = 3  # that a list without a heading has, or the feet of all pages together
LARGEST_STEP = 3  # from one label of a list to the next, where some cannot be read
MOST_CONTINUED = 12  # lines of a note that runs on at the foot of the next page


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note's label and the lines that it fills, the first of them with the label still before it."""

    label: str
    lines: tuple[Line, ...]

    @property
    def first_words(self) -> str:
        """The words of the first line, without the label."""
        match = ENTRY.match(self.lines[0].text) or SIGN_ENTRY.match(self.lines[0].text)
        return match["words"] if match else self.lines[0].text

    def followed_by(self, lines: Sequence[Line]) -> NoteText:
        """Return the note with more lines."""
        return replace(self, lines=(*self.lines, *lines))


@dataclass(frozen=True, slots=True)
class NoteTexts:
    """A file's lines without the notes' own texts, and these; `certain` where a heading says what they are.

    `heading` is the line above a list of notes, which is not among `lines`.
    """

    lines: tuple[Line, ...]
    notes: tuple[NoteText, ...]
    certain: bool
    heading: Line | None = None

    @property
    def with_heading(self) -> tuple[Line, ...]:
        """The lines, with the heading of the list in its place."""
        above = [] if self.heading is None else [self.heading]
        return tuple(sorted((*self.lines, *above), key=lambda line: line.span))

    @property
    def restart(self) -> bool:
        """Whether the notes' numbers begin again somewhere, as with each page or chapter."""
        numbers = [int(note.label) for note in self.notes if note.label.isdigit()]
        return any(after <= before for before, after in pairwise(numbers))


def split_list(lines: Sequence[Line]) -> NoteTexts:
    """Split off the list of notes at the end of a file; without one, all is text.

    A list under "Notes" is looked for first, then one under "References", which are notes where the text cites them by
    number, then one under no heading at all.
    """
    for heading in (LIST_HEADING, REFERENCES):
        for at in range(len(lines) - 1, 0, -1):
            start = _list_heading(lines, at, heading)
            if start is not None and _label(lines[at]) == 1:
                end = _list_end(lines, at)
                rest = (*lines[:start], *lines[end:])
                listed = tuple(_entries(lines[at:end], 1))
                return NoteTexts(rest, listed, certain=heading is LIST_HEADING, heading=lines[start])
    for at in range(len(lines) - 1, 0, -1):
        if lines[at].blank_before and _label(lines[at]) == 1:
            entries = _entries(lines[at:], 1)
            if len(entries) >= FEWEST_ENTRIES and not _has_paragraphs(lines[at:], entries):
                return NoteTexts(tuple(lines[:at]), tuple(entries), certain=False)
    return NoteTexts(tuple(lines), (), certain=False)


def _list_heading(lines: Sequence[Line], at: int, heading: re.Pattern[str]) -> int | None:
    """Return where the heading of a list that begins at `at` stands: just above, or above its first chapter's heading."""
    if heading.match(lines[at - 1].text):
        return at - 1
    if at > 1 and is_capitalised(lines[at - 1].text) and heading.match(lines[at - 2].text):
        return at - 2
    return None


def _list_end(lines: Sequence[Line], at: int) -> int:
    """Return where what follows the list begins, such as a bibliography."""
    return next((end for end in range(at + 1, len(lines)) if BEHIND_LIST.match(lines[end].text)), len(lines))


def split_feet(lines: Sequence[Line], may_hold_marker: Callable[[Line, int], bool]) -> NoteTexts:
    """Split off the notes at the feet of pages; without any, all is text.

    `may_hold_marker` says whether a line could hold the marker of a number: a note stands at the foot of the page on which its
    marker is.
    """
    body: list[Line] = []
    notes: list[NoteText] = []
    before: list[Line] = []
    expected = 1
    for _, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        start = _foot_start(on_page, before, expected, may_hold_marker)
        continued = _continuation_start(on_page, start, notes)
        before = on_page[:continued]
        body += before
        if continued < start:
            notes[-1] = notes[-1].followed_by(on_page[continued:start])
        if start < len(on_page):
            notes += _entries(on_page[start:], _label(on_page[start]) or 1)
            expected = int(notes[-1].label) + 1
    found = tuple(note for note in notes if note.lines)
    if len(found) < FEWEST_ENTRIES or not lines[0].page < lines[-1].page:
        return NoteTexts(tuple(lines), (), certain=False)
    return NoteTexts(tuple(line for line in body if not RULE.match(line.text)), found, certain=False)


def split_signs(lines: Sequence[Line]) -> NoteTexts:
    """Split off the notes at the ends of pages, or of the text, that asterisks, daggers and the like stand before.

    Each stands below words on its page that the same sign stands behind.
    """
    body: list[Line] = []
    notes: list[NoteText] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        starts = (at for at in range(1, len(on_page)) if _sign(on_page, at))
        at = next((at for at in starts if not _has_paragraphs(on_page[at:], _signed(on_page, at))), len(on_page))
        body += on_page[:at]
        notes += _signed(on_page, at)
    return NoteTexts(tuple(line for line in body if not notes or not RULE.match(line.text)), tuple(notes), certain=False)


def _sign(page: Sequence[Line], at: int) -> str:
    """Return the sign of the note that begins with a line; empty where none does."""
    match = SIGN_ENTRY.match(page[at].text)
    if match is None:
        return ""
    behind = re.compile(rf"(?<=[^\s*†‡§‖¶]){re.escape(match['label'])}(?![*†‡§‖¶\w])")
    return match["label"] if any(behind.search(line.text) for line in page[:at]) else ""


def _signed(page: Sequence[Line], at: int) -> list[NoteText]:
    """Return the notes from the line `at` of a page to its end."""
    notes: list[NoteText] = []
    for line in range(at, len(page)):
        sign = _sign(page, line)
        if sign:
            notes.append(NoteText(sign, (page[line],)))
        else:
            notes[-1] = notes[-1].followed_by([page[line]])
    return notes


def _foot_start(page: Sequence[Line], before: Sequence[Line], expected: int, may_hold_marker: Callable[[Line, int], bool]) -> int:
    """Return where the notes at a page's foot begin: the first line from which most notes' markers stand above.

    A long note pushes those behind it to the next page, so that their markers may be in the text of the page `before`.
    """
    for at in range(1, len(page)):
        label = _label_below(page, at)
        if label not in {expected, 1}:
            continue
        entries = _entries(page[at:], label)
        if _has_paragraphs(page[at:], entries):
            continue
        above = (*page[:at], *before)
        marked = sum(any(may_hold_marker(line, int(entry.label)) for line in above) for entry in entries)
        if marked and marked * 2 >= len(entries):
            return at
    return len(page)


def _continuation_start(page: Sequence[Line], start: int, notes: Sequence[NoteText]) -> int:
    """Return where, above the notes of a page, the rest of the note begins that the page before left unfinished."""
    if not notes or FINISHED.search(notes[-1].lines[-1].text) or notes[-1].lines[-1].page != page[0].page - 1:
        return start
    for at in range(start - 1, max(start - MOST_CONTINUED, 0), -1):
        if page[at].blank_before or RULE.match(page[at - 1].text):
            return at
    return start


def _has_paragraphs(lines: Sequence[Line], entries: Sequence[NoteText]) -> bool:
    """Whether a blank line is followed by anything but the next entry: then it was a list in the text."""
    first = {entry.lines[0] for entry in entries}
    return any(line.blank_before and line not in first for line in lines)


def _entries(lines: Sequence[Line], expected: int) -> list[NoteText]:
    """Cut a list at each line that begins with the next label, chain_of_form as the first one is."""
    entries: list[NoteText] = []
    form = _form(lines[0])
    for at, line in enumerate(lines):
        label = _label_below(lines, at)
        begins = label is not None and _form(line) == form
        if label is not None and begins and (expected <= label < expected + LARGEST_STEP or _restarts(lines, at, form)):
            entries.append(NoteText(str(label), (line,)))
            expected = label + 1
        elif not _is_heading_of_list(lines, at):
            entries[-1] = entries[-1].followed_by([line])
    return entries


def _restarts(lines: Sequence[Line], at: int, form: tuple[bool, str]) -> bool:
    """Whether the list begins again at 1, with the next chapter: a 2 must follow."""
    if _label(lines[at]) != 1 or not (lines[at].blank_before or _is_heading_of_list(lines, at - 1)):
        return False
    following = next((line for line in lines[at + 1 :] if _label(line) is not None and _form(line) == form), None)
    return following is None or _label(following) in {1, 2}


def _is_heading_of_list(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a chapter's heading within the list: capitalised, before a 1."""
    return 0 < at < len(lines) - 1 and is_capitalised(lines[at].text) and _label(lines[at + 1]) == 1


def _label(line: Line) -> int | None:
    """Return the number with which a line begins; where nothing but space follows it, a sentence must."""
    match = ENTRY.match(line.text)
    if match is None or (not match["stop"] and match["words"][0].islower() and not CITING.match(match["words"])):
        return None
    return int(match["label"].translate(SUPERSCRIPT_DIGITS))


def _label_below(lines: Sequence[Line], at: int) -> int | None:
    """Return the label of the line `at`; a number that closes a bracket of the line above ("see p. | 34).") is none."""
    return None if at and closes_bracket(lines[at - 1].text, lines[at].text) else _label(lines[at])


def _form(line: Line) -> tuple[bool, str]:
    match = ENTRY.match(line.text)
    return (line.text[0] in "[(", match["stop"] if match else "")
