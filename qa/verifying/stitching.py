"""A quotation covered with the longest runs of words that stand in the articles, and the places from which they are stitched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.records import Span
from qa.verifying.alignment import Pair, is_near
from qa.verifying.prepared_articles import FEWEST_WORDS, Edition, place_in
from qa.verifying.scholarly_conventions import Words
from qa.verifying.shingles import Numbers
from qa.verifying.verdicts import MOST_PLACES, Kind, Place, Verdict


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a quotation, from `asked` on, that stand as they are in an article, from `given` on."""

    words: Words
    edition: Edition
    asked: int
    given: int
    length: int


def longest_runs(readings: Sequence[tuple[Words, Edition]]) -> list[Run]:
    """Cover a quotation, from its beginning, with the longest runs of words that stand in the articles."""
    runs: list[Run] = []
    for _, group in _by_words([_Source.of(words, edition) for words, edition in readings]):
        runs = max(runs, _cover(group), key=lambda found: sum(run.length for run in found))
    return runs


@dataclass(frozen=True, slots=True)
class _Source:
    """A quotation's words as an article numbers them, and where in it each four of them stand."""

    words: Words
    edition: Edition
    numbers: Numbers
    low: Numbers
    high: Numbers

    @classmethod
    def of(cls, words: Words, edition: Edition) -> _Source:
        shingles = edition.exact_shingles
        numbers = words.numbers(edition.exact_numbers, str)
        return cls(words, edition, numbers, *shingles.ranges(numbers))

    def runs(self, at: int) -> Iterator[Run]:
        """Yield the runs that begin with a word of the quotation."""
        if at >= len(self.low):
            return
        for place in self.edition.exact_shingles.order[self.low[at] : min(self.high[at], self.low[at] + 64)]:
            given = int(place)
            most = min(len(self.numbers) - at, len(self.edition.exact) - given)
            unequal = np.flatnonzero(self.numbers[at : at + most] != self.edition.exact[given : given + most])
            yield Run(self.words, self.edition, at, given, int(unequal[0]) if len(unequal) else most)


def _by_words(sources: list[_Source]) -> Iterator[tuple[tuple[Span, ...], list[_Source]]]:
    """Group the articles by how they let the quotation be read: the author's brackets are another matter in each."""
    groups: dict[tuple[Span, ...], list[_Source]] = {}
    for source in sources:
        groups.setdefault(source.words.spans, []).append(source)
    yield from groups.items()


def _cover(sources: list[_Source]) -> list[Run]:
    """Return the longest runs one after the other; of equals, the one that goes on from the last, else the first."""
    runs: list[Run] = []
    at, count = 0, len(sources[0].words.spans)
    while at < count:
        found = [run for source in sources for run in source.runs(at) if run.length >= FEWEST_WORDS]
        best = max(found, key=lambda run: (run.length, bool(runs) and _goes_on(runs[-1], run)), default=None)
        runs += [best] if best else []
        at += best.length if best else 1
    return runs


def _goes_on(former: Run, run: Run) -> bool:
    """Whether two runs are one place: in order, with little or an admitted part of one paragraph between them."""
    if former.edition is not run.edition:
        return False
    before = Pair(former.asked + former.length - 1, former.given + former.length - 1, same=True)
    after = Pair(run.asked, run.given, same=True)
    return before.given < after.given and is_near(before, after, run.words, run.edition)


def count_places(runs: list[Run]) -> int:
    """Return from how many places runs are."""
    return len(_grouped(runs))


def _grouped(runs: list[Run]) -> list[list[Run]]:
    groups: list[list[Run]] = []
    for run in runs:
        if groups and _goes_on(groups[-1][-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def stitched(quotation: str, runs: list[Run]) -> Verdict:
    """Say from which places a quotation is stitched."""
    groups = _grouped(runs)
    places = tuple(_run_place(group[0], group[-1]) for group in islice(groups, MOST_PLACES))
    return Verdict(Kind.STITCHED, quotation, places, (), len(groups))


def _run_place(first: Run, last: Run) -> Place:
    edition = first.edition
    span = edition.original(edition.words(first.given, last.given + last.length))[1]
    return place_in(edition, span, first.words.quoted(first.asked, last.asked + last.length))
