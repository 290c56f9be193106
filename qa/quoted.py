"""Whose words: where the article quotes somebody else, so that a citation can say "quoted in"."""

from __future__ import annotations

import re

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


def _quotations(article: Article, paragraph: Paragraph) -> list[Span]:
    """Return the quotations in a paragraph."""
    return [
        Span(match.start(), match.end())
        for match in QUOTED.finditer(article.text, paragraph.span.start, paragraph.span.end)
        if len(match[0].split()) >= FEWEST_WORDS
    ]
