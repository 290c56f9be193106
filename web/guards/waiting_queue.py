"""A bounded queue: so many requests are worked on at once, so many wait, one more is refused at once with 503."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event, Lock

from flask import Flask, g, request

from web.errors import RefusedError
from web.service_settings import ServiceSettings

EXEMPT = {"health", "metrics", "static"}  # who looks whether the service lives should not stand in its queue
RETRY_AFTER = 1  # seconds


class Turns:
    """Whose turn it is: first come, first served. Safe to use from several threads.

    Who ends a turn hands it to whoever has waited longest, so that nobody who comes later goes before: a semaphore's order is
    chance, and chance is what makes the slowest answers slow.
    """

    def __init__(
        self, at_once: int, most_waiting: int, seconds: float, tell: Callable[[int, int], None] = lambda _working, _waiting: None
    ) -> None:
        """Let so many work at once and so many wait, for so many seconds; `tell` gets how many do, whenever that changes."""
        self._free = at_once
        self._most_waiting = most_waiting
        self._seconds = seconds
        self._tell = tell
        self._lock = Lock()
        self._queue: deque[Event] = deque()
        self.working = 0

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def take(self) -> None:
        """Wait for a turn.

        Raises:
            RefusedError: too many wait already, or it took too long; 503 with Retry-After.
        """
        with self._lock:
            if self._free:
                self._free -= 1
                self.working += 1
                self._tell(self.working, self.waiting)
                return
            if self.waiting >= self._most_waiting:
                raise _busy(f"{self.waiting} requests wait already, which is as many as may")
            mine = Event()
            self._queue.append(mine)
            self._tell(self.working, self.waiting)
        if not mine.wait(self._seconds):
            self._leave(mine)

    def give_back(self) -> None:
        """End a turn: it is whose who has waited longest, or nobody's."""
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._free += 1
                self.working -= 1
            self._tell(self.working, self.waiting)

    def _leave(self, mine: Event) -> None:
        """Leave the queue, unless the turn came in the very moment."""
        with self._lock:
            if mine.is_set():
                return
            self._queue.remove(mine)
            self._tell(self.working, self.waiting)
        raise _busy(f"The request waited {self._seconds:g} s for its turn")


def register_turns(app: Flask, settings: ServiceSettings, tell: Callable[[int, int], None]) -> None:
    """Let the requests of `app` wait for their turn; `tell` is called with how many are worked on, and how many wait."""
    turns = Turns(settings.threads, settings.queue, settings.queue_seconds, tell)

    @app.before_request
    def take() -> None:
        if request.endpoint and request.endpoint.split(".")[0] not in EXEMPT:
            turns.take()
            g.has_turn = True

    @app.teardown_request
    def give_back(_: BaseException | None) -> None:
        if g.pop("has_turn", False):
            turns.give_back()


def _busy(found: str) -> RefusedError:
    sentence = f"The service is busy: {found}. Send it again in {RETRY_AFTER} s."
    return RefusedError(sentence, 503, retry_after=RETRY_AFTER)
