"""Whose words: where the article quotes somebody else, so that a citation can say "quoted in"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from index.records import Article, Paragraph, Span

# Quotation marks that open and close, in English, German and French use; an unclosed one runs to the paragraph's end.
QUOTED = re.compile(r"“[^“”]*(?:”|$)|„[^„“]*(?:“|$)|«[^«»]*(?:»|$)|(?<![^\s(\[—–])\"(?=\S)[^\"]*(?:\"|$)")
FEWEST_WORDS = 4  # fewer are a term or a title rather than somebody's words


def quoted_stretches(article: Article, span: Span) -> tuple[Span, ...]:
    """Return what of `span` stands between quotation marks, marks included, in order; single words and terms apart.

    Where a quotation goes on beyond `span`, the part inside it is returned.
    """
    found = (quoted for paragraph in article.paragraphs_of(span) for quoted in _quotations(article, paragraph))
    return tuple(Span(max(quoted.start, span.start), min(quoted.end, span.end)) for quoted in found if quoted.overlaps(span))


def _quotations(article: Article, paragraph: Paragraph) -> Iterator[Span]:
    """Yield the quotations in a paragraph."""
    start = paragraph.span.start
    return (Span(start + quoted.start, start + quoted.end) for quoted in _quoted(paragraph.span.of(article.text)))


@lru_cache(maxsize=1024)  # an answer asks for the same few paragraphs again and again
def _quoted(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in QUOTED.finditer(text) if len(match[0].split()) >= FEWEST_WORDS)
