"""Keeps replicas at what they should hold: each is told again and again, so that one that was started anew opens its shard."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Condition, Event, Thread
from time import monotonic
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from index.cluster.replicated_shards import ClusterError, ReplicaError, ReplicatedShards
from index.cluster.standings import Standings

EVERY = 1.0  # seconds from one call of a replica to the next
AGAIN = 5.0  # the same where the last has not ended
RETRY = 10.0  # the same where it could not open its shard, every file of which it has read for that
FORMER = 300.0  # seconds for which a generation is held at most after another was taken up: what is asked of it has ended
TICK = 0.1  # seconds that calls which have not ended are waited for at once
OTHERS = 10.0  # seconds that a generation waits for further replicas once each shard has one
HOPELESS = 3.0  # seconds after which a shard that no replica can open is refused: one may be started again meanwhile

_log = logging.getLogger(__name__)


class Replicas(Protocol):
    """Replicas that can be told what to hold; a call is anything that can stand in a dictionary."""

    def begin_holding(self, shard: int, replica: int, generations: Sequence[str]) -> Any:
        """Begin to tell a replica, and return the call; raises as `held`."""

    def ended(self, calls: Sequence[Any], seconds: float) -> Sequence[Any]:
        """Return calls that have ended, waiting so long for one at most."""

    def held(self, call: Any) -> dict[str, str]:
        """Return what is wrong with each generation, empty where nothing is.

        Raises:
            ReplicaError: the call has failed.
        """

    def end_from(self, shard: int) -> None:
        """End the replicas of the shard of this number and of all behind it."""


@dataclass(slots=True)
class _Told:
    """What a replica was told last: `holds` is the problem with each generation, `call` one that has not ended.

    `warned` is what the log last said is wrong with it, empty where nothing is any more.
    """

    due: float = 0.0
    silent_since: float = 0.0
    call: Any = None
    generations: tuple[str, ...] = ()
    holds: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    warned: str = ""
    answers: bool = False


class Upkeep:
    """Tells replicas what to hold, in a thread of its own."""

    def __init__(self, replicas: Replicas, standings: Standings, count: int, silence: float) -> None:
        """Take how many replicas each shard has, and for how many seconds one may say nothing until it counts as gone."""
        self._replicas = replicas
        self._standings = standings
        self._count = count
        self._silence = silence
        self._changed = Condition()
        self._wanted: WeakKeyDictionary[ReplicatedShards, tuple[str, int]] = WeakKeyDictionary()
        self._trying: set[str] = set()
        self._current = ""
        self._former: dict[str, float] = {}
        self._told: dict[tuple[int, int], _Told] = {}
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="upkeep", daemon=True)

    def want(self, generation: str, shards: int, asked_by: ReplicatedShards) -> None:
        """Have so many shards opened in a generation from now on, until nobody asks them any more."""
        with self._changed:
            self._wanted[asked_by] = generation, shards
            self._trying.add(generation)
        if not self._thread.is_alive():
            self._thread.start()

    def wait_for(self, generation: str, shards: int, longest: float) -> None:
        """Return once each shard is open in a generation at one of its replicas at least, and the others soon were or cannot be.

        Raises:
            ClusterError: no replica of some shard can open it, or none has within the `longest` seconds.
        """
        began, complete = monotonic(), 0.0
        while True:
            with self._changed:
                found = [self._holding(generation, shard) for shard in range(shards)]
                self._changed.wait(TICK)
            now = monotonic()
            refused = next((shard for shard, (_, problems) in enumerate(found) if len(problems) == self._count), None)
            if refused is not None and now - began >= HOPELESS:
                raise ClusterError(f"No machine of the cluster can open shard {refused + 1}: {found[refused][1][0]}")
            if all(have for have, _ in found):
                complete = complete or now
                if now - complete >= OTHERS or all(have + len(problems) == self._count for have, problems in found):
                    return
            if now - began >= longest:
                raise ClusterError(f"The cluster has not opened {generation} within {longest:g} s.")

    def tried(self, generation: str, asked_by: ReplicatedShards, *, taken_up: bool) -> None:
        """Note whether a generation is in use from now on; one that is not is not wanted any more."""
        with self._changed:
            self._trying.discard(generation)
            if not taken_up:
                self._wanted.pop(asked_by, None)
                return
            self._former.setdefault(self._current, monotonic())
            self._former.pop(generation, None)
            self._current = generation

    def stop(self) -> None:
        """Tell nobody anything any more."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _holding(self, generation: str, shard: int) -> tuple[int, list[str]]:
        """Return how many replicas of a shard hold a generation, and what others have said is wrong."""
        told = [self._told.get((shard, at), _Told()) for at in range(self._count)]
        have = sum(each.holds.get(generation) == "" for each in told)
        problems = [each.holds.get(generation) or each.problem for each in told if each.holds.get(generation) != ""]
        return have, [problem for problem in problems if problem]

    def _run(self) -> None:
        while not self._stopped.is_set():
            calls = self._begin()
            if not calls:
                self._stopped.wait(TICK)
                continue
            for call in self._replicas.ended(list(calls), TICK):
                self._note(*calls[call])
            self._note_unanswered()

    def _begin(self) -> dict[Any, tuple[int, int]]:
        """Tell those whose time it is; return the calls that have not ended, each with its shard and replica."""
        with self._changed:
            over = [name for name, since in self._former.items() if monotonic() - since >= FORMER]
            wanted = sorted(each for each in set(self._wanted.values()) if each[0] not in over)
            shards = max((count for _, count in wanted), default=0)
            for shard in {shard for shard, _ in self._told if shard >= shards}:
                self._forget(shard)
            for shard in range(shards):
                names = tuple(name for name, count in wanted if shard < count)
                for at in range(self._count):
                    self._tell(shard, at, names)
            return {told.call: place for place, told in self._told.items() if told.call is not None}

    def _tell(self, shard: int, replica: int, generations: tuple[str, ...]) -> None:
        told, now = self._told.setdefault((shard, replica), _Told()), monotonic()
        if told.call is None:
            told.silent_since = now
        if now < told.due and (told.call is not None or generations == told.generations):
            return
        # What has not answered for long is told again: Ray does not always tell that it was started anew elsewhere meanwhile.
        told.generations, told.due = generations, now + AGAIN
        try:
            told.call = self._replicas.begin_holding(shard, replica, generations)
        except ReplicaError:  # it is not started yet
            told.due = now + EVERY

    def _forget(self, shard: int) -> None:
        self._replicas.end_from(shard)
        for place in [place for place in self._told if place[0] == shard]:
            del self._told[place]
        self._standings.forget(shard)

    def _note(self, shard: int, replica: int) -> None:
        """Note what a replica has said."""
        told = self._told[shard, replica]
        try:
            told.holds, told.problem = self._replicas.held(told.call), ""
        except ReplicaError as error:
            told.holds, told.problem = {}, str(error)
        wrong = told.problem or told.holds.get(self._current, "")  # a former one may not be on the disk any more
        missing = next(filter(None, (told.holds.get(each) for each in (self._current, *self._trying))), "")
        told.call, told.due = None, monotonic() + (RETRY if missing else EVERY)
        self._tell_standing(shard, replica, wrong or missing, answers=not wrong and "" in told.holds.values())
        with self._changed:
            self._changed.notify_all()

    def _note_unanswered(self) -> None:
        for (shard, replica), told in self._told.items():
            opens = told.generations != tuple(told.holds)
            if told.call is not None and not opens and monotonic() - told.silent_since >= self._silence:
                self._tell_standing(shard, replica, f"it has said nothing for {self._silence:g} s", answers=False)

    def _tell_standing(self, shard: int, replica: int, wrong: str, *, answers: bool) -> None:
        told = self._told[shard, replica]
        self._standings.tell(shard, replica, up=answers)
        if wrong:
            self._warn(shard, replica, wrong, answers=answers)
        elif answers:
            told.warned = ""
        if answers and not told.answers:
            _log.info("Replica %d of shard %d answers.", replica + 1, shard + 1)
        told.answers = answers

    def _warn(self, shard: int, replica: int, wrong: str, *, answers: bool) -> None:
        """Say once what is wrong: again where the replica says something else, for Ray's own words differ from time to time."""
        told = self._told[shard, replica]
        if wrong != told.warned and (told.answers > answers or not told.warned or wrong in told.holds.values()):
            what = "cannot open a new index" if answers else "does not answer"
            _log.warning("Replica %d of shard %d %s: %s", replica + 1, shard + 1, what, wrong)
            told.warned = wrong
