"""calling.py: workers are called where a job waits, and again where one is killed."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import NoReturn

import pytest

from index.collection import Collection
from index.folder import article_ids
from index.intake import calling
from index.intake.job_queue import JobQueue
from index.intake.jobs import Item, Job, JobKind, JobState
from index.maintenance import save_collection
from index.opening import open_collection
from tests.conftest import BRIDGE, RAILWAY, SEED_ID
from tests.index.intake.test_working import upload
from tests.waiting import until


@pytest.fixture
def queue(collection: Collection, tmp_path: Path) -> JobQueue:
    """The queue of the seed article's index."""
    save_collection(collection, tmp_path / "index")
    return JobQueue(tmp_path / "index")


def awaited(queue: JobQueue, job: Job, condition: Callable[[Job], bool]) -> Job:
    """The job, once it is so."""
    end = monotonic() + 120
    while not condition(found := queue.job(job.id)):
        assert monotonic() < end, found
        sleep(0.02)
    return found


def test_a_worker_that_is_killed_is_followed_by_another(
    queue: JobQueue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One is called before there is work, and does it; after `kill -9` amid it the index opens whole, and all gets into it."""
    monkeypatch.setattr(calling, "AFTER_BREAKDOWN", 0.0)
    workers = list[subprocess.Popen[bytes]]()

    class Listed(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            workers.append(self)

    monkeypatch.setattr("index.intake.calling.subprocess.Popen", Listed)
    stopped = Event()
    thread = calling.call_workers(queue, stopped)
    queue.expect()
    until(lambda: len(workers) == 1)
    job = upload(queue, railway=RAILWAY, bridge=BRIDGE)
    awaited(queue, job, lambda found: found.state is JobState.WORKING)
    os.kill(workers[0].pid, signal.SIGKILL)
    assert {article.id for article in open_collection(queue.index_folder).articles} >= {SEED_ID}
    found = awaited(queue, job, lambda found: found.is_over)
    assert (found.state, [item.outcome for item in found.items]) == (JobState.DONE, ["indexed", "indexed"])
    assert article_ids(queue.index_folder) == (SEED_ID, "railway", "bridge")
    assert "ended with code -9" in caplog.text
    stopped.set()  # the second stands by
    thread.join(20)
    assert [worker.wait(20) for worker in workers] == [-signal.SIGKILL, 0]


def test_a_worker_that_does_nothing_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that notes nothing for long is killed, so that the jobs behind go on."""
    queue = JobQueue(tmp_path / "index")
    queue.submit(JobKind.REREAD, [Item("harbour")])
    monkeypatch.setattr(calling, "MOST_SILENT", -1.0)
    with subprocess.Popen(["/bin/sleep", "60"], stdin=subprocess.PIPE) as hanging:
        assert calling._watched(hanging, queue, Event()) == -signal.SIGKILL


def test_a_worker_that_has_ended_is_told_nothing() -> None:
    """It cannot hear that a job is expected, which is no error."""
    with subprocess.Popen(["/bin/true"], stdin=subprocess.PIPE) as ended:
        ended.wait(20)
        calling._tell(ended)
        assert ended.returncode == 0


def test_a_full_disk_ends_no_watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Where the queue cannot be worked on, that is logged, and tried again."""
    queue, tries = JobQueue(tmp_path / "index"), list[JobQueue]()
    queue.submit(JobKind.REREAD, [Item("harbour")])

    def full(found: JobQueue, stopped: Event) -> NoReturn:
        tries.append(found)
        if len(tries) == 2:
            stopped.set()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(calling, "_work", full)
    monkeypatch.setattr(calling, "AFTER_BREAKDOWN", 0.0)
    calling.call_workers(queue).join(20)
    assert len(tries) == 2
    assert "No space left on device" in caplog.text
