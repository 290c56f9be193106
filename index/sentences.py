"""Sentence spans, by the library sentencex (Wikimedia, MIT): it knows abbreviations such as "Maj. Gen." and initials."""

from __future__ import annotations

from sentencex import get_sentence_boundaries

from index.records import Span

LANGUAGE = "en"
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
