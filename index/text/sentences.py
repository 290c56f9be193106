"""Sentence spans, by the library sentencex (Wikimedia, MIT): it knows abbreviations such as "Maj. Gen." and initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sentencex import get_sentence_boundaries

from index.languages import ENGLISH, LISTED, abbreviated, before_numbers
from index.records import Span

# Abbreviations of references, behind which a note's sentence goes on; and what no sentence begins with.
ABBREVIATED = re.compile(
    r"\b(?:app|art|bk|bks|bull|cap|cf|ch|chap|chaps|chs|col|cols|comp|dept|doc|docs|ed|eds|esp|fasc|fig|ff?|fols?|ibid|id|introd|"
    r"lib|loc|mss?|n|nn|nos?|op|cit|par|paras?|pl|pp?|pt|pts|qtd|repr|rept|rev|s\.v|sec|secs|ser|supp|trans|univ|v|viz|vols?)\.$",
    re.IGNORECASE,
)
# How a sentence goes on behind a number or an abbreviation: with no more than closing marks, with a number, after an initial or
# an ordinal: S. Tommaso, im 19. Jahrhundert.
LEFT_OVER = re.compile(r"[\s»”’\"')\]]*[,;:)\]]|[»”’\"')\]]+$")
NUMBERED = re.compile(r"[\d\[(]|[IVXLC]+\b|[ºª]")
INITIAL = re.compile(
    r"(?<![^\W_])(?<![^\W\d_][.’'])(?:[A-ZÀ-ÖØ-ÞА-Я]|(?:[A-ZÀ-ÖØ-ÞА-Я]\.\s?)+[A-ZÀ-ÖØ-ÞА-Я]|Th|Ch|Ph|St|Jos|Joh|Fr|Wm)\.$"
)
ORDINAL = re.compile(
    r"\b(?:im|am|vom|zum|beim|des|der|dem|den|das|die|ins|seit|bis|und|oder|ab|\d+\.|[–-])\s+\d{1,3}\.$|\d\.\s?[–/-]\s?\d{1,2}\.$",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"[a-z0-9;:,.)\]§&=\u2060–—-]|[IVXLC]+\b")
BRACKET = re.compile(r"[()]")
LONGEST_ITEM = 3  # digits of a list's number, as in "1) eat, 2) sleep"; a year has more
LONGEST = 50_000  # characters read at once: the library's time grows with the square of unclosed quotation marks


def sentence_spans(text: str, start: int = 0, language: str = ENGLISH) -> tuple[Span, ...]:
    """Return the sentences of a paragraph, in order, without the space between them; offsets count from `start`.

    Of a `language` that is not listed, the library's rules are taken as they are.

    >>> sentence_spans("Maj. Gen. Graves left. He slept.")
    (Span(start=0, end=22), Span(start=23, end=32))
    >>> sentence_spans("Im 19. Jahrhundert, vgl. Bd. 2. Er schlief.", language="de")
    (Span(start=0, end=31), Span(start=32, end=43))
    """
    spans = _split(text, language or ENGLISH)
    if language != ENGLISH and language in LISTED:
        spans = _joined(text, spans, language)
    return tuple(Span(start + span.start, start + span.end) for span in spans)


def _split(text: str, language: str) -> list[Span]:
    """Return the sentences as the library's rules for a language have them."""
    spans: list[Span] = []
    at = 0
    while at < len(text):
        part = text[at : _end(text, at)]
        boundaries = get_sentence_boundaries(language, _without_false_items(part))
        found = ((boundary["start_index"], boundary["end_index"]) for boundary in boundaries if boundary["text"].strip())
        spans += (_stripped(part, *ends, at) for ends in found)
        at += len(part)
    return spans


def _joined(text: str, spans: Sequence[Span], language: str) -> list[Span]:
    """Return sentences, those put together again that the library has parted behind an abbreviation or a number."""
    found: list[Span] = []
    for span in spans:
        if found and _goes_on(found[-1].of(text), span.of(text), language):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _goes_on(before: str, following: str, language: str) -> bool:
    """Whether what the library took for two sentences is one."""
    if LEFT_OVER.match(following) or INITIAL.search(before):
        return True
    if before.endswith((".", ".º", ".ª")) and (following[0].islower() or following[0] in ",;ºª"):
        return True
    if NUMBERED.match(following) and _before_number(language).search(before):
        return True
    if language == "de" and ORDINAL.search(before) and following[0].isupper():
        return True
    return _abbreviation(language).search(before) is not None


@cache
def _abbreviation(language: str) -> re.Pattern[str]:
    return _ending_in(abbreviated(language))


@cache
def _before_number(language: str) -> re.Pattern[str]:
    return _ending_in(before_numbers(language))


def _ending_in(words: frozenset[str]) -> re.Pattern[str]:
    """Return what matches a text that ends in one of some abbreviations."""
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{listed})\.$", re.IGNORECASE)


def note_sentence_spans(text: str, language: str = ENGLISH) -> tuple[Span, ...]:
    """Return the sentences of a note's own text, whose references are full of abbreviations.

    >>> note_sentence_spans("Hume, History, ed. Millar, vol. III, p. 4. Harris agrees.")
    (Span(start=0, end=42), Span(start=43, end=57))
    """
    spans: list[Span] = []
    for span in sentence_spans(text, language=language):
        if spans and (ABBREVIATED.search(spans[-1].of(text)) or GOES_ON.match(text, span.start)):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)


def _end(text: str, at: int) -> int:
    """Return where to cut a text that is longer than any paragraph, behind a full stop if there is one."""
    if len(text) - at <= LONGEST:
        return len(text)
    stop = text.rfind(". ", at, at + LONGEST)
    return stop + 2 if stop > at else at + LONGEST


def _without_false_items(text: str) -> str:
    """Return a text of the same length in which no number that closes a parenthesis looks like the number of a list's item.

    The library takes two of "2015) ." in one paragraph, as in "(Smith et al., 2015) .", for a list, and breaks before each.

    >>> _without_false_items("Shown (Smith, 2015) . Do 1) this, (2) that.")
    'Shown (Smith, 201²) . Do 1) this, (2) that.'
    """
    opened: list[int] = []
    letters = list(text)
    for bracket in BRACKET.finditer(text):
        at = bracket.start()
        if bracket[0] == "(":
            opened.append(at)
            continue
        digits = _digits_before(text, at)
        begins = opened.pop() + 1 if opened else None
        if digits and (digits > LONGEST_ITEM or (begins is not None and begins != at - digits)):
            letters[at - 1] = "²"
    return "".join(letters)


def _digits_before(text: str, at: int) -> int:
    """Return how many digits stand straight before an offset, one more than a list's number has at most."""
    before = text[max(at - LONGEST_ITEM - 1, 0) : at]
    return len(before) - len(before.rstrip("0123456789"))


def _stripped(text: str, start: int, end: int, offset: int) -> Span:
    sentence = text[start:end]
    lead = len(sentence) - len(sentence.lstrip())
    return Span(offset + start + lead, offset + start + len(sentence.rstrip()))
