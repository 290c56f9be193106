"""Questions about notes – "what does footnote 22 support?", "nn. 34–36" – which the markers answer, and no search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import Note
from qa.errors import QuestionError

LABEL = r"(?:\d{1,4}|\*{1,2}|†{1,2}|‡{1,2}|§{1,2}|‖{1,2}|¶{1,2})(?![\w%])(?!,\d{3})"
KIND = r"(?:foot-?notes?|end-?notes?|fnn?\.?|nn?\.|(?P<bare>notes?|references?|refs?\.?|citations?|superscripts?|markers?))"
JOINT = r"\s*(?:,\s*(?:and|or)|,|;|and|&|or)\s*"
RANGE = r"\s*(?:to|through|[-‐–—])\s*"
ASKED = re.compile(
    rf"(?<!\w){KIND}\s*(?:numbers?\s+|nos?\.?\s*|#\s*|(?:with|that\s+bears?)\s+the\s+numbers?\s+)?(?P<labels>{LABEL}(?:(?:{RANGE}|{JOINT}){LABEL})*)(?P<next>\s+[a-z]+)?",
    re.IGNORECASE,
)
ORDINAL = re.compile(
    r"(?<!\w)(?:(?P<number>\d{1,4})(?:st|nd|rd|th)|(?P<word>[a-z]+))\s+(?:foot-?|end-?)note(?!\w)", re.IGNORECASE
)
ORDINALS = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}
LAST = re.compile(r"(?<!\w)(?:last|final)\s+(?:(?:one\s+)?of\s+(?:the\s+|its\s+)?)?(?:foot-?|end-?)?notes?(?!\w)", re.IGNORECASE)
# "Which note supports that …?": what stands behind these words is what is looked for. A note or source may be a diplomat's or a
# river's, so that a verb must say that it is an author's.
CITING = (
    r"(?:(?:support|back|cover|vouch|document|attest|prove|confirm)(?:e?s|ed|ing)?|verif(?:y|ies|ied)|(?:is|are)\s+(?:given|cited|named)"
    r"|stands?)"
)
SOUGHT = re.compile(
    r"^\W*(?:(?:in\s+)?(?:which|what)|where\s+(?:is|are)(?:\s+the)?)\s+"
    rf"(?:(?:(?:foot-?|end-?)notes?|references?|citations?)\b(?:\s+(?:does|do|is|are|can|could|would|will))*(?:\s+{CITING})?"
    rf"|(?:notes?|sources?)\b(?:\s+(?:can|could|would|will))*\s+{CITING})"
    r"(?:\s+(?:up|for|to|by|behind|with|as|evidence|authority|the\s+(?:passage|claim|statement|sentence|words?|remark)))*"
    r"(?:\s+(?:that|on|about|of|saying|how))?\s+(?P<content>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
# "What does note 22 say?" wants the note's own words, where "What does note 22 support?" wants the author's.
SAYING = re.compile(
    r"^\s*(?:actually\s+)?(?:say|read|contain|cite|mention|quote|tell|list|refer\s+to|go|run|give|name|add|explain)(?![\w-])(?!\s+for\b)",
    re.IGNORECASE,
)
WORDING = re.compile(
    r"(?<!\w)(?:(?:text|wording|contents?|words)\s+of|(?:says?|reads?|stands?|written|cited|quoted|named|mentioned|referred\s+to|listed|given)\s+in"
    r"|(?:who|what)\s+(?:is|are|was|were)\s+in|(?:who|whom)\s+(?:does|do|did)|who\s+(?:wrote|writes)|^\s*(?:read|show|quote|print|give)(?:\s+me)?)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
CARRYING = re.compile(r"(?<!\w)(?:sentences?|statements?|passages?|claims?|remarks?|paragraphs?)(?!\w)", re.IGNORECASE)
STRETCH = re.compile(rf"(?P<first>{LABEL})(?:{RANGE}(?P<last>{LABEL}))?", re.IGNORECASE)
# Behind a number, these make it an amount: "a note 5 days later".
UNITS = frozenset("day days week weeks month months year years hour hours minutes men times page pages percent".split())
LONGEST_RANGE = 100


@dataclass(frozen=True, slots=True)
class NoteQuestion:
    """The labels of the notes that a question asks for, none where it asks for the last note, whatever its label.

    `certain` if the question cannot mean a note of another kind; `own_words` if it asks what the notes themselves say.
    """

    labels: tuple[str, ...]
    certain: bool
    own_words: bool = False

    def wanted(self, notes: Sequence[Note]) -> tuple[Note, ...]:
        """Return those of an article's notes that are asked for."""
        return tuple(note for note in notes if note.label in self.labels) if self.labels else tuple(notes[-1:])


def note_question(question: str) -> NoteQuestion | None:
    """Return which notes a question asks for; None where it asks for none.

    Raises:
        QuestionError: a range of notes runs backwards, or is too long.

    >>> note_question("What do nn. 34–36 support?")
    NoteQuestion(labels=('34', '35', '36'), certain=True, own_words=False)
    """
    match = ASKED.search(question)
    if match and not (match["bare"] and (match["next"] or "").strip().lower() in UNITS):
        labels = dict.fromkeys(label for stretch in STRETCH.finditer(match["labels"]) for label in _labels(stretch))
        return NoteQuestion(tuple(labels), certain=match["bare"] is None, own_words=_of_own_words(question, match))
    ordinal = ORDINAL.search(question)
    number = ordinal and (ordinal["number"] or ORDINALS.get(ordinal["word"].lower()))
    if number:
        return NoteQuestion((str(number),), certain=True)
    return NoteQuestion((), certain=False) if LAST.search(question) else None


def _of_own_words(question: str, match: re.Match[str]) -> bool:
    """Whether the words before the notes that a question names, or behind them, ask for what they say."""
    before = question[: match.start()]
    return bool(WORDING.search(before) or (SAYING.match(question[match.end("labels") :]) and not CARRYING.search(before)))


def sought(question: str) -> str:
    """Return what a question looks for: of one that asks which note supports something, that something.

    >>> sought("Which footnote backs up the claim that prices doubled?")
    'prices doubled?'
    """
    match = SOUGHT.match(question)
    return match["content"] if match else question


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
