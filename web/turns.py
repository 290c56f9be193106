"""A bounded queue: so many requests are worked on at once, so many wait, one more is refused at once with 503."""

from __future__ import annotations

from threading import Lock, Semaphore

from flask import Flask, g, request

from web.problems import RefusedError
from web.settings import ServiceSettings

EXEMPT = {"operation", "static"}  # who looks whether the service lives should not stand in its queue
RETRY_AFTER = 1  # seconds


class Turns:
    """Whose turn it is. Safe to use from several threads."""

    def __init__(self, at_once: int, most_waiting: int, seconds: float) -> None:
        self._free = Semaphore(at_once)
        self._most_waiting = most_waiting
        self._seconds = seconds
        self._lock = Lock()
        self.working = 0
        self.waiting = 0

    def take(self) -> None:
        """Wait for a turn.

        Raises:
            RefusedError: too many wait already, or it took too long; 503 with Retry-After.
        """
        if not self._free.acquire(blocking=False):
            self._wait()
        with self._lock:
            self.working += 1

    def give_back(self) -> None:
        """End a turn."""
        with self._lock:
            self.working -= 1
        self._free.release()

    def _wait(self) -> None:
        with self._lock:
            if self.waiting >= self._most_waiting:
                raise _busy(f"{self.waiting} requests wait already, which is as many as may")
            self.waiting += 1
        try:
            if not self._free.acquire(timeout=self._seconds):
                raise _busy(f"The request waited {self._seconds:g} s for its turn")
        finally:
            with self._lock:
                self.waiting -= 1


def register_turns(app: Flask, settings: ServiceSettings) -> Turns:
    """Let the requests of `app` wait for their turn."""
    turns = Turns(settings.threads, settings.queue, settings.queue_seconds)

    @app.before_request
    def take() -> None:
        if request.endpoint and request.endpoint.split(".")[0] not in EXEMPT:
            turns.take()
            g.has_turn = True

    @app.teardown_request
    def give_back(_: BaseException | None) -> None:
        if g.pop("has_turn", False):
            turns.give_back()

    return turns


def _busy(found: str) -> RefusedError:
    sentence = f"The service is busy: {found}. Send it again in {RETRY_AFTER} s."
    return RefusedError(sentence, 503, retry_after=RETRY_AFTER)
