"""Article to passages: windows of whole sentences that never cross a heading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.records import Article, Note, Paragraph, Passage, Span
from index.settings import AUTO, PARAGRAPHS, Settings

SHORT_WORDS, SHORT_PARAGRAPHS = 250, 2  # of an article that is like an abstract
# A passage a row, int32 (n, 3): the article's position, and its sentences from the first to before the last, counted there
# as `searched_sentences` has them.
Windows = NDArray[np.int32]


def split_passages(article: Article, settings: Settings) -> tuple[Passage, ...]:
    """Return the passages of `article` in order; every sentence stands in at least one."""
    return tuple(Passages([article], windows_of([article], settings)))


def windows_of(articles: Sequence[Article], settings: Settings) -> Windows:
    """Return the passages of `articles` as windows, in order; those of an article's notes stand behind its others.

    Windows of sentences may run on from one paragraph to the next of the same section, because an answer does.
    """
    found = [
        (position, first + start, first + end)
        for position, article in enumerate(articles)
        for first, length in (*_stretches(article, settings), *_notes(article))
        for start, end in _cut(length, settings, whole=_taken_whole(article, settings))
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


def _taken_whole(article: Article, settings: Settings) -> bool:
    """Whether what stands between two headings of an article, or each of its paragraphs, is one passage."""
    return settings.passage_unit == PARAGRAPHS or (settings.passage_unit == AUTO and is_short(article))


def is_short(article: Article) -> bool:
    """Whether an article is as short as an abstract: of one thing, so that what stands in it belongs together."""
    return len(article.paragraphs) <= SHORT_PARAGRAPHS and len(article.text.split()) <= SHORT_WORDS


def _cut(length: int, settings: Settings, *, whole: bool) -> Iterator[tuple[int, int]]:
    if whole:
        return iter([(0, length)] if length else [])
    return windows(length, settings.sentences_per_passage, settings.passage_stride)


def _stretches(article: Article, settings: Settings) -> Iterator[tuple[int, int]]:
    """Yield the stretches that passages do not cross: paragraphs, or what stands between headings."""
    return _paragraphs(article) if settings.passage_unit == PARAGRAPHS else _sections(article)


def _paragraphs(article: Article) -> Iterator[tuple[int, int]]:
    """Yield, for each paragraph, the number of its first sentence and how many there are."""
    first = 0
    for paragraph in article.paragraphs:
        yield first, len(paragraph.sentences)
        first += len(paragraph.sentences)


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


def _notes(article: Article) -> Iterator[tuple[int, int]]:
    """Yield the same for the own text of each note."""
    first = len(article.sentences)
    for note in article.notes:
        yield first, len(note.sentences)
        first += len(note.sentences)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is searched: of the reading text, or of the own text of a `note`, in which its span then counts."""

    span: Span
    note: Note | None = None

    def of(self, article: Article) -> str:
        """Return the words themselves."""
        return self.span.of(self.note.text or "" if self.note else article.text)

    def language(self, article: Article) -> str:
        """Return the tag of the language in which it is; empty where nothing tells it."""
        return self.note.language or article.language if self.note else article.language_at(self.span.start)


def searched_sentences(article: Article) -> tuple[Sentence, ...]:
    """Return all sentences that are searched: those of the reading text, then those of the notes' own texts."""
    noted = (Sentence(span, note) for note in article.notes for span in note.sentences)
    return (*(Sentence(span) for span in article.sentences), *noted)


class Passages(Sequence[Passage]):
    """The passages of all articles, each made when it is asked for: an index of a library holds a million of them."""

    def __init__(self, articles: Sequence[Article], rows: Windows) -> None:
        self.articles = articles
        self.rows = rows
        self._bounds = np.searchsorted(rows[:, 0], np.arange(len(articles) + 1))
        self._sentences: dict[int, tuple[Sentence, ...]] = {}

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

    def by_id(self, article: int, passage_id: str) -> Passage | None:
        """Return an article's passage of that id, a title or heading included, None where there is none."""
        own = (self[at] for at in self.of_article(article))
        titles = (passage_of(self.articles[article], (title,)) for title in self.articles[article].titles)
        return next((passage for passage in (*own, *titles) if passage.id == passage_id), None)

    def beginning_with(self, article: int, sentence: Span) -> int | None:
        """Return the position of an article's passage that begins with a sentence of its text, or the last that holds it."""
        number = self._numbers_of(article).get(sentence)
        if number is None:
            return None
        own = self.of_article(article)
        firsts, ends = self.rows[own.start : own.stop, 1], self.rows[own.start : own.stop, 2]
        exact = np.flatnonzero(firsts == number)
        holding = np.flatnonzero((firsts <= number) & (number < ends))
        return own.start + int(exact[0] if len(exact) else holding[-1])

    def numbers_within(self, article: int, span: Span, note: Note | None = None) -> range:
        """Return which of an article's sentences lie in a stretch of its text, or of a note's own text."""
        sentences = self.sentences_of(article)
        own = bisect_left(sentences, True, key=lambda sentence: sentence.note is not None)
        if note is not None:
            found = [at for at in range(own, len(sentences)) if sentences[at].note == note and span.contains(sentences[at].span)]
            return range(found[0], found[-1] + 1) if found else range(0)
        first = bisect_left(sentences, span.start, hi=own, key=lambda sentence: sentence.span.start)
        return range(first, bisect_right(sentences, span.end, lo=first, hi=own, key=lambda sentence: sentence.span.end))

    def _numbers_of(self, article: int) -> dict[Span, int]:
        sentences = enumerate(self.sentences_of(article))
        return {sentence.span: number for number, sentence in sentences if sentence.note is None}

    def sentences_of(self, article: int) -> tuple[Sentence, ...]:
        """Return the sentences of an article that are searched."""
        if article not in self._sentences:
            self._sentences[article] = searched_sentences(self.articles[article])
        return self._sentences[article]

    def _passage(self, row: NDArray[np.int32]) -> Passage:
        position, first, end = map(int, row)
        article, sentences = self.articles[position], self.sentences_of(position)[first:end]
        spans, note = tuple(sentence.span for sentence in sentences), sentences[0].note
        return passage_of(article, spans) if note is None else _note_passage(article, note, spans)


def passage_of(article: Article, sentences: tuple[Span, ...]) -> Passage:
    """Return the passage of these neighbouring sentences, or of a title or heading."""
    span = Span(sentences[0].start, sentences[-1].end)
    paragraphs = article.paragraphs_of(span)
    return Passage(
        id=f"{article.id}.{span.start}-{span.end}",
        article_id=article.id,
        span=span,
        section=paragraphs[0].section if paragraphs else _section_behind(article, span.end),
        paragraphs=tuple(paragraph.number for paragraph in paragraphs),
        pages=article.pages_of(span),
        notes=article.notes_in(span),
        sentences=sentences,
        text=span.of(article.text),
        language=article.language_at(span.start),
    )


def _note_passage(article: Article, note: Note, sentences: tuple[Span, ...]) -> Passage:
    span, place = Span(sentences[0].start, sentences[-1].end), Span(note.anchor - 1, note.anchor)
    paragraphs = article.paragraphs_of(place)
    return Passage(
        id=f"{article.id}.{note.anchor}.note-{note.label}.{span.start}-{span.end}",
        article_id=article.id,
        span=span,
        section=paragraphs[0].section if paragraphs else _section_behind(article, note.anchor),
        paragraphs=tuple(paragraph.number for paragraph in paragraphs),
        pages=article.pages_of(place),
        notes=(note,),
        sentences=sentences,
        text=span.of(note.text or ""),
        note=note,
        language=note.language or article.language,
    )


def _section_behind(article: Article, offset: int) -> tuple[str, ...]:
    """Return the path of headings of the first paragraph behind an offset: in a heading, the path that it begins."""
    return next((paragraph.section for paragraph in article.paragraphs if paragraph.span.start >= offset), ())


def sentence_starts(passages: Passages) -> NDArray[np.int64]:
    """Return the number of each article's first sentence among all; every sentence is in a window, so the windows show it."""
    rows = passages.rows
    lengths = np.zeros(int(rows[-1, 0]) + 1 if len(rows) else 0, dtype=np.int64)
    np.maximum.at(lengths, rows[:, 0], rows[:, 2])
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
