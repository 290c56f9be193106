"""Two score lists become one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
RRF_K = 60


def min_max(scores: Scores) -> Scores:
    """Scale scores to [0, 1], the lowest to 0 and the highest to 1; equal scores to 1, or to 0 where nothing speaks for any.

    >>> min_max(np.array([2.0, 4.0, 3.0], dtype=np.float32)).tolist()
    [0.0, 1.0, 0.5]
    """
    low, high = scores.min(initial=np.inf), scores.max(initial=-np.inf)
    if not high > low:
        return (scores > 0).astype(np.float32)
    return np.asarray((scores - low) / (high - low), dtype=np.float32)


def weighted_sum(lexical: Scores, semantic: Scores, lexical_weight: float) -> Scores:
    """Return `lexical_weight` times the scaled lexical scores plus the rest times the scaled semantic ones, float32 (n,).

    Source: convex combination with min–max scaling, Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
    Retrieval", ACM TOIS 42 (2023).
    """
    weight = np.float32(lexical_weight)
    return weight * min_max(lexical) + (np.float32(1.0) - weight) * min_max(semantic)


def reciprocal_ranks(lexical: Scores, semantic: Scores) -> Scores:
    """Return the sum over both searches of (60 + 1) / (60 + rank), halved, so that first in both is 1; float32 (n,).

    A passage without any word of the question gets nothing for words. Source: Cormack, Clarke and Büttcher, "Reciprocal Rank
    Fusion Outperforms Condorcet and Individual Rank Learning Methods", SIGIR 2009; scaled, which leaves the order as it is.
    """
    total = np.zeros(len(lexical))
    for scores, counted in ((lexical, lexical > 0), (semantic, np.ones(len(semantic), dtype=np.bool_))):
        ranks = np.empty(len(scores))
        ranks[ranking(scores)] = np.arange(1, len(scores) + 1)
        total += np.where(counted, (RRF_K + 1) / (RRF_K + ranks), 0.0)
    return np.asarray(total / 2, dtype=np.float32)


def ranking(scores: Scores) -> NDArray[np.int64]:
    """Return positions by falling score; equal scores keep their order."""
    return np.argsort(-scores, kind="stable").astype(np.int64)


def best(scores: Scores, count: int) -> NDArray[np.int64]:
    """Return the positions of the `count` highest scores above 0, in rising order of position; of equals, the first.

    Without sorting all scores, which for 100,000 of them takes longer than everything else in a search.
    """
    found = np.flatnonzero(scores > 0)
    if len(found) <= count:
        return found.astype(np.int64)
    values = scores[found]
    lowest = np.partition(values, len(values) - count)[len(values) - count]
    above, equal = found[values > lowest], found[values == lowest]
    return union(above, equal[: count - len(above)])


def union(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the positions that are in either, each once, in rising order.

    NumPy's own `union1d` loads its masked arrays, which takes a question from the shell 10 ms.

    >>> union(np.array([4, 1]), np.array([2, 4])).tolist()
    [1, 2, 4]
    """
    together = np.sort(np.concatenate((one, other))).astype(np.int64)
    return together[np.diff(together, prepend=-1) > 0]
