"""upkeep.py: replicas are told what to hold, and what they say is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import sleep

import pytest

from index.cluster import upkeep
from index.cluster.replicated_shards import ClusterError, ReplicaError, ReplicatedShards
from index.cluster.standings import Standings
from index.cluster.upkeep import Upkeep
from index.sharding.shard_requests import ShardRequest
from tests.waiting import until

LONG = 600.0  # seconds, which no test waits


class Replicas:
    """Two replicas of each shard, each of which holds what it is told to, but for what it says is wrong."""

    def __init__(self) -> None:
        self.holding: dict[tuple[int, int], tuple[str, ...]] = {}
        self.wrong: dict[tuple[int, int], str] = {}
        self.missing: set[str] = set()
        self.gone: set[tuple[int, int]] = set()
        self.ended_from: list[int] = []
        self.silent = False
        self.calls = 0

    def begin_holding(self, shard: int, replica: int, generations: Sequence[str]) -> tuple[int, int, int]:
        """A call is the shard, the replica, and a number."""
        self.holding[shard, replica] = tuple(generations)
        self.calls += 1
        return shard, replica, self.calls

    def ended(self, calls: Sequence[tuple[int, int, int]], seconds: float) -> Sequence[tuple[int, int, int]]:
        """All end at once, or never."""
        sleep(min(seconds, 0.001))
        return [] if self.silent else calls

    def held(self, call: tuple[int, int, int]) -> dict[str, str]:
        """What is wrong is so with each generation; some are missing everywhere."""
        if call[:2] in self.gone:
            raise ReplicaError("The machine is gone.")
        wrong = self.wrong.get(call[:2], "")
        return {name: "It is not there." if name in self.missing else wrong for name in self.holding[call[:2]]}

    def end_from(self, shard: int) -> None:
        """Note it."""
        self.ended_from.append(shard)
        for place in [place for place in self.holding if place[0] >= shard]:
            del self.holding[place]


class Unasked:
    """Nobody is asked here."""

    def begin(self, shard: int, replica: int, request: ShardRequest) -> object:
        """Never called."""
        raise NotImplementedError

    def ended(self, calls: Sequence[object], seconds: float) -> Sequence[object]:
        """Never called."""
        raise NotImplementedError

    def result(self, call: object) -> object:
        """Never called."""
        raise NotImplementedError


@pytest.fixture
def replicas() -> Replicas:
    """Replicas that are all well."""
    return Replicas()


@pytest.fixture
def standings() -> Standings:
    """Nothing is known yet."""
    return Standings(2)


@pytest.fixture
def kept(replicas: Replicas, standings: Standings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Upkeep]:
    """Upkeep that tells replicas often."""
    monkeypatch.setattr(upkeep, "EVERY", 0.01)
    monkeypatch.setattr(upkeep, "RETRY", 0.02)
    monkeypatch.setattr(upkeep, "TICK", 0.01)
    monkeypatch.setattr(upkeep, "HOPELESS", 0.1)
    made = Upkeep(replicas, standings, 2, 0.1)
    yield made
    made.stop()


def taken_up(kept: Upkeep, generation: str, shards: int, standings: Standings) -> ReplicatedShards:
    """A generation that is in use now, as long as what is returned is kept."""
    asked_by = ReplicatedShards(Unasked(), standings, LONG)
    kept.want(generation, shards, asked_by)
    kept.wait_for(generation, shards, LONG)
    kept.tried(generation, asked_by, taken_up=True)
    return asked_by


def answering(standings: Standings) -> list[bool]:
    """Which replicas answer."""
    return [each.answers for each in standings.states()]


def test_generations_are_held_as_long_as_they_are_asked(kept: Upkeep, replicas: Replicas, standings: Standings) -> None:
    """A new one beside the former; when nobody asks that any more it is let go, and shards that none has any more are ended."""
    former = taken_up(kept, "gen-a", 3, standings)
    assert set(replicas.holding.values()) == {("gen-a",)}
    newer = taken_up(kept, "gen-b", 2, standings)
    assert (replicas.holding[0, 0], replicas.holding[2, 0]) == (("gen-a", "gen-b"), ("gen-a",))
    assert answering(standings) == [True] * 6
    del former
    until(lambda: set(replicas.holding.values()) == {("gen-b",)} and replicas.ended_from == [2])
    until(lambda: answering(standings) == [True] * 4)
    del newer


def test_a_replica_that_is_gone_and_comes_back(kept: Upkeep, replicas: Replicas, standings: Standings) -> None:
    """Is told, and known to answer again once it holds what it should."""
    shards = taken_up(kept, "gen-a", 1, standings)
    replicas.gone.add((0, 1))
    until(lambda: answering(standings) == [True, False])
    replicas.gone.clear()
    replicas.wrong[0, 1] = "The index is damaged."
    until(lambda: replicas.holding[0, 1] == ("gen-a",))
    assert answering(standings) == [True, False]
    replicas.wrong.clear()
    until(lambda: answering(standings) == [True, True])
    del shards


def test_a_former_generation_that_is_not_there_any_more(
    kept: Upkeep, replicas: Replicas, standings: Standings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A replica that was started again cannot open it, and answers all the same; after a while it is not held any more."""
    former, newer = (taken_up(kept, generation, 1, standings) for generation in ("gen-a", "gen-b"))
    replicas.missing.add("gen-a")
    standings.failed(0, 1)
    until(lambda: answering(standings) == [True, True])
    assert set(replicas.holding.values()) == {("gen-a", "gen-b")}
    monkeypatch.setattr(upkeep, "FORMER", 0.0)
    until(lambda: set(replicas.holding.values()) == {("gen-b",)})
    del former, newer


def test_a_replica_that_says_nothing(kept: Upkeep, replicas: Replicas, standings: Standings) -> None:
    """Counts as gone after a while, until it says something."""
    shards = taken_up(kept, "gen-a", 1, standings)
    replicas.silent = True
    until(lambda: answering(standings) == [False, False])
    replicas.silent = False
    until(lambda: answering(standings) == [True, True])
    del shards


def test_one_replica_of_each_shard_is_enough(
    kept: Upkeep, replicas: Replicas, standings: Standings, caplog: pytest.LogCaptureFixture
) -> None:
    """The others are known not to answer, and the log says once of each what is wrong."""
    replicas.wrong[0, 0] = "The index is damaged."
    replicas.gone.add((1, 1))
    shards = taken_up(kept, "gen-a", 2, standings)
    until(lambda: answering(standings) == [False, True, True, False])
    seen = replicas.calls
    until(lambda: replicas.calls >= seen + 20)
    assert sorted(each.getMessage() for each in caplog.records) == [
        "Replica 1 of shard 1 does not answer: The index is damaged.",
        "Replica 2 of shard 2 does not answer: The machine is gone.",
    ]
    del shards


def test_a_shard_that_no_replica_can_open(
    kept: Upkeep, replicas: Replicas, standings: Standings, caplog: pytest.LogCaptureFixture
) -> None:
    """Is refused with the reason; the former generation goes on, and its replicas answer all the while, as the log says."""
    former = taken_up(kept, "gen-a", 2, standings)
    replicas.missing.add("gen-b")
    newer = ReplicatedShards(Unasked(), standings, LONG)
    kept.want("gen-b", 2, newer)
    with pytest.raises(ClusterError, match="No machine of the cluster can open shard 1: It is not there."):
        kept.wait_for("gen-b", 2, LONG)
    assert answering(standings) == [True] * 4
    assert caplog.records[-1].getMessage().endswith(" cannot open a new index: It is not there.")
    kept.tried("gen-b", newer, taken_up=False)
    until(lambda: set(replicas.holding.values()) == {("gen-a",)})
    del former


def test_a_cluster_that_opens_nothing(kept: Upkeep, replicas: Replicas, standings: Standings) -> None:
    """Is given up after some time."""
    replicas.silent = True
    shards = ReplicatedShards(Unasked(), standings, LONG)
    kept.want("gen-a", 1, shards)
    with pytest.raises(ClusterError, match="The cluster has not opened gen-a within 0.2 s."):
        kept.wait_for("gen-a", 1, 0.2)
