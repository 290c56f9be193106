"""Calls a worker whenever a job waits: a process of its own, so that answering is neither held up nor brought down by it.

It is called as soon as a job is expected, and stands by for a while: beginning it takes as long as reading a short article.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread
from time import sleep, time

from index.intake.job_queue import JobQueue

EVERY = 0.25  # seconds from one look at the queue to the next
MOST_SILENT = 1800.0  # seconds without a step: the longest that loccit's readers allow one file, thrice
AFTER_BREAKDOWN = 2.0  # seconds until another worker is called where one broke down
TOLD = b"\n"  # to a worker, when a job has come or is expected
COMMAND = (sys.executable, "-c", "from index.intake.worker import main; main()")

_log = logging.getLogger("loccit.intake")


def call_workers(queue: JobQueue, stopped: Event | None = None) -> Thread:
    """Watch a queue in a thread, which is returned, until `stopped`, and call a worker whenever a job waits or is expected.

    Several processes may do so for one index: of their workers one works, and the others end at once.
    """
    thread = Thread(target=_watch, args=(queue, stopped or Event()), name="intake", daemon=True)
    thread.start()
    return thread


def _watch(queue: JobQueue, stopped: Event) -> None:
    while not stopped.is_set():
        expected = queue.is_expected(within=EVERY)
        try:
            if (expected or queue.next() is not None) and _is_free(queue):
                _work(queue, stopped)
        except OSError as error:  # such as a full disk; there may be room later
            _log.error("The queue of what is to be added cannot be worked on: %s.", error)
            sleep(AFTER_BREAKDOWN)


def _is_free(queue: JobQueue) -> bool:
    with queue.at_work() as free:
        return free


def _work(queue: JobQueue, stopped: Event) -> None:
    """Run a worker until it has had nothing to do for a while; it ends itself when this process does, or stops."""
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
        if queue.is_expected(within=EVERY):
            _tell(worker)
        code = worker.poll()
        if code is not None:
            return code
        job = queue.next()
        if job is not None and time() - queue.noted(job) > MOST_SILENT:
            _log.error("A process that worked on articles that were added did nothing for %g s and is ended.", MOST_SILENT)
            worker.kill()
    worker.communicate()  # closes what it reads, by which it hears that it should end
    return worker.returncode


def _tell(worker: subprocess.Popen[bytes]) -> None:
    """Wake a worker that stands by, and let it stand by anew."""
    if worker.stdin is not None:
        os.set_blocking(worker.stdin.fileno(), False)
        with suppress(OSError):  # it has just ended; or it hangs, and has not read what it was told before
            os.write(worker.stdin.fileno(), TOLD)
