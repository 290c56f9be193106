"""qa/metrics.py: the measures, worked out again by hand."""

from __future__ import annotations

import math

import pytest

from qa.metrics import hit_at, mean_reciprocal_rank, precision, quantile, recall, share


def test_question_without_a_result_stays_in_the_mean() -> None:
    """What found nothing counts as a miss and a reciprocal rank of 0."""
    ranks = [1, 3, None, 2]
    assert hit_at(ranks, 1).value == 1 / 4
    assert hit_at(ranks, 3).value == 3 / 4
    assert mean_reciprocal_rank(ranks).value == pytest.approx((1 + 1 / 3 + 0 + 1 / 2) / 4)


def test_interval_is_wilsons() -> None:
    """The interval of 7 of 10 is Wilson's, from its formula."""
    score = share("x", [True] * 7 + [False] * 3)
    z, n, p = 1.959964, 10, 0.7
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert score.interval == pytest.approx((middle - half, middle + half), abs=1e-5)


def test_labels_are_counted_one_by_one() -> None:
    """Precision counts the labels given, recall the labels wanted, over all questions together."""
    given = [frozenset({"5"}), frozenset({"6", "7"}), frozenset[str]()]
    wanted = [frozenset({"5"}), frozenset({"7"}), frozenset({"9"})]
    assert precision("p", given, wanted).value == pytest.approx(2 / 3)
    assert recall("r", given, wanted).value == pytest.approx(2 / 3)
    assert recall("r", given, wanted).count == 3


def test_nothing_to_measure() -> None:
    """Of no questions at all, every measure is 0 and says that it is over none."""
    for score in (share("x", []), mean_reciprocal_rank([]), quantile("ms", [], 0.5)):
        assert (score.value, score.count) == (0.0, 0)
    assert quantile("ms", [1.0, 2.0, 9.0], 0.5).value == 2.0
