"""`loccit` commands in processes of their own, forked from one that has loaded everything, which takes longer than their work."""

from __future__ import annotations

import multiprocessing.forkserver
import os
import threading
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from tqdm import tqdm

from index.intake import JobKind, JobQueue
from index.intake.worker import Worker
from web.commands.cli import main

UPLOAD = "upload"  # no command of `loccit`, but what a service and its worker do with a file that is sent
# What the caller's module takes is loaded too: each command would load it again, from files that may have changed meanwhile.
LOADED = [
    "tests.forked_commands",
    "tests.conftest",
    "tests.faulty_writer",
    "tests.serving",
    "index.maintenance",
    "index.indexing",
    "index.opening",
    "web.commands.article_text",
]


def prepare() -> None:
    """Let commands be forked from a process that has loaded everything."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # threads do not survive a fork
        os.environ[name] = "1"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    multiprocessing.forkserver.set_forkserver_preload(LOADED)
    multiprocessing.forkserver.ensure_running()


class Command:
    """A `loccit` command at work; what it says is written to `log`."""

    def __init__(self, arguments: Sequence[str], log: Path) -> None:
        """Start it."""
        self._log = log
        log.unlink(missing_ok=True)
        context = multiprocessing.get_context("forkserver")
        self.process: BaseProcess = context.Process(target=_work, args=(list(arguments), str(log)), daemon=True)
        self.process.start()

    def ended(self) -> tuple[int | None, str]:
        """Wait until it has ended; return its exit code, and what it said."""
        self.process.join()
        return self.process.exitcode, self._log.read_text("utf-8") if self._log.is_file() else ""


def _work(arguments: list[str], log: str) -> None:
    with open(log, "w", encoding="utf-8") as file:  # noqa: PTH123  # what is said goes to its number
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    tqdm.set_lock(threading.RLock())  # its own, between processes, would be left behind by those that are killed
    if arguments[0] == UPLOAD:
        upload(Path(arguments[1]), Path(arguments[2]))
    else:
        main(arguments, prog_name="loccit")


def upload(article: Path, folder: Path) -> None:
    """Receive a file for an index, as a service does, and work on the queue until nothing waits, as its worker does."""
    queue = JobQueue(folder)
    with queue.incoming() as incoming:
        incoming.receive(article.name).write(article.read_bytes())
        queue.submit(JobKind.ADD, incoming.items(), incoming=incoming)
    Worker(queue).run()
