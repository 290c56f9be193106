"""fusion.py: two score lists become one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.fusion import RRF_K, Scores, best, min_max, ranking, reciprocal_ranks, union, weighted_sum


def scores(*values: float) -> Scores:
    return np.array(values, dtype=np.float32)


def test_weighted_sum_is_the_arithmetic() -> None:
    """Each list is scaled by its lowest and highest score, then they are added by weight."""
    fused = weighted_sum(scores(0.0, 3.0, 12.0), scores(0.5, 0.7, 0.1), 0.25)
    expected = [
        0.25 * (0 - 0) / 12 + 0.75 * (0.5 - 0.1) / 0.6,
        0.25 * (3 - 0) / 12 + 0.75 * (0.7 - 0.1) / 0.6,
        0.25 * (12 - 0) / 12 + 0.75 * (0.1 - 0.1) / 0.6,
    ]
    assert fused.tolist() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("values", "scaled"), [((), []), ((2.0,), [1.0]), ((2.0, 2.0), [1.0, 1.0]), ((0.0, 0.0), [0.0, 0.0])])
def test_scores_that_do_not_differ(values: tuple[float, ...], scaled: list[float]) -> None:
    """Nothing is divided by zero where there is no lowest and highest; a single good passage is not scored 0."""
    assert min_max(scores(*values)).tolist() == scaled


def test_ties_keep_their_order() -> None:
    """Of equal scores, the earlier passage comes first."""
    assert ranking(scores(0.5, 1.0, 0.5, 1.0)).tolist() == [1, 3, 0, 2]


@given(st.lists(st.integers(0, 5).map(float), min_size=1, max_size=30), st.integers(1, 35))
def test_best_are_the_first_of_the_ranking(values: list[float], count: int) -> None:
    """The best are those above 0 that a ranking of all puts first, equal scores included."""
    first = ranking(scores(*values))[:count].tolist()
    assert best(scores(*values), count).tolist() == sorted(position for position in first if values[position] > 0)


def test_reciprocal_ranks_are_the_arithmetic() -> None:
    """A passage gets a share for its rank in either search; without a common word, none for words."""
    fused = reciprocal_ranks(scores(3.0, 0.0, 7.0), scores(0.9, 0.5, 0.1))
    one, two, three = (RRF_K + 1) / (RRF_K + 1), (RRF_K + 1) / (RRF_K + 2), (RRF_K + 1) / (RRF_K + 3)
    assert fused.tolist() == pytest.approx([(two + one) / 2, (0 + two) / 2, (one + three) / 2])


@given(st.lists(st.integers(0, 50)), st.lists(st.integers(0, 50)))
def test_union_is_that_of_sets(one: list[int], other: list[int]) -> None:
    """What is in either is there once, in rising order."""
    found = union(np.array(one, dtype=np.int64), np.array(other, dtype=np.int64))
    assert found.tolist() == sorted({*one, *other})
    assert found.dtype == np.int64
