"""standings.py: which replicas are asked first, and when another is."""

from __future__ import annotations

import pytest

from index.cluster.standings import SLOW, SLOWEST, TIMES, WEIGHT, ReplicaState, Standings


@pytest.fixture
def standings() -> Standings:
    """Three replicas of shard 0, all well."""
    found = Standings(3)
    for replica in range(3):
        found.tell(0, replica, up=True)
    return found


def test_replicas_take_turns(standings: Standings) -> None:
    """Where all are well."""
    assert [standings.order(0, turn) for turn in range(4)] == [[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 1, 2]]


def test_those_that_answer_come_first(standings: Standings) -> None:
    """Behind them one by which somebody waited in vain, and last one that failed; a sign of life makes both equal again."""
    standings.overtaken(0, 1)
    standings.failed(0, 0)
    assert [standings.order(0, turn) for turn in range(3)] == [[2, 1, 0]] * 3
    standings.tell(0, 1, up=True)
    standings.answered(0, 0, 0.01)
    assert standings.order(0, 0) == [0, 1, 2]


def test_a_shard_is_given_up_until_it_gives_a_sign(standings: Standings) -> None:
    """Of itself, or by an answer."""
    for of_itself in (True, False):
        standings.give_up(0)
        standings.tell(0, 1, up=False)
        assert standings.is_given_up(0)
        if of_itself:
            standings.tell(0, 2, up=True)
        else:
            standings.answered(0, 1, 0.1)
        assert not standings.is_given_up(0)


def test_waiting_grows_with_what_answers_take(standings: Standings) -> None:
    """So that where all are busy each question is not asked twice; but never beyond a second."""
    assert standings.slow == SLOW
    standings.answered(0, 0, 2.0)
    assert standings.slow == pytest.approx(TIMES * WEIGHT * 2.0)
    for _ in range(200):
        standings.answered(0, 0, 30.0)
    assert standings.slow == SLOWEST


def test_states(standings: Standings) -> None:
    """What is known is told by numbers from 1; of what is forgotten nothing is."""
    standings.answered(0, 0, 0.25)
    standings.answered(0, 0, 0.5)
    standings.overtaken(0, 1)
    standings.failed(0, 2)
    assert standings.states() == (
        ReplicaState(1, 1, answers=True, answered=2, failed=0, overtaken=0, seconds=0.75),
        ReplicaState(1, 2, answers=True, answered=0, failed=0, overtaken=1, seconds=0.0),
        ReplicaState(1, 3, answers=False, answered=0, failed=1, overtaken=0, seconds=0.0),
    )
    standings.forget(0)
    assert standings.states() == ()
