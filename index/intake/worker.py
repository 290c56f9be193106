"""The process that works on a queue of jobs; it lets others go first, and ends itself when whoever called it does.

When no job waits it stands by, with all loaded that reading wants, so that what comes next need not wait for that.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from index.errors import LoccitError
from index.intake.job_queue import JobQueue
from index.intake.jobs import Job
from index.intake.working import Working
from index.readers import prepare_reading

NICENESS = 10  # whoever asks a question should not wait for whoever adds articles
STAND_BY = 300.0  # seconds without a job, or anybody who expects one, until it ends: it holds some 220 MB
LOOK = 0.25  # seconds from one look for a job, which another process may have put there, to the next


class Worker:
    """Works on the jobs of a queue, one after another."""

    def __init__(self, queue: JobQueue, stand_by: float = 0.0) -> None:
        self._queue = queue
        self._stand_by = stand_by
        self.told = Event()
        self._working: Working | None = None

    def run(self) -> None:
        """Work until no job has come, nor been expected, for the seconds to stand by; unless another process works."""
        with self._queue.at_work() as free:
            while free and (job := self._next()):
                self._working = Working(self._queue, job)
                self._working.run()
                self._queue.tidy()

    def _next(self) -> Job | None:
        """Return the next job, None where none comes in time."""
        until = monotonic() + self._stand_by
        while (job := self._queue.next()) is None and monotonic() < until:
            _prepare()
            if self.told.wait(LOOK):
                self.told.clear()
                until = monotonic() + self._stand_by
        return job

    def end_with_caller(self) -> None:
        """Read the standard input, on which is told that a job is expected, to its end, which is the caller's.

        Then hand the job back, and end.
        """
        while os.read(sys.stdin.fileno(), 4096):  # not by a buffer, whose lock would be held when the interpreter ends
            self.told.set()
        if self._working is not None:
            self._working.hand_back()
        os._exit(0)


def _prepare() -> None:
    with suppress(LoccitError):  # what cannot be loaded is told when a file wants it
        prepare_reading()


def main() -> None:
    """Be the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller, which ends this process
    os.nice(NICENESS)
    worker = Worker(JobQueue(Path(sys.argv[1])), STAND_BY)
    Thread(target=worker.end_with_caller, daemon=True).start()
    worker.run()
