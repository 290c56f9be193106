"""Asks shards that have replicas: one of them, and another where it is slow or gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import monotonic, sleep
from typing import Any, Protocol

from index.cluster.standings import Standings
from index.errors import LoccitError
from index.searching import ShardsGoneError
from index.sharding import ShardRequest

GONE = 3.0  # seconds after which a shard is given up of which no replica gives a sign: one may be started again meanwhile
PAUSE = 0.1  # seconds until replicas that have all failed are asked again
SHORTEST = 0.005  # seconds that are waited at least

_turns = count()


class Calls(Protocol):
    """How a replica is called, and what becomes of calls; a call is anything that can stand in a dictionary."""

    def begin(self, shard: int, replica: int, request: ShardRequest) -> Any:
        """Begin to ask a replica, and return the call; raises as `result`."""

    def ended(self, calls: Sequence[Any], seconds: float) -> Sequence[Any]:
        """Return calls that have ended, waiting so long for one at most."""

    def result(self, call: Any) -> Any:
        """Return what an ended call has brought.

        Raises:
            ReplicaError: it has failed.
        """


class ClusterError(LoccitError):
    """A cluster cannot be used."""


class ReplicaError(Exception):
    """A replica has not answered: it is gone, or its shard is not open."""


@dataclass(slots=True)
class _Asked:
    """A shard that is being asked: the replicas in the order of their turn, how often one was, when the last, and the calls.

    Of each call it has the replica and when it was begun.
    """

    request: ShardRequest
    order: list[int]
    tried: int = 0
    last: float = 0.0
    calls: dict[Any, tuple[int, float]] = field(default_factory=dict)

    @property
    def has_failed(self) -> bool:
        """Whether each replica was asked, and none is any more."""
        return self.tried >= len(self.order) and not self.calls


class ReplicatedShards:
    """Shards of which each has several replicas. Safe to use from several threads."""

    def __init__(self, calls: Calls, standings: Standings, patience: float) -> None:
        """Take how many seconds replicas that live may take until their shard is given up."""
        self._calls = calls
        self._standings = standings
        self._patience = patience

    def ask(self, requests: Mapping[int, ShardRequest]) -> dict[int, Any]:
        """Return what each shard says, by its number, all asked at once.

        Raises:
            ShardsGoneError: no replica of some has answered.
        """
        turn, began = next(_turns), monotonic()
        left = {shard: _Asked(request, self._standings.order(shard, turn)) for shard, request in requests.items()}
        answers: dict[int, Any] = {}
        while left:
            self._give_up(left, monotonic() - began)
            for shard, each in left.items():
                self._begin(shard, each)
            answers |= self._answers(left)
            left = {shard: each for shard, each in left.items() if shard not in answers}
        return answers

    def _give_up(self, left: Mapping[int, _Asked], seconds: float) -> None:
        """Give up shards that have not answered for so long.

        Raises:
            ShardsGoneError: there are such.
        """
        for shard, each in left.items():
            nobody = each.has_failed or self._standings.is_down(shard)
            if seconds >= self._patience or (nobody and seconds >= GONE):
                self._standings.give_up(shard)
        gone = frozenset(shard for shard in left if self._standings.is_given_up(shard))
        if gone:
            raise ShardsGoneError(gone)

    def _begin(self, shard: int, asked: _Asked) -> None:
        """Ask a replica where none is being asked, or the one that is takes long."""
        now = monotonic()
        wait = self._standings.slow if asked.calls else (PAUSE if asked.has_failed else 0.0)
        if (asked.tried and now - asked.last < wait) or len(asked.calls) >= len(asked.order):
            return
        replica = asked.order[asked.tried % len(asked.order)]
        asked.tried, asked.last = asked.tried + 1, now
        try:
            asked.calls[self._calls.begin(shard, replica, asked.request)] = replica, now
        except ReplicaError:
            self._standings.failed(shard, replica)

    def _answers(self, left: Mapping[int, _Asked]) -> dict[int, Any]:
        """Return the answers that have come, having waited for one."""
        asked = {call: shard for shard, each in left.items() for call in each.calls}
        if not asked:
            sleep(PAUSE)
            return {}
        answers: dict[int, Any] = {}
        for call in self._calls.ended(list(asked), self._until_next(left)):
            shard = asked[call]
            replica, begun = left[shard].calls.pop(call)
            try:
                answers[shard] = self._calls.result(call)
            except ReplicaError:
                self._standings.failed(shard, replica)
                continue
            self._standings.answered(shard, replica, monotonic() - begun)
            for other, _ in left[shard].calls.values():
                self._standings.overtaken(shard, other)
        return answers

    def _until_next(self, left: Mapping[int, _Asked]) -> float:
        """Return how many seconds to wait at most: then some shard's other replica is to be asked."""
        slow, now = self._standings.slow, monotonic()
        due = [each.last + slow - now for each in left.values() if 0 < len(each.calls) < len(each.order)]
        return max(min(due, default=slow), SHORTEST)
