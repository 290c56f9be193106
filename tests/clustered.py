"""A service over a cluster of raylets, asked by several at once, and what each got."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

from tests.waiting import until

LONGEST = 300.0  # seconds for an answer, on a machine however busy


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its question's number, when it was sent and ended, its status – 0 where there was none –, and the answer."""

    question: int
    sent: float
    ended: float
    status: int
    answer: dict[str, Any]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.sent

    @property
    def partial(self) -> bool:
        """Whether articles were not asked."""
        return bool(self.answer.get("partial"))


class Asking:
    """Clients that ask the same questions again and again, each over a connection of its own, until they are stopped."""

    def __init__(self, address: str, questions: Sequence[str], clients: int) -> None:
        self.asked: list[Asked] = []
        self._address = address.removeprefix("http://")
        self._questions = questions
        self._stopped = Event()
        self._threads = [Thread(target=self._ask, args=(at,), daemon=True) for at in range(clients)]

    def __enter__(self) -> Asking:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stopped.set()
        for each in self._threads:
            each.join(LONGEST)

    def failed(self) -> list[Asked]:
        """Return the requests that were not answered."""
        return [each for each in self.asked if each.status != 200]

    def _ask(self, first: int) -> None:
        with closing(HTTPConnection(self._address, timeout=LONGEST)) as connection:
            for number in count(first):
                if self._stopped.is_set():
                    return
                at, sent = number % len(self._questions), monotonic()
                status, answer = ask(connection, self._questions[at])
                self.asked.append(Asked(at, sent, monotonic(), status, answer))


def ask(connection: HTTPConnection, question: str) -> tuple[int, dict[str, Any]]:
    """Return the status and the answer, without how long it took; 0 where there was no response."""
    body = json.dumps({"question": question})
    try:
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = json.loads(response.read())
    except (OSError, HTTPException, ValueError) as error:
        connection.close()
        return 0, {"error": repr(error)}
    answer.pop("took_ms", None)
    return response.status, answer


def descended(process: int) -> list[int]:
    """Return a process and all that come from it, as Linux tells them."""
    found = [process]
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            found += [each for child in children.read_text("ascii").split() for each in descended(int(child))]
    return found


def serving(process: int) -> int:
    """Return the process that serves, which one that watches over it has started, if need be again."""
    children = Path(f"/proc/{process}/task/{process}/children")
    until(lambda: children.read_text("ascii").split() != [], LONGEST)
    return int(children.read_text("ascii").split()[0])


def of_replicas(raylets: Sequence[int]) -> list[int]:
    """Return the processes that raylets have started for replicas."""
    return [each for raylet in raylets for each in descended(raylet) if b"ShardServer" in _called(each)]


def _called(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def is_running(process: int) -> bool:
    """Whether a process runs, or is stopped; one that has ended and of which nobody has taken notice does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@contextmanager
def stopped(process: int) -> Iterator[None]:
    """Stop a process and all that it has started, as a machine that hangs, and let them go on."""
    family = descended(process)
    for each in family:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in family:
            os.kill(each, signal.SIGCONT)
