"""intervals.py: intervals by bootstrap."""

from __future__ import annotations

import pytest

from qa.evaluating.intervals import score, scores
from qa.evaluating.measures import RANKING
from tests.outcomes import evidence, outcome, question

HIT = RANKING[0]


def test_interval_is_near_the_binomial_one() -> None:
    """Of 100 questions with 70 hits, the interval is within .02 of 0.7 ± 1.96 √(0.7 × 0.3 / 100)."""
    outcomes = [outcome(question(f"q{at}", *evidence(3)), 3 if at < 70 else 8) for at in range(100)]
    found = score(outcomes, HIT)
    half = 1.96 * (0.7 * 0.3 / 100) ** 0.5
    assert found.value == 0.7
    assert found.interval == pytest.approx((0.7 - half, 0.7 + half), abs=0.02)


def test_intervals_are_the_same_each_time() -> None:
    """The resamples are drawn alike in every call; all alike, the interval is the value; of one question, there is none."""
    outcomes = [outcome(question(f"q{at}", *evidence(3)), at % 9) for at in range(30)]
    assert scores(outcomes) == scores(outcomes)
    assert score([outcome(question(name, *evidence(3)), 3) for name in "ab"], HIT).interval == (1.0, 1.0)
    assert score(outcomes[:1], HIT).interval is None
