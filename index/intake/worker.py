"""The process that works on a queue of jobs; it lets others go first, and ends itself when whoever called it does."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from threading import Thread

from index.intake.job_queue import JobQueue
from index.intake.working import Working

NICENESS = 10  # whoever asks a question should not wait for whoever adds articles


class Worker:
    """Works on the jobs of a queue, one after another."""

    def __init__(self, queue: JobQueue) -> None:
        self._queue = queue
        self._working: Working | None = None

    def run(self) -> None:
        """Work until no job waits, unless another process does."""
        with self._queue.at_work() as free:
            while free and (job := self._queue.next()):
                self._working = Working(self._queue, job)
                self._working.run()
                self._queue.tidy()

    def end_with_caller(self) -> None:
        """Wait for the end of the standard input, which the caller closes by ending; then hand the job back, and end."""
        while os.read(sys.stdin.fileno(), 4096):  # not by a buffer, whose lock would be held when the interpreter ends
            pass
        if self._working is not None:
            self._working.hand_back()
        os._exit(0)


def main() -> None:
    """Be the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller, which ends this process
    os.nice(NICENESS)
    worker = Worker(JobQueue(Path(sys.argv[1])))
    Thread(target=worker.end_with_caller, daemon=True).start()
    worker.run()
