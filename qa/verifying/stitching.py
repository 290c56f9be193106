"""A quotation covered with the longest runs of words that stand in the articles, and the places from which they are stitched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.records import Span
from qa.verifying.alignment import WordPair, stand_in_one_place
from qa.verifying.canonical_text import Numbers
from qa.verifying.prepared_articles import FEWEST_WORDS, PreparedArticle, place_in
from qa.verifying.scholarly_conventions import QuotationWords
from qa.verifying.verdicts import MOST_PLACES, Place, Verdict, VerdictKind


@dataclass(frozen=True, slots=True)
class WordRun:
    """QuotationWords of a quotation, from `asked` on, that stand as they are in an article, from `given` on."""

    words: QuotationWords
    prepared: PreparedArticle
    asked: int
    given: int
    length: int


def longest_runs(readings: Sequence[tuple[QuotationWords, PreparedArticle]]) -> list[WordRun]:
    """Cover a quotation, from its beginning, with the longest runs of words that stand in the articles."""
    runs: list[WordRun] = []
    for _, group in _by_words([_RunFinder.of(words, prepared) for words, prepared in readings]):
        runs = max(runs, _cover(group), key=lambda found: sum(run.length for run in found))
    return runs


@dataclass(frozen=True, slots=True)
class _RunFinder:
    """A quotation's words as an article numbers them, and where in it each four of them stand."""

    words: QuotationWords
    prepared: PreparedArticle
    numbers: Numbers
    low: Numbers
    high: Numbers

    @classmethod
    def of(cls, words: QuotationWords, prepared: PreparedArticle) -> _RunFinder:
        shingles = prepared.exact_shingles
        numbers = words.numbers(prepared.numbering.exact, str)
        return cls(words, prepared, numbers, *shingles.ranges(numbers))

    def runs(self, at: int) -> Iterator[WordRun]:
        """Yield the runs that begin with a word of the quotation."""
        if at >= len(self.low):
            return
        for place in self.prepared.exact_shingles.order[self.low[at] : min(self.high[at], self.low[at] + 64)]:
            given = int(place)
            most = min(len(self.numbers) - at, len(self.prepared.exact) - given)
            unequal = np.flatnonzero(self.numbers[at : at + most] != self.prepared.exact[given : given + most])
            yield WordRun(self.words, self.prepared, at, given, int(unequal[0]) if len(unequal) else most)


def _by_words(finders: list[_RunFinder]) -> Iterator[tuple[tuple[Span, ...], list[_RunFinder]]]:
    """Group the articles by how they let the quotation be read: the author's brackets are another matter in each."""
    groups: dict[tuple[Span, ...], list[_RunFinder]] = {}
    for finder in finders:
        groups.setdefault(finder.words.spans, []).append(finder)
    yield from groups.items()


def _cover(finders: list[_RunFinder]) -> list[WordRun]:
    """Return the longest runs one after the other; of equals, the one that goes on from the last, else the first."""
    runs: list[WordRun] = []
    at, count = 0, len(finders[0].words.spans)
    while at < count:
        found = [run for finder in finders for run in finder.runs(at) if run.length >= FEWEST_WORDS]
        best = max(found, key=lambda run: (run.length, bool(runs) and _goes_on(runs[-1], run)), default=None)
        runs += [best] if best else []
        at += best.length if best else 1
    return runs


def _goes_on(former: WordRun, run: WordRun) -> bool:
    """Whether two runs are one place: in order, with little or an admitted part of one paragraph between them."""
    if former.prepared is not run.prepared:
        return False
    before = WordPair(former.asked + former.length - 1, former.given + former.length - 1, same=True)
    after = WordPair(run.asked, run.given, same=True)
    return before.given < after.given and stand_in_one_place(before, after, run.words, run.prepared)


def count_places(runs: list[WordRun]) -> int:
    """Return from how many places runs are."""
    return len(_grouped(runs))


def _grouped(runs: list[WordRun]) -> list[list[WordRun]]:
    groups: list[list[WordRun]] = []
    for run in runs:
        if groups and _goes_on(groups[-1][-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def stitched_verdict(quotation: str, runs: list[WordRun]) -> Verdict:
    """Say from which places a quotation is stitched."""
    groups = _grouped(runs)
    places = tuple(_run_place(group[0], group[-1]) for group in islice(groups, MOST_PLACES))
    return Verdict(VerdictKind.STITCHED, quotation, places, (), len(groups))


def _run_place(first: WordRun, last: WordRun) -> Place:
    prepared = first.prepared
    span = prepared.original(prepared.words(first.given, last.given + last.length))[1]
    return place_in(prepared, span, first.words.quoted(first.asked, last.asked + last.length))
