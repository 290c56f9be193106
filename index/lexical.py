"""BM25, by rank-bm25."""

from __future__ import annotations

import math
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
        worded = any(passages)
        self._bm25 = _Bm25(passages, k1=settings.bm25_k1, b=settings.bm25_b) if worded else None

    def scores(self, terms: Sequence[str]) -> Scores:
        """Return the BM25 score of every passage, float32 (n,); 0 for one that shares no term."""
        if self._bm25 is None:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(list(terms)), dtype=np.float32)

    def rarity(self, term: str) -> float:
        """Return the term's inverse document frequency; that of a term in no passage is the highest of all."""
        idf: dict[str, float] = self._bm25.idf if self._bm25 else {}
        return idf.get(term, math.log(1.0 + (self._size + 0.5) / 0.5))

    def coverage(self, terms: Iterable[str], covered_by: Iterable[str]) -> float:
        """Return the share of a question's terms that a text has, from 0 to 1, each weighted by its rarity."""
        wanted, present = sorted(set(terms)), set(covered_by)
        total = sum(map(self.rarity, wanted))
        return sum(self.rarity(term) for term in wanted if term in present) / total if total else 0.0


class _Bm25(BM25Okapi):
    """rank-bm25's scorer with an inverse document frequency that is never negative.

    Okapi's own is below zero for a term in more than half of the passages, and in one article these are the words that it
    is about. This is Lucene's: log(1 + (n - df + 0.5) / (df + 0.5)).
    """

    def _calc_idf(self, nd: dict[str, int]) -> None:
        for term, frequency in nd.items():
            self.idf[term] = math.log(1.0 + (self.corpus_size - frequency + 0.5) / (frequency + 0.5))
