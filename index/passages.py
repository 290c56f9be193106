"""Article to passages: windows of whole sentences that never cross a heading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from index.records import Article, Paragraph, Passage, Span
from index.settings import Settings


def split_passages(article: Article, settings: Settings) -> tuple[Passage, ...]:
    """Return the passages of `article` in order; every sentence stands in at least one.

    Windows may run on from one paragraph to the next of the same section, because an answer does.
    """
    return tuple(
        _passage(article, sentences)
        for sentences in _sections(article)
        for sentences in windows(sentences, settings.sentences_per_passage, settings.passage_stride)
    )


def windows(sentences: tuple[Span, ...], size: int, stride: int) -> Iterator[tuple[Span, ...]]:
    """Yield windows of `size` sentences, one every `stride`; the last ends with the last sentence.

    >>> [len(window) for window in windows((Span(0, 1), Span(1, 2), Span(2, 3), Span(3, 4)), 3, 2)]
    [3, 2]
    """
    start = 0
    while start < len(sentences):
        yield sentences[start : start + size]
        if start + size >= len(sentences):
            return
        start += stride


def _sections(article: Article) -> Iterator[tuple[Span, ...]]:
    """Yield the sentences between one heading and the next."""
    starts = [heading.span.start for heading in article.headings]

    def headings_before(paragraph: Paragraph) -> int:
        return sum(start < paragraph.span.start for start in starts)

    for _, paragraphs in groupby(article.paragraphs, key=headings_before):
        yield tuple(sentence for paragraph in paragraphs for sentence in paragraph.sentences)


def _passage(article: Article, sentences: tuple[Span, ...]) -> Passage:
    span = Span(sentences[0].start, sentences[-1].end)
    paragraphs = article.paragraphs_of(span)
    return Passage(
        id=f"{article.id}.{span.start}-{span.end}",
        article_id=article.id,
        span=span,
        section=paragraphs[0].section,
        paragraphs=tuple(paragraph.number for paragraph in paragraphs),
        pages=article.pages_of(span),
        notes=article.notes_in(span),
        sentences=sentences,
        text=span.of(article.text),
    )
