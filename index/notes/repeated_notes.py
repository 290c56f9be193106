"""Which note a note repeats: "Ibid.", "op. cit.", "supra n. 6", or a short title, with the way back to the full reference.

Nothing is replaced: a note keeps its words, and what it repeats is told beside them. What is not sure is told as unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Note

NUMBERS = r"(?:\d+[a-z]?|[ivxlcdm]+)(?:\s*[-–—]\s*(?:\d+|[ivxlcdm]+))?"
LOCATOR = rf"(?:[\s,.:;]*(?:at|pp?\.?|vols?\.?|ch(?:ap)?s?\.?|bk\.?|pt\.?|fols?\.?|ff?\.?|§+|and|&|passim|{NUMBERS}))*[\s.,;]*"
NAME = r"[^\W\d_a-z][\w’'.-]+"
AUTHOR = rf"(?:{NAME}\s+){{0,3}}(?P<author>{NAME})(?:\s*(?:,|and|&)\s*(?:{NAME}\s*){{1,3}}){{0,3}}"
SIGNAL = r"(?:(?:see|cf\.|compare)\s+(?:also\s+)?)?"
IBID = re.compile(rf"\W*{SIGNAL}(?P<kind>ibid(?:em)?|idem|id(?=[.,])|ebd|ebenda)\b", re.IGNORECASE)
BARE = re.compile(r"\W*(?P<kind>(?:op|loc)\.?\s*cit)\b", re.IGNORECASE)
CITED = re.compile(rf"\W*(?i:{SIGNAL}){AUTHOR}[\s,]+(?P<kind>(?:op|loc)\.?\s*cit)\b")
SUPRA = re.compile(
    r"\b(?P<kind>supra|above|ante)[\s,]+(?:at\s+)?(?:foot)?(?:notes?|nn?)\.?\s*(?P<label>\d{1,4}|[*†‡§])", re.IGNORECASE
)
SHORT = re.compile(rf"\W*(?i:{SIGNAL}){AUTHOR},\s*(?P<title>[“\"‘']?[^\d,;:()]{{3,80}}?[,.]?[”\"’']?),?\s+(?i:{LOCATOR})\Z")
AUTHOR_ONLY = re.compile(rf"\W*(?i:{SIGNAL}){AUTHOR},\s*(?:pp?\.?\s*)?\d+(?:[-–—,\s]+\d+)*\.?\Z")
WORD = re.compile(r"\w+")
SEVERAL = re.compile(r";\s")
SMALL = frozenset("the a an of in on and or to for".split())
LONGEST_SHORT = 160  # characters of a note that is a short title


@dataclass(frozen=True, slots=True)
class NoteLink:
    """That a note repeats another: how it says so, which one, and from there on the way to the full reference.

    `chain` begins with the note repeated and ends with the full reference, where that is known. `unresolved` says why what is
    repeated is not sure, here or further on in the chain; empty where all is.
    """

    note: Note
    kind: str
    chain: tuple[Note, ...]
    unresolved: str = ""

    @property
    def repeats(self) -> Note | None:
        """The note that is repeated; None where that is not sure."""
        return self.chain[0] if self.chain else None


def note_links(notes: Sequence[Note]) -> dict[int, NoteLink]:
    """Return the links among an article's notes, in their order, by the position of the note that repeats another.

    >>> from index.records import Note
    >>> notes = [Note("1", 5, "Harris, Coins, p. 4."), Note("2", 9, "Ibid., p. 6."), Note("3", 12, "Ibid.")]
    >>> [(link.kind, [note.label for note in link.chain]) for link in note_links(notes).values()]
    [('ibid.', ['1']), ('ibid.', ['2', '1'])]
    """
    found: dict[int, NoteLink] = {}
    by_name: dict[str, list[int]] = {}
    for at, note in enumerate(notes):
        step = _step(notes, at, by_name, found)
        if step is not None:
            found[at] = _link(notes, note, step, found)
        for name in {word.casefold() for word in WORD.findall(note.text or "") if word[0].isupper()}:
            by_name.setdefault(name, []).append(at)
    return found


@dataclass(frozen=True, slots=True)
class _Step:
    """What a note says that it repeats: the other's position, or why that is not sure."""

    kind: str
    at: int | None = None
    unsure: str = ""


def _link(notes: Sequence[Note], note: Note, step: _Step, found: dict[int, NoteLink]) -> NoteLink:
    if step.at is None:
        return NoteLink(note, step.kind, (), step.unsure)
    further = found.get(step.at)
    chain = (notes[step.at], *(further.chain if further else ()))
    return NoteLink(note, step.kind, chain, further.unresolved if further else "")


def _step(notes: Sequence[Note], at: int, by_name: dict[str, list[int]], found: dict[int, NoteLink]) -> _Step | None:
    """Return what a note repeats; None where it repeats nothing."""
    text = " ".join((notes[at].text or "").split())
    if match := IBID.match(text) or BARE.match(text):
        return _before(notes, at, _shown(match["kind"]))
    if match := SUPRA.search(text):
        return _labelled(notes, at, match["label"], f"{match['kind'].lower()} n.")
    if match := CITED.match(text):
        return _by_author(at, match["author"], _shown(match["kind"]), by_name, found)
    if len(text) > LONGEST_SHORT:
        return None
    if match := AUTHOR_ONLY.match(text):
        known = by_name.get(match["author"].casefold())
        return _by_author(at, match["author"], "author", by_name, found) if known else None
    match = SHORT.match(text)
    return _by_title(notes, match["author"], match["title"], text, by_name) if match else None


def _shown(kind: str) -> str:
    """Return how a note says that it repeats another, as it is usually written."""
    letters = "".join(WORD.findall(kind.lower()))
    return {"opcit": "op. cit.", "loccit": "loc. cit.", "id": "id.", "ibid": "ibid.", "ebd": "ebd."}.get(letters, letters)


def _before(notes: Sequence[Note], at: int, kind: str) -> _Step:
    """Repeat the note before, if it is sure what that cites."""
    if at == 0:
        return _Step(kind, unsure="there is no note before it")
    before = notes[at - 1]
    if not before.text:
        return _Step(kind, unsure=f"the words of note {before.label} are not in the file")
    if SEVERAL.search(before.text):
        return _Step(kind, unsure=f"note {before.label} cites more than one work")
    return _Step(kind, at - 1)


def _labelled(notes: Sequence[Note], at: int, label: str, kind: str) -> _Step:
    """Repeat the nearest note before of that label."""
    for earlier in range(at - 1, -1, -1):
        if notes[earlier].label == label:
            return _Step(kind, earlier)
    return _Step(kind, unsure=f"there is no note {label} before it")


def _by_author(at: int, author: str, kind: str, by_name: dict[str, list[int]], found: dict[int, NoteLink]) -> _Step:
    """Repeat the one full reference before that names the author."""
    full = [other for other in by_name.get(author.casefold().strip(".’'"), ()) if other not in found and other < at]
    if len(full) == 1:
        return _Step(kind, full[0])
    return _Step(kind, unsure=f"{len(full)} notes before it name {author}" if full else f"no note before it names {author}")


def _by_title(notes: Sequence[Note], author: str, title: str, text: str, by_name: dict[str, list[int]]) -> _Step | None:
    """Repeat the first note that names the author with these words of a title, and says more."""
    wanted = [word.casefold() for word in WORD.findall(title) if word.casefold() not in SMALL]
    for other in by_name.get(author.casefold(), ()):
        other_text = notes[other].text or ""
        words = [word.casefold() for word in WORD.findall(other_text) if word.casefold() not in SMALL]
        if wanted and len(other_text) > len(text) and _stands_in(wanted, words):
            return _Step("short title", other)
    return None


def _stands_in(wanted: list[str], words: list[str]) -> bool:
    """Whether words stand one after the other among others."""
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
