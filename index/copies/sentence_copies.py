"""Sentences that are written alike, found by keys of their terms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.searching import Passages, TermSequences, sentence_starts
from index.text import plain

SEED = 20261126  # of the weights by which terms are told apart by their places
MOST_TRIED = 1000  # sentences of the same terms that are compared, for “Ibid.” stands everywhere
SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
Keys = NDArray[np.uint64]  # one for each sentence


class SentenceCopies:
    """Finds sentences that are written alike, but for capitals, diacritics, the form of apostrophes, and spaces.

    Sentences of the same terms in the same order have the same key, so that only these are compared.
    """

    def __init__(self, passages: Passages, keys: Keys) -> None:
        """Take the passages of a collection, and the keys of all their sentences as `sentence_keys` returns them."""
        self._passages = passages
        self._keys = keys

    @cached_property
    def _firsts(self) -> NDArray[np.int64]:
        return sentence_starts(self._passages)

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self._keys, kind="stable")

    def of(self, article: int, numbers: range) -> Iterator[tuple[int, range]]:
        """Yield where sentences of an article stand in others, in the order of these: the article and the sentences' numbers.

        All are positions: of articles in the index, and of sentences in their article as `searched_sentences` has them.
        """
        if not numbers:
            return
        first = int(self._firsts[article]) + numbers.start
        wanted = self._keys[first : first + len(numbers)]
        if not wanted.any():
            return
        for at in self._alike(wanted[0]):
            other = int(np.searchsorted(self._firsts, at, side="right")) - 1
            found = range(int(at) - int(self._firsts[other]), int(at) - int(self._firsts[other]) + len(numbers))
            elsewhere = other != article and at + len(numbers) <= self._firsts[other + 1]
            alike = elsewhere and np.array_equal(self._keys[at : at + len(numbers)], wanted)
            if alike and self._text(other, found) == self._text(article, numbers):
                yield other, found

    def _alike(self, key: np.uint64) -> NDArray[np.int64]:
        start, end = (int(np.searchsorted(self._keys, key, side=side, sorter=self._order)) for side in SIDES)
        return self._order[start : min(end, start + MOST_TRIED)]

    def _text(self, article: int, numbers: range) -> str:
        sentences = self._passages.sentences_of(article)[numbers.start : numbers.stop]
        noted = {sentence.note is None for sentence in sentences}
        return f"{noted} " + " ".join(plain(sentence.of(self._passages.articles[article])) for sentence in sentences)


def sentence_keys(sequences: TermSequences) -> Keys:
    """Return a key for each sentence, of its terms and their order; 0 where it has none. Sums wrap round, which is no harm."""
    starts, ids = sequences.starts, sequences.ids
    lengths = np.diff(starts)
    weights = np.random.default_rng(SEED).integers(1, 2**63, size=int(lengths.max(initial=0)), dtype=np.uint64) | np.uint64(1)
    places = np.arange(len(ids)) - np.repeat(starts[:-1], lengths)
    weighed = (ids.astype(np.uint64) + np.uint64(1)) * weights[places]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(weighed, dtype=np.uint64)])
    keys: Keys = sums[starts[1:]] - sums[starts[:-1]]
    return keys
