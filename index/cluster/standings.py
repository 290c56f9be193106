"""What is known of the replicas of shards: which of them answer, how fast, and how often they did not."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

SLOW = 0.15  # seconds without an answer after which another replica is asked as well
SLOWEST = 1.0  # the same where all are slow
TIMES = 3.0  # as long as answers take on average, if that is more: where all are busy, asking twice makes it worse
WEIGHT = 0.05  # of a new answer in that average


@dataclass(frozen=True, slots=True)
class ReplicaState:
    """A replica, by the numbers of its shard and its own from 1: whether it `answers`, and how often it did, or failed.

    `overtaken` is how often another was asked as well and came first; `seconds` what all its answers took together.
    """

    shard: int
    replica: int
    answers: bool
    answered: int
    failed: int
    overtaken: int
    seconds: float


@dataclass(slots=True)
class _Standing:
    """A replica; `late` is one by which somebody waited in vain, and which has given no sign since."""

    up: bool = False
    late: bool = False
    answered: int = 0
    failed: int = 0
    overtaken: int = 0
    seconds: float = 0.0


class Standings:
    """What is known of each replica. Safe to use from several threads."""

    def __init__(self, replicas: int) -> None:
        """Take how many each shard has."""
        self._replicas = replicas
        self._lock = Lock()
        self._known: dict[int, list[_Standing]] = {}
        self._given_up: set[int] = set()
        self._average = 0.0

    def order(self, shard: int, turn: int) -> list[int]:
        """Return in which order the replicas of a shard are to be asked: those in turn, but first those that answer."""
        known = self._of(shard)
        turns = [(turn + at) % self._replicas for at in range(self._replicas)]
        return sorted(turns, key=lambda at: (not known[at].up, known[at].late))

    @property
    def slow(self) -> float:
        """How many seconds a replica may take before another is asked as well."""
        return min(max(SLOW, TIMES * self._average), SLOWEST)

    def is_given_up(self, shard: int) -> bool:
        """Whether no replica of a shard has answered, and none has given a sign since."""
        return shard in self._given_up

    def is_down(self, shard: int) -> bool:
        """Whether no replica of a shard answers, as far as is known."""
        return not any(each.up for each in self._of(shard))

    def give_up(self, shard: int) -> None:
        """Note that no replica of a shard answers."""
        with self._lock:
            self._given_up.add(shard)

    def answered(self, shard: int, replica: int, seconds: float) -> None:
        """Note an answer, and how long it took."""
        each = self._of(shard)[replica]
        with self._lock:
            each.up, each.late = True, False
            each.answered += 1
            each.seconds += seconds
            self._average += WEIGHT * (seconds - self._average)
            self._given_up.discard(shard)

    def failed(self, shard: int, replica: int) -> None:
        """Note that a replica could not answer."""
        each = self._of(shard)[replica]
        with self._lock:
            each.up = False
            each.failed += 1

    def overtaken(self, shard: int, replica: int) -> None:
        """Note that another has answered first."""
        each = self._of(shard)[replica]
        with self._lock:
            each.late = True
            each.overtaken += 1

    def is_up(self, shard: int, replica: int) -> bool:
        """Whether a replica answers, as far as is known."""
        return self._of(shard)[replica].up

    def tell(self, shard: int, replica: int, *, up: bool) -> None:
        """Note whether a replica holds what it should, as it has said itself."""
        each = self._of(shard)[replica]
        with self._lock:
            each.up, each.late = up, each.late and not up
            if up:
                self._given_up.discard(shard)

    def forget(self, shard: int) -> None:
        """Forget the replicas of a shard that there is no more."""
        with self._lock:
            self._known.pop(shard, None)
            self._given_up.discard(shard)

    def states(self) -> tuple[ReplicaState, ...]:
        """Return what is known of each replica."""
        with self._lock:
            return tuple(
                ReplicaState(shard + 1, at + 1, each.up, each.answered, each.failed, each.overtaken, each.seconds)
                for shard, known in sorted(self._known.items())
                for at, each in enumerate(known)
            )

    def _of(self, shard: int) -> list[_Standing]:
        with self._lock:
            return self._known.setdefault(shard, [_Standing() for _ in range(self._replicas)])
