"""A quotation read by scholars' conventions: brackets, ellipses, a changed first letter or last point, note numbers left in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

import numpy as np

from index.records import Span
from qa.verifying.canonical_text import APOSTROPHES, LETTER, WORD, CanonicalText, Numbers
from qa.verifying.prepared_articles import BRACKET_OR_ELLIPSIS, NOTE_CONTEXT, PreparedArticle, parted_words
from qa.verifying.shingles import NOWHERE
from qa.verifying.verdicts import DifferenceKind

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A number set behind a word or its point as a note's marker is; whether it is one, the article's notes decide.
NOTE_MARKER = re.compile(
    r"(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\[(?P<bracketed>\d{1,4}|[*†‡]+)\]|(?P<sign>[*†‡]+)"
    r"|(?:(?<=[^\W\d_])|(?<=[.,;:!?')\]]))(?P<glued>\d{1,3})(?![^\W_]|[.,]\d)"
)
# What an editor remarks on the quotation, and no words of it.
REMARK = re.compile(
    r"[\[(]\s?(?:sic|recte|emphasis|italics?|illegible|(?:original|my|our|author'?s|translator'?s|editor'?s)(?=\s))"
    r"\b[^\[\]()…]{0,40}[\])]"
    r"|\[[?!]+\]",
    re.IGNORECASE,
)
# Words between Markdown's signs for italics and bold type.
EMPHASIS = re.compile(r"(?<![\w*_])(?P<signs>\*{1,3}|_{1,3})(?=\S)[^*_]+?(?<=\S)(?P=signs)(?![\w*_])")
INITIAL = re.compile(r"(?<![^\W_])\[(?P<letter>[^\W\d_])\](?=[^\W\d_])")
ELLIPSIS = re.compile("…")
IN_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
BETWEEN_WORDS = re.compile(r"(?<=[^\W_] )[^\W\d_]+(?= )")
MOST_UNMARKED = 3
PLAIN = re.compile(r"(?:[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]|[ ',.;:!?-])+")
PLACE_OF_ELLIPSIS = " .,;:"  # what may be cut away, or added, beside an ellipsis
CLOSING = ".,"  # what a quoter may change at the very end


class Link(Enum):
    """How a piece of a quotation follows the one before it."""

    ADJACENT = "adjacent"
    BRACKET = "bracket"
    ELLIPSIS = "ellipsis"


@dataclass(frozen=True, slots=True)
class QuotationPiece:
    """A stretch of the quotation that must stand in the text as one of `texts`, the likeliest first.

    `at` is where it begins in the canonical quotation; `between` what the quoter set before it: brackets and ellipses.
    """

    at: int
    texts: tuple[str, ...]
    full: str
    link: Link
    between: tuple[str, ...] = ()
    initial: bool = False


@dataclass(frozen=True, slots=True)
class RemovedSign:
    """What was taken out of a quotation: a note's number, with its label, a line-end hyphen or signs of emphasis, without."""

    kind: DifferenceKind
    quoted: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A quotation as it is looked for; `opening` are the quotation marks before it, `tail` brackets and ellipses behind."""

    asked: CanonicalText
    pieces: tuple[QuotationPiece, ...]
    removed: tuple[RemovedSign, ...] = ()
    opening: str = ""
    tail: tuple[str, ...] = ()


def is_read_alike(asked: CanonicalText) -> bool:
    """Whether a quotation has nothing that an article's own brackets, signs and numbers could explain: any reads it alike."""
    return "\n" not in asked.raw and PLAIN.fullmatch(asked.text) is not None


def unmarked_words(asked: CanonicalText) -> list[str]:
    """Return the longest words that stand between others without a mark: whichever way it is read, a text must have them."""
    unmarked = IN_BRACKETS.sub("…", asked.text)
    words = {word[0] for word in BETWEEN_WORDS.finditer(unmarked) if word[0].isalpha()}
    return sorted(words, key=lambda word: (-len(word), word))[:MOST_UNMARKED]


def read_literally(asked: CanonicalText, prepared: PreparedArticle) -> Reading:  # noqa: ARG001  # one signature for both readings
    """Read a quotation as it stands, its brackets and ellipses being the author's."""
    start = len(asked.text) - len(asked.text.lstrip())
    text = asked.text.strip()
    return Reading(asked, (QuotationPiece(start, (text,), text, Link.ADJACENT),))


def read_by_conventions(
    asked: CanonicalText, prepared: PreparedArticle, parting: re.Pattern[str] = BRACKET_OR_ELLIPSIS
) -> Reading:
    """Read a quotation by scholars' conventions, as far as the author's own brackets and numbers do not forbid it."""
    asked, hyphens = _without_line_end_hyphens(asked, prepared)
    asked, emphasis = _without_emphasis(asked, prepared)
    asked, numbers = _without_note_numbers(asked, prepared)
    asked, initials = _without_initial_brackets(asked, prepared)
    opening = asked.text[: len(asked.text) - len(asked.text.lstrip("' "))]
    pieces, tail = _pieces(asked, len(opening), initials, prepared, parting)
    return Reading(
        asked, tuple(_with_variants(pieces, _closes(asked, opening))), (*hyphens, *emphasis, *numbers), opening.strip(), tail
    )


def read_joined(asked: CanonicalText, prepared: PreparedArticle) -> Reading:
    """Read a quotation by scholars' conventions, its words in one that a line's end has parted."""
    cuts = list(parted_words(asked, prepared.vocabulary))
    reading = read_by_conventions(asked.without(cuts), prepared)
    marks = (RemovedSign(DifferenceKind.LINE_END_HYPHEN, asked.quoted(cut.start, cut.end)) for cut in cuts)
    return replace(reading, removed=(*marks, *reading.removed))


def _without_line_end_hyphens(asked: CanonicalText, prepared: PreparedArticle) -> tuple[CanonicalText, tuple[RemovedSign, ...]]:
    """Join words that a line's end has parted, where the article has them in one."""
    if "\n" not in asked.raw:
        return asked, ()
    cuts = [
        Span(at, at + 1)
        for at, sign in enumerate(asked.text)
        if sign == "-" and "\n" in asked.quoted(at, at + 1) and _around(asked.text, at) in prepared.vocabulary
    ]
    return asked.without(cuts), tuple(
        RemovedSign(DifferenceKind.LINE_END_HYPHEN, asked.quoted(cut.start, cut.end)) for cut in cuts
    )


def _without_emphasis(asked: CanonicalText, prepared: PreparedArticle) -> tuple[CanonicalText, tuple[RemovedSign, ...]]:
    """Take away the signs of italics and bold type that the article does not have itself."""
    found = [mark for mark in EMPHASIS.finditer(asked.text) if mark[0] not in prepared.canonical.text]
    sides = [(mark, len(mark["signs"])) for mark in found]
    cuts = [cut for mark, k in sides for cut in (Span(mark.start(), mark.start() + k), Span(mark.end() - k, mark.end()))]
    return asked.without(cuts), tuple(RemovedSign(DifferenceKind.EMPHASIS, mark[0]) for mark in found)


def _around(text: str, at: int) -> str:
    """Return the letters on both sides of a character, joined."""
    start, end = at, at + 1
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:at] + text[at + 1 : end]


def _without_note_numbers(asked: CanonicalText, prepared: PreparedArticle) -> tuple[CanonicalText, tuple[RemovedSign, ...]]:
    """Take out the numbers that are markers: of a note with that label, behind the same characters."""
    cuts: list[Span] = []
    marks: list[RemovedSign] = []
    before, at = "", 0
    for mark in NOTE_MARKER.finditer(asked.text):
        before = (before + asked.text[at : mark.start()])[-NOTE_CONTEXT:]
        label = (mark["raised"] or mark["bracketed"] or mark["sign"] or mark["glued"]).translate(SUPERSCRIPTS)
        at = mark.start()
        if before and any(_agree(context, before) for context, _ in prepared.note_contexts.get(label, ())):
            cuts.append(Span(*mark.span()))
            marks.append(RemovedSign(DifferenceKind.NOTE_NUMBER, mark[0], label))
            at = mark.end()
    return asked.without(cuts), tuple(marks)


def _agree(context: str, before: str) -> bool:
    return before.endswith(context) or (len(before) < NOTE_CONTEXT and context.endswith(before))


def _without_initial_brackets(asked: CanonicalText, prepared: PreparedArticle) -> tuple[CanonicalText, frozenset[int]]:
    """Take away the brackets around first letters; return also where in the result those letters stand."""
    found = [mark for mark in INITIAL.finditer(asked.text) if not _is_authors(mark[0], prepared, asked.text[mark.end()])]
    cuts = [cut for mark in found for cut in (Span(mark.start(), mark.start() + 1), Span(mark.end() - 1, mark.end()))]
    return asked.without(cuts), frozenset(mark.start() - 2 * number for number, mark in enumerate(found))


def _is_authors(bracket: str, prepared: PreparedArticle, behind: str = "") -> bool:
    """Whether the article itself has this in brackets."""
    return bracket in prepared.brackets and (not behind or bracket + behind in prepared.canonical.text)


def _pieces(
    asked: CanonicalText, start: int, initials: frozenset[int], prepared: PreparedArticle, parting: re.Pattern[str]
) -> tuple[list[QuotationPiece], tuple[str, ...]]:
    """Part a quotation at the quoter's brackets and ellipses and at bracketed first letters; return also what is behind."""
    pieces: list[QuotationPiece] = []
    between: tuple[str, ...] = ()
    for stretch, sign in _stretches(asked, start, prepared, parting):
        after = "…" if "…" in between else ""
        span = _stripped(asked.text, stretch, PLACE_OF_ELLIPSIS if after else " ", PLACE_OF_ELLIPSIS if sign == "…" else " ")
        if span is not None:
            pieces += _cut_at_initials(asked.text, span, initials, between)
            between = ()
        between += (sign,) if sign else ()
    return pieces, between


def _stretches(
    asked: CanonicalText, start: int, prepared: PreparedArticle, parting: re.Pattern[str]
) -> Iterator[tuple[Span, str]]:
    """Yield the stretches between brackets and ellipses, each with the one behind it, the last with nothing."""
    for sign in parting.finditer(asked.text, start):
        if sign[0] == "…":
            span = Span(*sign.span())
        elif _is_authors(sign[0], prepared) or sign.start() < start:
            continue
        else:
            span = _whole_word(asked.text, Span(*sign.span()), start)
        yield Span(start, span.start), span.of(asked.text)
        start = span.end
    yield Span(start, len(asked.text)), ""


def _whole_word(text: str, bracket: Span, lowest: int) -> Span:
    """Return a bracket with the word in which it stands: all of reduc[ing]."""
    start, end = bracket.start, bracket.end
    while start > lowest and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return Span(start, end)


def _stripped(text: str, span: Span, left: str, right: str) -> Span | None:
    """Return a stretch without these signs at its ends; None where it has no letter."""
    found = span.of(text)
    if not LETTER.search(found):
        return None
    return Span(span.end - len(found.lstrip(left)), span.start + len(found.rstrip(right)))


def _cut_at_initials(text: str, span: Span, initials: frozenset[int], between: tuple[str, ...]) -> Iterator[QuotationPiece]:
    """Yield a stretch as pieces, one beginning at each letter that stood in brackets."""
    inner = sorted(at for at in initials if span.start < at < span.end)
    link = Link.ELLIPSIS if "…" in between else Link.BRACKET if between else Link.ADJACENT
    for start, end in pairwise((span.start, *inner, span.end)):
        found = text[start:end]
        yield QuotationPiece(start, (found,), found, link, between, initial=start in initials)
        link, between = Link.ADJACENT, ()


def _closes(asked: CanonicalText, opening: str) -> bool:
    """Whether a last ' is a quotation mark, which the quoter may have added, and not the apostrophe of Allies’."""
    return bool(opening) or asked.raw[-1:] not in APOSTROPHES or not asked.raw[-2:-1].isalnum()


def _with_variants(pieces: list[QuotationPiece], closes: bool) -> Iterator[QuotationPiece]:
    """Yield the pieces with what may be changed: the case of a first or bracketed letter, marks at the very end."""
    closing = "' " if closes else " "
    for number, piece in enumerate(pieces):
        texts = [piece.full]
        if number == 0 or piece.initial:
            texts.append(piece.full[0].swapcase() + piece.full[1:])
        if number == len(pieces) - 1:
            texts += [text.rstrip(closing) for text in texts] + [text.rstrip(CLOSING + closing) for text in texts]
        # A letter whose case grows to two letters is not one that a bracket changes.
        fitting = [text for text in dict.fromkeys(texts) if len(text) <= len(piece.full)]
        yield replace(piece, texts=tuple(fitting))


@dataclass(frozen=True, slots=True)
class QuotationWords:
    """A quotation's words: `spans` in its canonical text, and of each whether an ellipsis or brackets stand before it."""

    asked: CanonicalText
    spans: tuple[Span, ...]
    links: tuple[Link, ...]
    initials: frozenset[int]

    @classmethod
    def of(cls, reading: Reading) -> QuotationWords:
        """Return the words of a reading, without those in brackets of their own."""
        spans: list[Span] = []
        links: list[Link] = []
        for piece in reading.pieces:
            link = piece.link
            for word in WORD.finditer(reading.asked.text, piece.at, piece.at + len(piece.full)):
                spans.append(Span(*word.span()))
                links.append(link)
                link = Link.ADJACENT
        initials = frozenset(piece.at for piece in reading.pieces if piece.initial)
        return cls(reading.asked, tuple(spans), tuple(links), initials)

    @property
    def written(self) -> list[str]:
        """The words in canonical form."""
        return [span.of(self.asked.text) for span in self.spans]

    def numbers(self, known: dict[str, int], form: Callable[[str], str]) -> Numbers:
        """Return the numbers that an article gives the words, (words,)."""
        return np.array([known.get(form(word), NOWHERE) for word in self.written], np.int64)

    def quoted(self, first: int, behind: int) -> str:
        """Return the quotation's own characters for words."""
        if first >= behind:
            return ""
        start = self.spans[first].start
        return ("[" if start in self.initials else "") + self.asked.quoted(start, self.spans[behind - 1].end)
