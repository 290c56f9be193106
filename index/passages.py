"""Article to passages: windows of whole sentences that never cross a heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.records import Article, Paragraph, Passage, Span
from index.settings import Settings

# A passage a row, int32 (n, 3): the article's position, and its sentences from the first to before the last, counted there.
Windows = NDArray[np.int32]


def split_passages(article: Article, settings: Settings) -> tuple[Passage, ...]:
    """Return the passages of `article` in order; every sentence stands in at least one."""
    return tuple(Passages([article], windows_of([article], settings)))


def windows_of(articles: Sequence[Article], settings: Settings) -> Windows:
    """Return the passages of `articles` as windows, in order.

    They may run on from one paragraph to the next of the same section, because an answer does.
    """
    found = [
        (position, first + start, first + end)
        for position, article in enumerate(articles)
        for first, length in _sections(article)
        for start, end in windows(length, settings.sentences_per_passage, settings.passage_stride)
    ]
    return np.array(found, dtype=np.int32).reshape(len(found), 3)


def windows(length: int, size: int, stride: int) -> Iterator[tuple[int, int]]:
    """Yield windows of `size` of so many sentences, one every `stride`; the last ends with the last sentence.

    >>> list(windows(4, size=3, stride=2))
    [(0, 3), (2, 4)]
    """
    start = 0
    while start < length:
        yield start, min(start + size, length)
        if start + size >= length:
            return
        start += stride


def _sections(article: Article) -> Iterator[tuple[int, int]]:
    """Yield, for what stands between one heading and the next, the number of its first sentence and how many there are."""
    starts = [heading.span.start for heading in article.headings]

    def headings_before(paragraph: Paragraph) -> int:
        return sum(start < paragraph.span.start for start in starts)

    first = 0
    for _, paragraphs in groupby(article.paragraphs, key=headings_before):
        length = sum(len(paragraph.sentences) for paragraph in paragraphs)
        yield first, length
        first += length


class Passages(Sequence[Passage]):
    """The passages of all articles, each made when it is asked for: an index of a library holds a million of them."""

    def __init__(self, articles: Sequence[Article], rows: Windows) -> None:
        self._articles = articles
        self.rows = rows
        self._bounds = np.searchsorted(rows[:, 0], np.arange(len(articles) + 1))
        self._sentences: dict[int, tuple[Span, ...]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, position: int) -> Passage: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, position: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(position, slice):
            return tuple(self._passage(row) for row in self.rows[position])
        return self._passage(self.rows[position])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passages) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none

    def of_article(self, article: int) -> range:
        """Return the positions of the passages of the article at that position."""
        return range(int(self._bounds[article]), int(self._bounds[article + 1]))

    def position(self, article: int, passage_id: str) -> int | None:
        """Return the position of an article's passage of that id, None where there is none."""
        return next((at for at in self.of_article(article) if self[at].id == passage_id), None)

    def sentences_of(self, article: int) -> tuple[Span, ...]:
        """Return the sentences of the article at that position, in order."""
        if article not in self._sentences:
            self._sentences[article] = self._articles[article].sentences
        return self._sentences[article]

    def _passage(self, row: NDArray[np.int32]) -> Passage:
        position, first, end = map(int, row)
        return _passage(self._articles[position], self.sentences_of(position)[first:end])


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
