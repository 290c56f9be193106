"""From which of many articles a quotation that none has as it stands may be: those that share the rarest runs of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.text import fold
from qa.verifying.canonical_text import WORD, CanonicalText, Numbers
from qa.verifying.prepared_articles import BRACKET_OR_ELLIPSIS, FEWEST_WORDS, GRAMS, PreparedArticle
from qa.verifying.shingles import NOWHERE, Vocabulary, hashes

MOST_LIKELY = 12  # articles in which a quotation is looked for word by word


@dataclass(frozen=True, slots=True)
class _Runs:
    """Which articles have which runs of a length: the runs' numbers, sorted, and beside each an article's, both (entries,)."""

    length: int
    runs: NDArray[np.uint64]
    articles: Numbers

    @classmethod
    def of(cls, folded: Sequence[Numbers], length: int) -> _Runs:
        """Return those of articles, given the numbers of their words."""
        found = [np.unique(hashes(numbers, length)) for numbers in folded]
        runs = np.concatenate(found)
        articles = np.repeat(np.arange(len(found)), [len(each) for each in found])
        order = np.argsort(runs, kind="stable")
        return cls(length, runs[order], articles[order])

    def weights(self, asked: NDArray[np.uint64], count: int) -> NDArray[np.float64]:
        """Return what each of `count` articles has of these runs, (count,): each weighs more the fewer articles have it."""
        low, high = np.searchsorted(self.runs, asked, "left"), np.searchsorted(self.runs, asked, "right")
        times = high - low
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        weights = self.length / np.repeat(times, times)
        return np.asarray(np.bincount(self.articles[np.repeat(low, times) + within], weights, count), np.float64)


class LikelyArticles:
    """Articles, by the runs of words that they have."""

    def __init__(self, prepared_articles: Sequence[PreparedArticle], vocabulary: Vocabulary) -> None:
        """Look through them; all are numbered by `vocabulary`."""
        folded = [prepared.folded for prepared in prepared_articles]
        self._prepared, self._vocabulary = prepared_articles, vocabulary
        self._runs = tuple(_Runs.of(folded, length) for length in GRAMS)

    def of(self, asked: CanonicalText) -> tuple[list[PreparedArticle], list[PreparedArticle]]:
        """Return the articles that are likeliest, and those that share a run of `FEWEST_WORDS`, both in their order."""
        weights = {runs.length: self._weights(asked, runs) for runs in self._runs}
        total = np.sum(list(weights.values()), axis=0)
        best = np.sort(np.argsort(-total, kind="stable")[:MOST_LIKELY])
        return self._at(best[total[best] > 0]), self._at(np.flatnonzero(weights[FEWEST_WORDS]))

    def _weights(self, asked: CanonicalText, runs: _Runs) -> NDArray[np.float64]:
        found = (hashes(numbers, runs.length) for numbers in self._numbers(asked))
        return runs.weights(np.unique(np.concatenate(list(found))), len(self._prepared))

    def _numbers(self, asked: CanonicalText) -> Iterator[Numbers]:
        """Yield the numbers of a quotation's words, with what stands in brackets and without, as far as all are known."""
        for text in (asked.text.replace("[", "").replace("]", ""), BRACKET_OR_ELLIPSIS.sub(" ", asked.text)):
            words = [self._vocabulary.folded.get(fold(word), NOWHERE) for word in WORD.findall(text)]
            numbers = np.array(words, np.int64)
            yield from np.split(numbers, np.flatnonzero(numbers == NOWHERE))

    def _at(self, numbers: Numbers) -> list[PreparedArticle]:
        return [self._prepared[number] for number in numbers]
