"""replicated_shards.py: who is asked when a replica is slow or gone."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic, sleep

import pytest

from index.cluster import replicated_shards
from index.cluster.replicated_shards import ReplicaError, ReplicatedShards
from index.searching.scoring import ShardsGoneError
from index.sharding.shard_requests import OccurrenceWanted, ShardRequest

WANTED = OccurrenceWanted(1, range(3))


class Replicas:
    """Replicas of which some fail, and some never answer."""

    def __init__(self, failing: set[tuple[int, int]], silent: set[tuple[int, int]] | None = None) -> None:
        self.failing = failing
        self.silent = silent or set()
        self.begun: list[tuple[int, int]] = []

    def begin(self, shard: int, replica: int, request: ShardRequest) -> tuple[int, int, int]:
        """A call is the shard, the replica, and a number."""
        assert request is WANTED
        self.begun.append((shard, replica))
        return shard, replica, len(self.begun)

    def ended(self, calls: Sequence[tuple[int, int, int]], seconds: float) -> Sequence[tuple[int, int, int]]:
        """All end but those of the silent."""
        found = [call for call in calls if call[:2] not in self.silent]
        if not found:
            sleep(seconds)
        return found

    def result(self, call: tuple[int, int, int]) -> str:
        """What the replica says."""
        if call[:2] in self.failing:
            raise ReplicaError("gone")
        return f"{call[0]}"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long."""
    monkeypatch.setattr(replicated_shards, "SLOW", 0.01)
    monkeypatch.setattr(replicated_shards, "PATIENCE", 0.3)


@pytest.mark.parametrize("silent", [False, True])
def test_another_replica_answers(silent: bool) -> None:
    """Where one has failed or is slow, whoever's turn it is."""
    for replica in (0, 1):
        gone = {(1, replica)}
        replicas = Replicas(set(), gone) if silent else Replicas(gone)
        shards = ReplicatedShards(replicas, 2)
        for _ in range(4):
            assert shards.ask({0: WANTED, 1: WANTED}) == {0: "0", 1: "1"}


def test_replicas_take_turns() -> None:
    """Each is asked as often as another."""
    replicas = Replicas(set())
    shards = ReplicatedShards(replicas, 2)
    for _ in range(6):
        shards.ask({0: WANTED})
    assert sorted(replicas.begun) == [(0, 0)] * 3 + [(0, 1)] * 3


@pytest.mark.parametrize("silent", [False, True])
def test_a_shard_without_replicas_is_gone(silent: bool) -> None:
    """After some time; then, for a while, it is known sooner, and once it answers it is there again."""
    both = {(1, 0), (1, 1)}
    replicas = Replicas(set(), set(both)) if silent else Replicas(set(both))
    shards = ReplicatedShards(replicas, 2)
    with pytest.raises(ShardsGoneError) as gone:
        shards.ask({0: WANTED, 1: WANTED})
    assert gone.value.shards == frozenset({1})
    began = monotonic()
    with pytest.raises(ShardsGoneError):
        shards.ask({1: WANTED})
    assert silent or monotonic() - began < 0.2
    replicas.failing.clear()
    replicas.silent.clear()
    assert shards.ask({1: WANTED}) == {1: "1"}
