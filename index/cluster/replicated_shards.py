"""Asks shards that have replicas: one of them, and another where it is slow or gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import monotonic, sleep
from typing import Any, Protocol

from index.searching import ShardsGoneError
from index.sharding import ShardRequest

SLOW = 0.15  # seconds without an answer after which another replica is asked as well
PATIENCE = 3.0  # seconds in which none has answered after which a shard counts as gone
PAUSE = 0.1  # seconds until replicas that have all failed are asked again
GRACE = 1.0  # seconds in which those of a shard that was gone are asked only once each

_turns = count()


class Calls(Protocol):
    """How a replica is called, and what becomes of calls; a call is anything that can stand in a dictionary."""

    def begin(self, shard: int, replica: int, request: ShardRequest) -> Any:
        """Begin to ask a replica, and return the call."""

    def ended(self, calls: Sequence[Any], seconds: float) -> Sequence[Any]:
        """Return calls that have ended, waiting so long for one at most."""

    def result(self, call: Any) -> Any:
        """Return what an ended call has brought.

        Raises:
            ReplicaError: it has failed.
        """


class ReplicaError(Exception):
    """A replica has not answered: it is gone, or cannot open its shard."""


@dataclass(slots=True)
class _Asked:
    """A shard that is being asked: the replicas in the order of their turn, how often one was, and when the last."""

    request: ShardRequest
    order: list[int]
    tried: int = 0
    last: float = 0.0
    calls: set[Any] = field(default_factory=set)


class ReplicatedShards:
    """Shards of which each has several replicas. Safe to use from several threads."""

    def __init__(self, calls: Calls, replicas: int) -> None:
        self._calls = calls
        self._replicas = replicas
        self._gone: dict[int, float] = {}

    def ask(self, requests: Mapping[int, ShardRequest]) -> dict[int, Any]:
        """Return what each shard says, by its number, all asked at once.

        Raises:
            ShardsGoneError: no replica of some has answered.
        """
        turn, began = next(_turns), monotonic()
        order = [(turn + at) % self._replicas for at in range(self._replicas)]
        asked = {shard: _Asked(request, order) for shard, request in requests.items()}
        answers: dict[int, Any] = {}
        open_calls: dict[Any, int] = {}
        while len(answers) < len(asked):
            left = {shard: each for shard, each in asked.items() if shard not in answers}
            gone = frozenset(shard for shard, each in left.items() if self._is_gone(shard, each, began))
            if gone:
                self._gone |= dict.fromkeys(gone, monotonic() + GRACE)
                raise ShardsGoneError(gone)
            for shard, each in left.items():
                self._begin(shard, each, open_calls)
            if not open_calls:
                sleep(PAUSE)
                continue
            for call in self._calls.ended(list(open_calls), SLOW):
                shard = open_calls.pop(call)
                asked[shard].calls.discard(call)
                try:
                    answers.setdefault(shard, self._calls.result(call))
                except ReplicaError:
                    continue
                self._gone.pop(shard, None)
            open_calls = {call: shard for call, shard in open_calls.items() if shard not in answers}
        return answers

    def _begin(self, shard: int, asked: _Asked, open_calls: dict[Any, int]) -> None:
        """Ask a replica where none is being asked, or the one that is takes long."""
        now = monotonic()
        wait = (PAUSE if asked.tried >= self._replicas else 0.0) if not asked.calls else SLOW
        if (asked.tried and now - asked.last < wait) or len(asked.calls) >= self._replicas:
            return
        call = self._calls.begin(shard, asked.order[asked.tried % self._replicas], asked.request)
        asked.tried, asked.last = asked.tried + 1, now
        asked.calls.add(call)
        open_calls[call] = shard

    def _is_gone(self, shard: int, asked: _Asked, began: float) -> bool:
        now = monotonic()
        if now - began >= PATIENCE:
            return True
        return now < self._gone.get(shard, 0.0) and asked.tried >= self._replicas and not asked.calls
