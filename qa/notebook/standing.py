"""Whether what was kept still stands in the library, word for word: verified again, whenever it is shown or exported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import inf
from time import perf_counter

from index.errors import UnknownArticleError
from index.records import REMARK, Article, Span
from qa.notebook.records import Mark
from qa.opened_index import OpenedIndex
from qa.verifying import Verdict, VerdictKind, find_quote

MOST_SHOWN = 300  # characters of what the text has now


class StandingKind(Enum):
    """How kept words stand in the text as it is now."""

    WORD_FOR_WORD = "word for word"
    """At the place where they were kept."""
    MOVED = "moved"
    """Word for word, at another place: the article was read anew."""
    RECOGNISED = "as recognised"
    """As the text has them, which was recognised in a picture of the page; that alone can prove them."""
    CHANGED = "changed"
    """No longer word for word; the text has something like them."""
    GONE = "gone"
    """Nowhere in the article any more."""
    WITHOUT_ARTICLE = "without article"
    """The article is no longer in the library."""
    UNVERIFIED = "not verified"
    """The time was over before they were looked for."""


SENTENCES = {
    StandingKind.WORD_FOR_WORD: "These words stand in the text, word for word.",
    StandingKind.MOVED: "These words stand in the text, word for word, at another place than when they were kept.",
    StandingKind.RECOGNISED: "These words stand in the text as it was recognised in a picture of the page.",
    StandingKind.CHANGED: "These words no longer stand word for word in the text.",
    StandingKind.GONE: "These words do not stand in the text any more.",
    StandingKind.WITHOUT_ARTICLE: "The article is no longer in the library, so that these words could not be verified.",
    StandingKind.UNVERIFIED: "These words were not verified, for the time was over; export fewer marks at a time.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a mark's words stand: `span` and `article` where they do, and `now` what the text has in their place."""

    kind: StandingKind
    article: Article | None = None
    span: Span | None = None
    now: str = ""

    @property
    def holds(self) -> bool:
        """Whether the words stand in the text, word for word."""
        return self.kind in (StandingKind.WORD_FOR_WORD, StandingKind.MOVED)

    @property
    def is_found(self) -> bool:
        """Whether the text has these words, to the letter, though it may itself have been recognised in a picture."""
        return self.holds or self.kind is StandingKind.RECOGNISED

    @property
    def sentence(self) -> str:
        """The same in words."""
        ended = "" if self.now.endswith((".", "!", "?", "…")) else "."
        return f"{SENTENCES[self.kind]} It has “{self.now}”{ended}" if self.now else SENTENCES[self.kind]


@dataclass(frozen=True, slots=True)
class StandingMark:
    """A mark, and how its words stand."""

    mark: Mark
    standing: Standing

    @property
    def remark(self) -> str:
        """What is to be said of words that were recognised in a picture; empty of others, and where the text now has print."""
        article, span = self.standing.article, self.standing.span
        recognised = article.source.is_recognised(span) if article and span else self.mark.stretch.recognised
        return REMARK if recognised else ""

    @property
    def warning(self) -> str:
        """What is wrong with the words, or to be checked in them, in sentences; empty where they stand word for word."""
        told = "" if self.standing.holds else self.standing.sentence
        return " ".join(filter(None, (told, f"{self.remark.capitalize()}." if self.remark else "")))


def standing_marks(marks: Iterable[Mark], opened: OpenedIndex, seconds: float = inf) -> tuple[StandingMark, ...]:
    """Return each mark with how it stands in the index that is open; what is not verified within `seconds` is said to be so."""
    end = perf_counter() + seconds
    unverified = Standing(StandingKind.UNVERIFIED)
    return tuple(StandingMark(mark, unverified if perf_counter() > end else standing(mark, opened)) for mark in marks)


def standing(mark: Mark, opened: OpenedIndex) -> Standing:
    """Return how a mark's words stand in the index that is open."""
    stretch = mark.stretch
    try:
        article = opened.collection.article(stretch.article_id)
    except UnknownArticleError:
        return Standing(StandingKind.WITHOUT_ARTICLE)
    verdict = opened.verifier.verify(stretch.words, article.id)
    if verdict.kind not in (VerdictKind.EXACT, VerdictKind.RECOGNISED):
        return _not_exact(article, verdict)
    span = _place(article, mark, verdict)
    if article.source.is_recognised(span):
        same = span.of(article.text) == stretch.words
        return Standing(StandingKind.RECOGNISED, article, span) if same else _not_exact(article, verdict)
    return Standing(StandingKind.WORD_FOR_WORD if span == stretch.span else StandingKind.MOVED, article, span)


def _place(article: Article, mark: Mark, verdict: Verdict) -> Span:
    """Return where the words stand: as the verdict has it, of several places the one with the same words around it."""
    stretch = mark.stretch
    spans = [place.span for place in verdict.places]
    if stretch.span in spans:
        return stretch.span
    found = find_quote(article, stretch.quote, stretch.span.start)
    return found if found in spans else min(spans, key=lambda span: abs(span.start - stretch.span.start))


def _whole_sentences(article: Article, span: Span) -> Span:
    """Return the sentences that share a character with a stretch; the stretch itself where it is in none."""
    sentences = [each for paragraph in article.paragraphs_of(span) for each in paragraph.sentences if each.overlaps(span)]
    return Span(sentences[0].start, sentences[-1].end) if sentences else span


def _not_exact(article: Article, verdict: Verdict) -> Standing:
    if not verdict.places:
        return Standing(StandingKind.GONE, article)
    span = _whole_sentences(article, verdict.places[0].span)
    words = span.of(article.text)
    return Standing(StandingKind.CHANGED, article, span, words if len(words) <= MOST_SHOWN else words[:MOST_SHOWN] + "…")
