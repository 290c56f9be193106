"""worker.py: the process that works on a queue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.folder import article_ids
from index.intake.calling import COMMAND
from index.intake.job_queue import JobQueue
from index.intake.jobs import Item, JobKind, JobState
from index.intake.worker import Worker
from tests.conftest import REPOSITORY
from tests.doubles import WordEncoder


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
    """What is called is this module, which ends where nothing waits."""
    done = subprocess.run(
        [*COMMAND, str(queue.index_folder)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=REPOSITORY
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
