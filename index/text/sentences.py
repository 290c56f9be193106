"""Sentence spans, by the library sentencex (Wikimedia, MIT): it knows abbreviations such as "Maj. Gen." and initials."""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

from index.records import Span

LANGUAGE = "en"
# Abbreviations of references, behind which a note's sentence goes on; and what no sentence begins with.
ABBREVIATED = re.compile(
    r"\b(?:app|art|bk|bks|bull|cap|cf|ch|chap|chaps|chs|col|cols|comp|dept|doc|docs|ed|eds|esp|fasc|fig|ff?|fols?|ibid|id|introd|"
    r"lib|loc|mss?|n|nn|nos?|op|cit|par|paras?|pl|pp?|pt|pts|qtd|repr|rept|rev|s\.v|sec|secs|ser|supp|trans|univ|v|viz|vols?)\.$",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"[a-z0-9;:,.)\]§&=\u2060–—-]|[IVXLC]+\b")
LONGEST = 50_000  # characters read at once: the library's time grows with the square of unclosed quotation marks


def sentence_spans(text: str, start: int = 0) -> tuple[Span, ...]:
    """Return the sentences of a paragraph, in order, without the space between them; offsets count from `start`.

    >>> sentence_spans("Maj. Gen. Graves left. He slept.")
    (Span(start=0, end=22), Span(start=23, end=32))
    """
    spans: list[Span] = []
    at = 0
    while at < len(text):
        part = text[at : _end(text, at)]
        boundaries = get_sentence_boundaries(LANGUAGE, part)
        found = ((boundary["start_index"], boundary["end_index"]) for boundary in boundaries if boundary["text"].strip())
        spans += (_stripped(part, *ends, start + at) for ends in found)
        at += len(part)
    return tuple(spans)


def note_sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of a note's own text, whose references are full of abbreviations.

    >>> note_sentence_spans("Hume, History, ed. Millar, vol. III, p. 4. Harris agrees.")
    (Span(start=0, end=42), Span(start=43, end=57))
    """
    spans: list[Span] = []
    for span in sentence_spans(text):
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


def _stripped(text: str, start: int, end: int, offset: int) -> Span:
    sentence = text[start:end]
    lead = len(sentence) - len(sentence.lstrip())
    return Span(offset + start + lead, offset + start + len(sentence.rstrip()))
