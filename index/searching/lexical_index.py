"""BM25 by rank-bm25, frozen: what it would score for each term in each passage is worked out once, when an index is built."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from index.searching.abbreviation_forms import Alternative
from index.settings import Settings

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """What BM25 has to know of a whole collection: its `passages`, how many `terms` they have in all, and how rare each term is.

    `frequencies` are the passages with each term of the vocabulary, int64 (terms,).
    """

    passages: int
    terms: int
    frequencies: NDArray[np.int64]


class LexicalIndex:
    """Scores passages by the words that they share with a question, by adding up a column for each of its terms.

    A column holds the passages that have the term, in rising order, and the score that each gets for it: those of term n
    are `passages[starts[n]:starts[n + 1]]` and `weights[starts[n]:starts[n + 1]]`.
    """

    def __init__(
        self,
        size: int,
        starts: NDArray[np.int64],
        passages: NDArray[np.int32],
        weights: Scores,
        whole: Statistics | None = None,
    ) -> None:
        """Take the columns of an index of `size` passages: int64 (terms + 1,), int32 (m,), float32 (m,).

        `whole` is what is known of the collection of which these passages are a part; None where they are all.
        """
        self.size = size
        self.starts = starts
        self.passages = passages
        self.weights = weights
        count, frequencies = (whole.passages, whole.frequencies) if whole else (size, np.diff(starts))
        self._idf = idfs(count, frequencies)
        self._unseen = idf(count, 0)

    @classmethod
    def build(cls, passages: Sequence[Sequence[int]], terms: int, settings: Settings) -> LexicalIndex:
        """Index `passages`, each given as the numbers of its terms; there are `terms` different ones.

        Okapi's own inverse document frequency is below zero for a term in more than half of the passages, and in one article
        these are the words that it is about. It is replaced by Lucene's, log(1 + (n - df + 0.5) / (df + 0.5)).
        """
        if not any(passages):  # rank-bm25 would divide by an average length of zero
            return cls(len(passages), np.zeros(terms + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))
        scorer = BM25Okapi(passages, k1=settings.bm25_k1, b=settings.bm25_b)
        lengths = [len(counts) for counts in scorer.doc_freqs]
        found = np.fromiter(chain.from_iterable(scorer.doc_freqs), dtype=np.int64, count=sum(lengths))
        counts = np.fromiter(chain.from_iterable(c.values() for c in scorer.doc_freqs), dtype=np.float64, count=sum(lengths))
        documents = np.repeat(np.arange(len(passages), dtype=np.int32), lengths)
        order = np.argsort(found, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(found, minlength=terms))]).astype(np.int64)
        frozen = cls(len(passages), starts, documents[order], np.zeros(0, np.float32))
        length = np.array(scorer.doc_len)[documents]
        weights = frozen._idf[found] * counts * (scorer.k1 + 1)
        weights /= counts + scorer.k1 * (1 - scorer.b + scorer.b * length / scorer.avgdl)
        frozen.weights = weights[order].astype(np.float32)
        return frozen

    @classmethod
    def of_part(cls, passages: Iterable[NDArray[np.int32]], whole: Statistics, settings: Settings) -> LexicalIndex:
        """Index passages that are a part of a collection: what each term scores in each is, to the bit, what `build` has for all.

        `passages` are given as the numbers that their terms have in the whole collection's vocabulary.
        """
        lengths, found, documents, counts = _counted(list(passages))
        starts = np.concatenate([[0], np.cumsum(np.bincount(found, minlength=len(whole.frequencies)))]).astype(np.int64)
        if not whole.terms:
            return cls(len(lengths), starts, documents, np.zeros(0, np.float32), whole)
        k1, b, average = settings.bm25_k1, settings.bm25_b, whole.terms / whole.passages
        weights = idfs(whole.passages, whole.frequencies)[found] * counts.astype(np.float64) * (k1 + 1)
        weights /= counts + k1 * (1 - b + b * lengths[documents] / average)
        return cls(len(lengths), starts, documents, weights.astype(np.float32), whole)

    def scores(self, terms: Sequence[int], alternatives: Sequence[Alternative] = ()) -> Scores:
        """Return the BM25 score of every passage, float32 (size,); 0 for one that shares no term.

        For a stretch with alternatives a passage gets what it gets for that or for one of these, whichever is most; and these
        weigh as much as the stretch does, by rarity.
        """
        scores, at = np.zeros(self.size, dtype=np.float32), 0
        for (start, end), others in groupby(alternatives, key=lambda each: (each.start, each.end)):
            own = terms[start:end]
            forms = [self._sum(each.ids) * np.float32(self._weight(own) / self._weight(each.ids)) for each in others]
            scores += self._sum(terms[at:start]) + np.maximum.reduce([self._sum(own), *forms])
            at = end
        return scores + self._sum(terms[at:]) if at else self._sum(terms)

    def _weight(self, terms: Iterable[int]) -> float:
        return sum(map(self.rarity, terms))

    def _sum(self, terms: Iterable[int]) -> Scores:
        scores = np.zeros(self.size, dtype=np.float32)
        for term in terms:
            column = self._column(term)
            # A passage stands in a column once, so that adding by position adds each weight.
            scores[self.passages[column]] += self.weights[column]
        return scores

    def occurs(self, term: int, within: range) -> bool:
        """Whether any of the passages in that range of positions has the term."""
        passages = self.passages[self._column(term)]
        return bool(np.searchsorted(passages, within.stop) > np.searchsorted(passages, within.start))

    def first(self, term: int) -> int | None:
        """Return the position of the first passage that has the term, None where none has it."""
        column = self._column(term)
        return int(self.passages[column.start]) if column.stop > column.start else None

    def frequency(self, term: int) -> int:
        """Return how many passages have the term."""
        column = self._column(term)
        return int(column.stop - column.start)

    def rarity(self, term: int) -> float:
        """Return the term's inverse document frequency; that of a term in no passage, a number below 0, is the highest."""
        return float(self._idf[term]) if term >= 0 else self._unseen

    def _column(self, term: int) -> slice:
        return slice(int(self.starts[term]), int(self.starts[term + 1])) if term >= 0 else slice(0, 0)


def _counted(
    passages: Sequence[NDArray[np.int32]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Return how many terms each passage has; then, in rising order, each term with each passage that has it, and how often."""
    lengths = np.array([len(terms) for terms in passages], dtype=np.int64)
    terms = np.concatenate([*passages, np.zeros(0, np.int32)]).astype(np.int64)
    places, counts = np.unique(terms * max(len(passages), 1) + np.repeat(np.arange(len(passages)), lengths), return_counts=True)
    found, documents = np.divmod(places, max(len(passages), 1))
    return lengths, found, documents.astype(np.int32), counts


def idfs(passages: int, frequencies: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the inverse document frequencies of terms that so many of the passages have each."""
    return np.asarray(np.log(1.0 + (passages - frequencies + 0.5) / (frequencies + 0.5)))


def idf(passages: int, frequency: int) -> float:
    """Return the inverse document frequency of a term that `frequency` of so many passages have."""
    return math.log(1.0 + (passages - frequency + 0.5) / (frequency + 0.5))
