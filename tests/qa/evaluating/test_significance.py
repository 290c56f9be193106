"""significance.py: whether two runs differ by more than chance."""

from __future__ import annotations

import pytest

from qa.errors import EvaluationError
from qa.evaluating.measures import RANKING, REFUSAL
from qa.evaluating.significance import differences, paired
from tests.outcomes import evidence, outcome, question, run

HIT, NOT_REFUSED = RANKING[0], REFUSAL[2]


def test_p_is_that_of_all_swaps() -> None:
    """Where one run hits ten questions that the other misses, and nothing else differs, p is 2 of 2^10 swaps."""
    good = run(*(outcome(question(f"q{at}", *evidence(3)), 3) for at in range(10)))
    bad = run(*(outcome(question(f"q{at}", *evidence(3)), 8) for at in range(10)), name="other")
    (found,) = differences(good, [bad], [HIT])
    assert (found.value, found.other, found.system) == (1.0, 0.0, "other")
    assert found.p == pytest.approx(2 / 2**10)
    assert found.significant


def test_like_runs_do_not_differ() -> None:
    """A run compared with itself has p = 1."""
    one = run(*(outcome(question(f"q{at}", *evidence(3)), at % 5) for at in range(10)))
    (found,) = differences(one, [one], [HIT])
    assert (found.p, found.significant) == (1.0, False)


def test_many_differences_are_held_to_a_higher_bar() -> None:
    """One p of 2/64 is real alone, and not beside another measure that does not differ."""
    good = run(*(outcome(question(f"q{at}", *evidence(3)), 3) for at in range(6)))
    bad = run(*(outcome(question(f"q{at}", *evidence(3)), 8) for at in range(6)))
    assert [found.significant for found in differences(good, [bad], [HIT])] == [True]
    assert [round(found.adjusted, 4) for found in differences(good, [bad], [HIT, NOT_REFUSED])] == [0.0625, 1.0]


def test_runs_of_other_questions_are_refused() -> None:
    """Without a common question, or with another evidence for one, there is nothing to compare."""
    one = run(outcome(question("a", *evidence(3)), 3))
    with pytest.raises(EvaluationError, match="no question in common"):
        paired(one, run(outcome(question("b", *evidence(3)), 3)))
    with pytest.raises(EvaluationError, match="'a' is not the same in both runs"):
        paired(one, run(outcome(question("a", *evidence(4)), 3)))
    more = run(outcome(question("b", *evidence(3)), 3), outcome(question("a", *evidence(3)), 3))
    assert [found.question.id for found in paired(more, one)[0]] == ["a"]
