"""Sentence spans, by the library sentencex (Wikimedia, MIT): it knows abbreviations such as "Maj. Gen." and initials."""

from __future__ import annotations

from sentencex import get_sentence_boundaries

from index.records import Span

LANGUAGE = "en"


def sentence_spans(text: str, start: int = 0) -> tuple[Span, ...]:
    """Return the sentences of a paragraph, in order, without the space between them; offsets count from `start`.

    >>> sentence_spans("Maj. Gen. Graves left. He slept.")
    (Span(start=0, end=22), Span(start=23, end=32))
    """
    boundaries = get_sentence_boundaries(LANGUAGE, text)
    return tuple(
        _stripped(text, boundary["start_index"], boundary["end_index"], start)
        for boundary in boundaries
        if boundary["text"].strip()
    )


def _stripped(text: str, start: int, end: int, offset: int) -> Span:
    sentence = text[start:end]
    lead = len(sentence) - len(sentence.lstrip())
    return Span(offset + start + lead, offset + start + len(sentence.rstrip()))
