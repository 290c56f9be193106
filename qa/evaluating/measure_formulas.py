"""The measures, as plain functions of ranks, of marks and of probabilities.

Those of one question take what it found; those of many take arrays whose last axis (or `axis`) runs over the questions, so
that thousands of resamples are measured at once. A question without a result scores its worst and stays in the mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
BINS = 10  # of equal width, over which the calibration error is taken

Rank = int | None


def hit_at(ranks: Iterable[Rank], k: int) -> float:
    """Return 1 where anything right stands at rank `k` or better, else 0."""
    return float(any(rank is not None and rank <= k for rank in ranks))


def recall_at(ranks: Sequence[Rank], k: int) -> float:
    """Return the share of what is right that stands at rank `k` or better; None is the rank of what was not found.

    >>> recall_at([1, None, 7, 3], 5)
    0.5
    """
    return mean(float(rank is not None and rank <= k) for rank in ranks)


def reciprocal_rank(ranks: Iterable[Rank]) -> float:
    """Return 1 / rank of the first right result, 0 where there is none (Voorhees, TREC-8, 1999)."""
    return max((1.0 / rank for rank in ranks if rank is not None), default=0.0)


def ndcg_at(gains: Sequence[float], all_gains: Iterable[float], k: int) -> float:
    """Return the discounted gain of the first `k` results over that of the best order of `all_gains`; 0 where nothing is right.

    Source: Järvelin and Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", ACM TOIS 20 (2002), with log2(rank + 1).

    >>> round(ndcg_at([0.0, 1.0], [1.0], 10), 4)
    0.6309
    """
    ideal = _discounted(sorted(all_gains, reverse=True)[:k])
    return _discounted(gains[:k]) / ideal if ideal else 0.0


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def ratio(numerators: Values, denominators: Values, axis: int = -1) -> Values:
    """Return the sum of one column over that of the other, 0 where that is 0: a mean, or a share of labels (micro-averaged)."""
    total = denominators.sum(axis=axis)
    return np.asarray(numerators.sum(axis=axis) / np.where(total == 0, 1, total))


def f1(right: Values, given: Values, wanted: Values, axis: int = -1) -> Values:
    """Return the harmonic mean of precision and recall over the labels of all questions together."""
    return ratio(2 * right, given + wanted, axis)


def roc_area(confidence: Values, positive: Values, axis: int = -1) -> Values:
    """Return how often a positive question is surer than a negative one, ties counting half; 0.5 where one kind is missing.

    Source: Hanley and McNeil, "The Meaning and Use of the Area under a ROC Curve", Radiology 143 (1982).
    """
    from scipy.stats import rankdata  # here, because it takes half a second to load

    ranks = rankdata(confidence, axis=axis)
    positives = positive.sum(axis=axis)
    pairs = positives * (positive.shape[axis] - positives)
    above = (ranks * positive).sum(axis=axis) - positives * (positives + 1) / 2
    return np.where(pairs == 0, 0.5, above / np.where(pairs == 0, 1, pairs))


def risk_coverage_area(confidence: Values, right: Values, axis: int = -1) -> Values:
    """Return the mean, over all coverages, of the share of wrong answers among the surest; of equals, the first is asked first.

    Source: Geifman, Uziel and El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers", ICLR 2019.
    """
    return np.asarray(risks(confidence, right, axis).mean(axis=axis))


def risks(confidence: Values, right: Values, axis: int = -1) -> Values:
    """Return the share of wrong answers among the surest 1, 2, … of all questions."""
    order = np.argsort(-confidence, axis=axis, kind="stable")
    wrong = 1.0 - np.take_along_axis(right, order, axis=axis)
    counts = np.cumsum(np.ones_like(wrong), axis=axis)
    return np.asarray(np.cumsum(wrong, axis=axis) / counts)


def calibration_error(confidence: Values, right: Values, axis: int = -1) -> Values:
    """Return the expected calibration error: the mean distance of confidence and share right, bin by bin.

    Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, with BINS bins of equal width.
    """
    bins = bin_of(confidence)
    surplus = confidence - right
    return np.asarray(sum(np.abs((surplus * (bins == at)).sum(axis=axis)) for at in range(BINS)) / confidence.shape[axis])


def bin_of(confidence: Values) -> NDArray[np.int64]:
    """Return the number of the bin in which each confidence falls, from 0."""
    return np.minimum((confidence * BINS).astype(np.int64), BINS - 1)


def quantile(values: Values, q: float, axis: int = -1) -> Values:
    """Return the `q`-quantile."""
    return np.asarray(np.quantile(values, q, axis=axis))


def mean(values: Iterable[float]) -> float:
    """Return the arithmetic mean, 0 where there is nothing."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0
