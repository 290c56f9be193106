"""The measures, as plain functions of what each question got.

A question without a result scores its worst and stays in the mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.stats import binomtest

from qa.records import Score


def share(name: str, successes: Iterable[bool]) -> Score:
    """Return the share of successes with Wilson's 95 % interval (Wilson, JASA 22, 1927); 0 of 0 is 0."""
    marks = list(successes)
    if not marks:
        return Score(name, 0.0, 0)
    interval = binomtest(sum(marks), len(marks)).proportion_ci(method="wilson")
    return Score(name, sum(marks) / len(marks), len(marks), (float(interval.low), float(interval.high)))


def hit_at(ranks: Sequence[int | None], k: int) -> Score:
    """Return the share of questions whose first right result stands at rank `k` or better."""
    return share(f"hit@{k}", (rank is not None and rank <= k for rank in ranks))


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> Score:
    """Return the mean of 1 / rank of the first right result, 0 where there is none (Voorhees, TREC-8, 1999).

    >>> mean_reciprocal_rank([1, 2, None]).value
    0.5
    """
    return Score("mean reciprocal rank", mean(0.0 if rank is None else 1.0 / rank for rank in ranks), len(ranks))


def precision(name: str, predicted: Sequence[frozenset[str]], wanted: Sequence[frozenset[str]]) -> Score:
    """Return the share of all predicted labels that were wanted (micro-averaged)."""
    return share(name, (label in right for labels, right in zip(predicted, wanted, strict=True) for label in sorted(labels)))


def recall(name: str, predicted: Sequence[frozenset[str]], wanted: Sequence[frozenset[str]]) -> Score:
    """Return the share of all wanted labels that were predicted (micro-averaged)."""
    return precision(name, wanted, predicted)


def quantile(name: str, values: Sequence[float], q: float) -> Score:
    """Return the `q`-quantile of some values, 0 where there are none."""
    return Score(name, float(np.quantile(values, q)) if values else 0.0, len(values))


def mean(values: Iterable[float]) -> float:
    """Return the arithmetic mean, 0 where there is nothing."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0
