"""replicated_shards.py: who is asked when a replica is slow or gone."""

from __future__ import annotations

from collections.abc import Sequence
from time import sleep

import pytest

from index.cluster import replicated_shards, standings
from index.cluster.replicated_shards import ReplicaError, ReplicatedShards
from index.cluster.standings import Standings
from index.searching.scoring import ShardsGoneError
from index.sharding.shard_requests import OccurrenceWanted, ShardRequest

WANTED = OccurrenceWanted(1, range(3))
LONG = 600.0  # seconds, which no test waits


class Replicas:
    """Replicas of which some fail, some never answer, and some cannot even be asked."""

    def __init__(self, failing: set[tuple[int, int]], silent: set[tuple[int, int]] | None = None) -> None:
        self.failing = failing
        self.silent = silent or set()
        self.absent: set[tuple[int, int]] = set()
        self.begun: list[tuple[int, int]] = []

    def begin(self, shard: int, replica: int, request: ShardRequest) -> tuple[int, int, int]:
        """A call is the shard, the replica, and a number."""
        assert request is WANTED
        self.begun.append((shard, replica))
        if (shard, replica) in self.absent:
            raise ReplicaError("not started")
        return shard, replica, len(self.begun)

    def ended(self, calls: Sequence[tuple[int, int, int]], seconds: float) -> Sequence[tuple[int, int, int]]:
        """All end but those of the silent."""
        found = [call for call in calls if call[:2] not in self.silent]
        if not found:
            sleep(min(seconds, 0.01))
        return found

    def result(self, call: tuple[int, int, int]) -> str:
        """What the replica says."""
        if call[:2] in self.failing:
            raise ReplicaError("gone")
        return f"{call[0]}"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long."""
    monkeypatch.setattr(standings, "SLOW", 0.01)
    monkeypatch.setattr(replicated_shards, "GONE", 0.3)
    monkeypatch.setattr(replicated_shards, "PAUSE", 0.01)


def of(replicas: Replicas, patience: float = LONG) -> tuple[ReplicatedShards, Standings]:
    """Shards with two replicas each."""
    known = Standings(2)
    return ReplicatedShards(replicas, known, patience), known


@pytest.mark.parametrize("how", ["failing", "silent", "absent"])
def test_another_replica_answers(how: str) -> None:
    """Where one has failed, is slow or is not there, whoever's turn it is."""
    for replica in (0, 1):
        replicas = Replicas(set())
        getattr(replicas, how).add((1, replica))
        shards, _ = of(replicas)
        for _ in range(4):
            assert shards.ask({0: WANTED, 1: WANTED}) == {0: "0", 1: "1"}


def test_replicas_take_turns() -> None:
    """Each is asked as often as another."""
    replicas = Replicas(set())
    shards, known = of(replicas)
    for replica in (0, 1):
        known.tell(0, replica, up=True)
    for _ in range(6):
        shards.ask({0: WANTED})
    assert sorted(replicas.begun) == [(0, 0)] * 3 + [(0, 1)] * 3
    assert [(each.answered, each.failed, each.overtaken) for each in known.states()] == [(3, 0, 0), (3, 0, 0)]


def test_one_that_was_slow_is_asked_no_more_until_it_gives_a_sign() -> None:
    """So that one question waits for it, and not each."""
    replicas = Replicas(set(), {(0, 0)})
    shards, known = of(replicas)
    for replica in (0, 1):
        known.tell(0, replica, up=True)
    for _ in range(10):
        shards.ask({0: WANTED})
    assert replicas.begun.count((0, 0)) == 1
    known.tell(0, 0, up=True)
    for _ in range(2):
        shards.ask({0: WANTED})
    assert replicas.begun.count((0, 0)) == 2


@pytest.mark.parametrize("silent", [False, True])
def test_a_shard_without_replicas_is_gone(silent: bool) -> None:
    """After some time; then it is asked no more until a replica gives a sign, and answers again."""
    both = {(1, 0), (1, 1)}
    replicas = Replicas(set(), set(both)) if silent else Replicas(set(both))
    shards, known = of(replicas, patience=0.3 if silent else LONG)
    for replica in (0, 1):
        known.tell(1, replica, up=True)
    with pytest.raises(ShardsGoneError) as gone:
        shards.ask({0: WANTED, 1: WANTED})
    assert gone.value.shards == frozenset({1})
    asked = len(replicas.begun)
    with pytest.raises(ShardsGoneError):
        shards.ask({1: WANTED})
    assert len(replicas.begun) == asked
    replicas.failing.clear()
    replicas.silent.clear()
    known.tell(1, 0, up=True)
    assert shards.ask({1: WANTED}) == {1: "1"}


def test_a_shard_whose_replicas_give_no_sign() -> None:
    """Is given up before those that live, and are busy, are."""
    shards, known = of(Replicas(set(), {(0, 0), (0, 1)}))
    for replica in (0, 1):
        known.tell(0, replica, up=False)
    with pytest.raises(ShardsGoneError):
        shards.ask({0: WANTED})


def test_one_that_fails_at_first() -> None:
    """Is asked again, for it may be started anew: nothing is given up as long as the wait goes."""
    replicas = Replicas({(0, 0), (0, 1)})
    shards, _ = of(replicas)
    begin = replicas.begin

    def healed(shard: int, replica: int, request: ShardRequest) -> tuple[int, int, int]:
        if len(replicas.begun) == 5:
            replicas.failing.clear()
        return begin(shard, replica, request)

    replicas.begin = healed  # type: ignore[method-assign]
    replicated_shards.GONE = LONG  # put back by the fixture
    assert shards.ask({0: WANTED}) == {0: "0"}
    assert len(replicas.begun) == 6
