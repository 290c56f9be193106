"""Calls a worker whenever a job waits: a process of its own, so that answering is neither held up nor brought down by it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import sleep, time

from index.intake.job_queue import JobQueue

EVERY = 0.25  # seconds from one look at the queue to the next
MOST_SILENT = 1800.0  # seconds without a step: the longest that loccit's readers allow one file, thrice
AFTER_BREAKDOWN = 2.0  # seconds until another worker is called where one broke down
COMMAND = (sys.executable, "-c", "from index.intake.worker import main; main()")

_log = logging.getLogger("loccit.intake")


def call_workers(index_folder: Path, stopped: Event | None = None) -> Thread:
    """Watch the queue of an index in a thread, which is returned, until `stopped`, and call a worker whenever a job waits.

    Several processes may do so for one index: of their workers one works, and the others end at once.
    """
    thread = Thread(target=_watch, args=(JobQueue(index_folder), stopped or Event()), name="intake", daemon=True)
    thread.start()
    return thread


def _watch(queue: JobQueue, stopped: Event) -> None:
    while not stopped.wait(EVERY):
        try:
            if queue.next() is not None and _is_free(queue):
                _work(queue, stopped)
        except OSError as error:  # such as a full disk; there may be room later
            _log.error("The queue of what is to be added cannot be worked on: %s.", error)
            sleep(AFTER_BREAKDOWN)


def _is_free(queue: JobQueue) -> bool:
    with queue.at_work() as free:
        return free


def _work(queue: JobQueue, stopped: Event) -> None:
    """Run a worker until it has nothing more to do; it ends itself when this process does, or stops."""
    searched = os.pathsep.join(os.path.abspath(folder) for folder in sys.path)  # noqa: PTH100  # as strings
    environment = {**os.environ, "PYTHONPATH": searched, "PYTHONSAFEPATH": "1"}
    command = [*COMMAND, str(queue.index_folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as worker:  # noqa: S603
        code = _watched(worker, queue, stopped)
    if code:
        _log.error("A process that worked on articles that were added ended with code %d; its job is taken up again.", code)
        sleep(AFTER_BREAKDOWN)


def _watched(worker: subprocess.Popen[bytes], queue: JobQueue, stopped: Event) -> int:
    """Return how a worker ended; one that has noted nothing for long hangs, and is ended."""
    while not stopped.is_set():
        with suppress(subprocess.TimeoutExpired):
            return worker.wait(EVERY)
        job = queue.next()
        if job is not None and time() - queue.noted(job) > MOST_SILENT:
            _log.error("A process that worked on articles that were added did nothing for %g s and is ended.", MOST_SILENT)
            worker.kill()
    worker.communicate()  # closes what it reads, by which it hears that it should end
    return worker.returncode
