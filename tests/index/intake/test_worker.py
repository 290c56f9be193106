"""worker.py: the process that works on a queue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import NoReturn

import pytest

from index.folder import article_ids
from index.intake.calling import COMMAND
from index.intake.job_queue import JobQueue
from index.intake.jobs import Item, JobKind, JobState
from index.intake.worker import Worker
from index.languages.detection import DetectorError
from tests.conftest import REPOSITORY
from tests.doubles import WordEncoder
from tests.waiting import until


@pytest.fixture
def queue(folder: Path, monkeypatch: pytest.MonkeyPatch) -> JobQueue:
    """The queue of an index by words alone."""
    monkeypatch.setattr("index.maintenance.open_encoder", lambda _: WordEncoder())
    monkeypatch.setattr("index.folder.encoders.weights_sha256", lambda _: "words")
    return JobQueue(folder)


def test_all_jobs_are_worked_on(queue: JobQueue) -> None:
    """One after another, until none waits; one that fails holds up no other."""
    jobs = [queue.submit(JobKind.REREAD, [Item(name)]) for name in ("nowhere", "harbour")]
    Worker(queue).run()
    assert [(queue.job(job.id).state, queue.job(job.id).items[0].outcome) for job in jobs] == [
        (JobState.DONE, "refused"),
        (JobState.DONE, "indexed"),
    ]
    assert queue.next() is None


def test_it_stands_by_as_long_as_jobs_are_expected(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that comes meanwhile is done; where one is expected, it stands by anew from then; then it ends."""
    clock, prepared = [0.0], Event()
    monkeypatch.setattr("index.intake.worker.monotonic", lambda: clock[0])
    monkeypatch.setattr("index.intake.worker.LOOK", 0.01)
    monkeypatch.setattr("index.intake.worker.prepare_reading", prepared.set)
    worker = Worker(queue, stand_by=100.0)
    thread = Thread(target=worker.run)
    thread.start()
    assert prepared.wait(20)
    clock[0] = 90.0
    worker.told.set()
    until(lambda: not worker.told.is_set())
    clock[0] = 180.0
    job = queue.submit(JobKind.REREAD, [Item("harbour")])
    until(lambda: queue.job(job.id).state is JobState.DONE)
    until(lambda: is_over_later(thread, clock))
    with queue.at_work() as free:
        assert free


def is_over_later(thread: Thread, clock: list[float]) -> bool:
    """Whether a worker has ended, 200 seconds later by its clock."""
    clock[0] += 200.0
    thread.join(0.1)
    return not thread.is_alive()


def test_what_cannot_be_prepared_is_no_error(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for what reading loads, the job tells, if it needs it at all."""

    def full() -> NoReturn:
        raise DetectorError("There is no room.")

    clock = iter((0.0, 1.0, 200.0))
    monkeypatch.setattr("index.intake.worker.monotonic", lambda: next(clock))
    monkeypatch.setattr("index.intake.worker.LOOK", 0.0)
    monkeypatch.setattr("index.intake.worker.prepare_reading", full)
    Worker(queue, stand_by=100.0).run()
    assert next(clock, None) is None


def test_a_second_worker_does_nothing(queue: JobQueue) -> None:
    """What one works on is no other's."""
    job = queue.submit(JobKind.REREAD, [Item("harbour")])
    with JobQueue(queue.index_folder).at_work():
        Worker(queue).run()
    assert queue.next() == job


def test_it_ends_with_its_caller(queue: JobQueue) -> None:
    """Where the caller's end of the pipe closes, the job waits for another worker."""
    job = queue.submit(JobKind.REREAD, [Item("harbour")])
    code = (
        "import sys, index.intake.working as w; "
        "w.Working._do = lambda self: (print('at work', flush=True), w.sleep(60)); "
        "from index.intake.worker import main; main()"
    )
    command = [sys.executable, "-c", code, str(queue.index_folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as worker:
        assert worker.stdout
        assert worker.stdin
        assert worker.stdout.readline() == "at work\n"
        assert queue.job(job.id).state is JobState.WORKING
        worker.stdin.close()
        assert worker.wait(20) == 0
    assert queue.job(job.id).state is JobState.WAITING
    assert article_ids(queue.index_folder) == ("harbour",)


def test_the_command_is_the_process(queue: JobQueue) -> None:
    """What is called is this module, which ends where its caller is gone."""
    done = subprocess.run(
        [*COMMAND, str(queue.index_folder)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=REPOSITORY
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
