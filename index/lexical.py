"""BM25, by rank-bm25."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from index.settings import Settings

Scores = NDArray[np.float32]


class LexicalIndex:
    """Scores passages by the words that they share with a question."""

    def __init__(self, passages: Sequence[Sequence[str]], settings: Settings) -> None:
        """Index the terms of each passage, in order."""
        self._size = len(passages)
        # Without any term, rank-bm25 would divide by an average length of zero.
        self._bm25 = _bm25(passages, settings) if any(passages) else None

    def scores(self, terms: Sequence[str]) -> Scores:
        """Return the BM25 score of every passage, float32 (n,); 0 for one that shares no term."""
        if self._bm25 is None:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(list(terms)), dtype=np.float32)

    def knows(self, term: str) -> bool:
        """Whether any passage has the term."""
        return term in self._idf

    def rarity(self, term: str) -> float:
        """Return the term's inverse document frequency; that of a term in no passage is the highest of all."""
        return self._idf.get(term, idf(self._size, 0))

    @property
    def _idf(self) -> dict[str, float]:
        return self._bm25.idf if self._bm25 else {}

    def coverage(self, terms: Iterable[str], covered_by: Iterable[str]) -> float:
        """Return the share of a question's terms that a text has, from 0 to 1, each weighted by its rarity."""
        wanted, present = sorted(set(terms)), set(covered_by)
        total = sum(map(self.rarity, wanted))
        return sum(self.rarity(term) for term in wanted if term in present) / total if total else 0.0


def _bm25(passages: Sequence[Sequence[str]], settings: Settings) -> BM25Okapi:
    """Return rank-bm25's scorer with an inverse document frequency that is never negative.

    Okapi's own is below zero for a term in more than half of the passages, and in one article these are the words that it
    is about. This is Lucene's: log(1 + (n - df + 0.5) / (df + 0.5)).
    """
    scorer = BM25Okapi(passages, k1=settings.bm25_k1, b=settings.bm25_b)
    frequencies = Counter(term for passage in passages for term in set(passage))
    scorer.idf = {term: idf(len(passages), frequency) for term, frequency in frequencies.items()}
    return scorer


def idf(passages: int, frequency: int) -> float:
    """Return the inverse document frequency of a term that `frequency` of so many passages have."""
    return math.log(1.0 + (passages - frequency + 0.5) / (frequency + 0.5))
