"""A service of several processes: one that serves nobody starts them, starts them again where they die, and stops them."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from time import monotonic

from index.errors import LoccitError
from web.operation import Board, Seat

YOUNG = 10.0  # seconds that a process has to live, that its death is not counted as one right after its start
MOST_DEATHS = 5  # one after another, each right after the start
RETRY = 5.0  # seconds until a process that has refused to serve is started again
STOPPING = (signal.SIGTERM, signal.SIGINT)
SPARE = 5.0  # seconds beyond those to stop in that a process may take

_log = logging.getLogger("loccit.processes")


class RefusedStartError(LoccitError):
    """No process can serve, for a reason that is known: the index, or a setting."""


class DyingError(LoccitError):
    """The processes die again and again, right after their start."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a process tells once: that it serves so many articles, or why it cannot; neither where it died before it could."""

    articles: int | None = None
    refused: str = ""


@dataclass(slots=True)
class Member:
    """A process that was started, in which row of the board, when, and what it has told."""

    process: ForkProcess
    row: int
    began: float
    reports: Connection
    told: Report | None = None

    @property
    def serves(self) -> bool:
        """Whether it has told that it serves."""
        return self.told is not None and self.told.articles is not None

    def hear(self) -> None:
        """Take in what it tells, where it has not told yet."""
        if self.told is None and self.reports.poll():
            try:
                self.told = self.reports.recv()
            except EOFError:
                self.told = Report()


@dataclass(frozen=True, slots=True)
class Parent:
    """What a process knows of the one that started it: how to report, and how to hear that all stop."""

    reports: Connection
    lifeline: int

    def tell_serving(self, articles: int) -> None:
        """Report that this process serves so many articles."""
        self.reports.send(Report(articles))

    def call_when_stopped(self, stop: Callable[[], None]) -> None:
        """Wait until the service is stopped, or whoever started this process has died; then call `stop`."""
        os.read(self.lifeline, 1)
        stop()


class Supervisor:
    """Runs `serve` in several processes.

    It forks before there are threads of ours, an index or a session of ONNX Runtime. Processes hear that they should stop by a
    pipe that closes, not by a signal: a terminal and systemd send theirs to every process, and a second one means "at once".
    """

    def __init__(self, serve: Callable[[Seat, Parent], None], listening: socket.socket, seconds: float, folder: Path) -> None:
        self._serve = serve
        self._listening = listening
        self._seconds = seconds
        self._folder = folder
        self._signals, self._signal = socket.socketpair()
        self._lifeline, self._life = os.pipe()
        self._members: dict[int, Member] = {}
        self._again: dict[int, float] = {}
        self._until: float | None = None  # when those that have not stopped are killed
        self._deaths = 0

    def run(self, processes: int, announce: Callable[[int], None]) -> None:
        """Serve until a signal comes; `announce` gets the number of articles once, as soon as all processes serve.

        Raises:
            RefusedStartError: no process can serve, in its own words.
            DyingError: they die again and again.
        """
        self._board = Board(processes)
        self._announce = announce
        self._announced = False
        self._catch_signals()
        gc.freeze()  # what is there already stays shared, for the collector does not write to it
        try:
            for row in range(processes):
                self._start(row)
            while self._members or self._again:
                self._turn()
        finally:
            self._stop()
            while self._members:
                self._turn()

    def _catch_signals(self) -> None:
        self._signal.setblocking(False)
        signal.set_wakeup_fd(self._signal.fileno())
        for number in STOPPING:
            signal.signal(number, lambda *_: None)  # its number is read where nothing else is under way

    def _start(self, row: int) -> None:
        reader, writer = Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=self._child, args=(row, writer))
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)  # until the new process has its own way to hear them
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        writer.close()
        self._members[row] = Member(process, row, monotonic(), reader)

    def _child(self, row: int, reports: Connection) -> None:
        """Run what the process is for; in the process itself."""
        signal.set_wakeup_fd(-1)
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        os.close(self._life)
        try:
            self._serve(Seat(self._board, row, self._folder), Parent(reports, self._lifeline))
        except LoccitError as error:
            reports.send(Report(refused=str(error)))

    def _turn(self) -> None:
        """Wait for what happens next, and deal with it."""
        members = list(self._members.values())
        reports = [each.reports for each in members if each.told is None]
        ready = wait([self._signals, *reports, *(each.process.sentinel for each in members)], self._patience())
        if self._signals in ready:
            self._hear_signal()
        for member in members:
            member.hear()
        self._announce_once()
        for member in members:
            if member.process.sentinel in ready:
                self._end(member)
        self._do_what_is_due()

    def _patience(self) -> float | None:
        """Return the seconds until something is due; None where nothing is."""
        due = [*self._again.values(), *([self._until] if self._until else [])]
        return max(0.0, min(due) - monotonic()) if due else None

    def _do_what_is_due(self) -> None:
        now = monotonic()
        if self._until and now >= self._until:
            self._kill()
        for row in [row for row, due in self._again.items() if now >= due]:
            del self._again[row]
            self._start(row)

    def _hear_signal(self) -> None:
        """Stop; at a second signal at once."""
        number = self._signals.recv(1)[0]
        if self._until is not None:
            self._kill()
            sys.exit(128 + number)
        self._stop()

    def _announce_once(self) -> None:
        counts = [each.told.articles for each in self._members.values() if each.told and each.told.articles is not None]
        if not self._announced and len(counts) == self._board.processes:
            self._announced = True
            self._announce(counts[0])

    def _end(self, member: Member) -> None:
        """Take leave of a process, and see to another in its place."""
        member.process.join()
        member.hear()
        member.reports.close()
        del self._members[member.row]
        self._board.vacate(member.row)
        if self._until is None:
            self._replace(member)

    def _replace(self, member: Member) -> None:
        if member.told and member.told.refused:
            self._try_later(member.row, member.told.refused)
            return
        lived = monotonic() - member.began
        self._deaths = self._deaths + 1 if lived < YOUNG else 0
        ended = f"The process {member.process.pid} ended with code {member.process.exitcode} after {lived:.0f} s"
        if self._deaths == MOST_DEATHS:
            raise DyingError(
                f"{ended}, as {MOST_DEATHS - 1} others before it right after their start. The service ends; the log says more."
            )
        _log.warning("%s; another is started.", ended)
        self._start(member.row)

    def _try_later(self, row: int, refused: str) -> None:
        """Where others serve, a process that cannot is tried again: the index may be put right; else say what is wrong."""
        if not self._announced or not any(each.serves for each in self._members.values()):
            raise RefusedStartError(refused)
        _log.warning("A process cannot serve and is tried again in %g s: %s", RETRY, refused)
        self._again[row] = monotonic() + RETRY

    def _stop(self) -> None:
        """Let every process end what is under way; with the socket closed here, nobody listens once they do not."""
        if self._until is not None:
            return
        self._until = monotonic() + self._seconds + SPARE
        self._again.clear()
        for member in self._members.values():
            if not member.serves:  # first: it holds the socket open, and accepts nothing
                member.process.terminate()
                member.process.join(SPARE)
        self._listening.close()
        os.close(self._life)

    def _kill(self) -> None:
        for member in self._members.values():
            member.process.kill()
        self._until = monotonic() + SPARE
