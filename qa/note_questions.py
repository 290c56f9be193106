"""Questions about notes – "what does footnote 22 support?", "nn. 34–36" – which the markers answer, and no search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.errors import QuestionError

LABEL = r"(?:\d{1,4}|\*{1,2}|†{1,2}|‡{1,2}|§{1,2}|‖{1,2}|¶{1,2})(?![\w%])(?!,\d{3})"
KIND = r"(?:foot-?notes?|end-?notes?|fnn?\.?|nn?\.|(?P<bare>notes?))"
JOINT = r"\s*(?:,\s*(?:and|or)|,|;|and|&|or)\s*"
RANGE = r"\s*(?:to|through|[-‐–—])\s*"
ASKED = re.compile(
    rf"(?<!\w){KIND}\s*(?:numbers?\s+|nos?\.?\s*|#\s*)?(?P<labels>{LABEL}(?:(?:{RANGE}|{JOINT}){LABEL})*)(?P<next>\s+[a-z]+)?",
    re.IGNORECASE,
)
ORDINAL = re.compile(
    r"(?<!\w)(?:(?P<number>\d{1,4})(?:st|nd|rd|th)|(?P<word>[a-z]+))\s+(?:foot-?|end-?)note(?!\w)", re.IGNORECASE
)
ORDINALS = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}
STRETCH = re.compile(rf"(?P<first>{LABEL})(?:{RANGE}(?P<last>{LABEL}))?", re.IGNORECASE)
# Behind a number, these make it an amount: "a note 5 days later".
UNITS = frozenset("day days week weeks month months year years hour hours minutes men times page pages percent".split())
LONGEST_RANGE = 100


@dataclass(frozen=True, slots=True)
class NoteQuestion:
    """The labels of the notes that a question asks for; `certain` if it cannot mean a note of another kind."""

    labels: tuple[str, ...]
    certain: bool


def note_question(question: str) -> NoteQuestion | None:
    """Return which notes a question asks for; None where it asks for none.

    Raises:
        QuestionError: a range of notes runs backwards, or is too long.

    >>> note_question("What do nn. 34–36 support?")
    NoteQuestion(labels=('34', '35', '36'), certain=True)
    """
    match = ASKED.search(question)
    if match and not (match["bare"] and (match["next"] or "").strip().lower() in UNITS):
        labels = dict.fromkeys(label for stretch in STRETCH.finditer(match["labels"]) for label in _labels(stretch))
        return NoteQuestion(tuple(labels), certain=match["bare"] is None)
    ordinal = ORDINAL.search(question)
    number = ordinal and (ordinal["number"] or ORDINALS.get(ordinal["word"].lower()))
    return NoteQuestion((str(number),), certain=True) if number else None


def _labels(stretch: re.Match[str]) -> Iterator[str]:
    """Yield the labels of a single note or of a range; 134–36 is 134 to 136."""
    first, last = stretch["first"], stretch["last"]
    if last is None or not (first.isdigit() and last.isdigit()):
        yield from (label for label in (first, last) if label)
        return
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if int(last) < int(first):
        raise QuestionError(f"The notes {stretch[0]} run backwards. Ask for {last}–{first}, or for each note by itself.")
    if int(last) - int(first) >= LONGEST_RANGE:
        raise QuestionError(f"The notes {stretch[0]} are more than {LONGEST_RANGE}. Ask for fewer at a time.")
    yield from map(str, range(int(first), int(last) + 1))
