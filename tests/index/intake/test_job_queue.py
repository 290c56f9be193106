"""job_queue.py: jobs on the disk."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BufferedRandom
from pathlib import Path

import pytest

from index.intake import job_queue
from index.intake.job_queue import JobQueue, KeepingError, QueueFullError, UnknownJobError
from index.intake.jobs import Item, Job, JobKind, JobState


@pytest.fixture
def queue(tmp_path: Path) -> JobQueue:
    """The queue of an index."""
    return JobQueue(tmp_path / "index")


def uploaded(queue: JobQueue, *names: str) -> Job:
    with queue.incoming() as incoming:
        for name in names:
            with incoming.receive(name) as file:
                file.write(name.encode())
        return queue.submit(JobKind.ADD, incoming.items(), "somebody", incoming)


def test_jobs_are_taken_in_the_order_of_coming(queue: JobQueue) -> None:
    """The first that is not over is next; another queue of the same index sees the same."""
    assert queue.next() is None
    first, second = uploaded(queue, "a.txt"), queue.submit(JobKind.REMOVE, [Item("b")])
    other = JobQueue(queue.index_folder)
    assert other.next() == first == other.job(first.id)
    queue.save(replace(first, state=JobState.DONE))
    assert other.next() == second
    assert other.latest(5) == (second, replace(first, state=JobState.DONE))
    assert other.latest(1) == (second,)


def test_whoever_watches_hears_that_a_job_is_expected(queue: JobQueue) -> None:
    """Once, whether it has come or is likely to come; who watches another queue of the same index looks for himself."""
    assert not queue.is_expected(within=0.0)
    queue.expect()
    queue.expect()
    assert [queue.is_expected(within=20.0), queue.is_expected(within=0.0)] == [True, False]
    uploaded(queue, "a.txt")
    assert not JobQueue(queue.index_folder).is_expected(within=0.0)
    assert queue.is_expected(within=20.0)


def test_files_come_with_their_job(queue: JobQueue) -> None:
    """They wait in its folder until it is over."""
    job = uploaded(queue, "a.txt", "b.txt")
    waiting = queue.files_of(job) / "files"
    assert [path.read_text() for path in sorted(waiting.iterdir())] == ["a.txt", "b.txt"]
    queue.save(replace(job, state=JobState.DONE))
    queue.tidy()
    assert not waiting.exists()
    assert queue.job(job.id).state is JobState.DONE


def test_a_broken_off_upload_leaves_nothing(queue: JobQueue) -> None:
    """Where an upload ends before it is whole, its folder is gone, and no job is there."""
    with suppress(RuntimeError), queue.incoming() as incoming:
        incoming.receive("a.txt").close()
        raise RuntimeError
    assert list(queue.folder.iterdir()) == []


def test_an_upload_whose_process_died_is_swept(queue: JobQueue) -> None:
    """A folder that nobody holds is removed once it is old; one that somebody holds stays."""
    with queue.incoming() as held:
        died = queue.folder / ".new-died"
        (died / "files").mkdir(parents=True)
        young = queue.folder / ".new-young"
        young.mkdir()
        for folder in (held.folder, died):
            os.utime(folder, (0, 0))
        queue.tidy()
        assert {path.name for path in queue.folder.iterdir()} == {held.folder.name, ".new-young"}


def test_only_so_many_wait(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is refused, whether it brings files or not."""
    monkeypatch.setattr(job_queue, "MOST_WAITING", 2)
    for _ in range(2):
        queue.submit(JobKind.REMOVE, [Item("a")])
    with pytest.raises(QueueFullError, match="2 jobs wait already"):
        queue.submit(JobKind.REMOVE, [Item("a")])
    with pytest.raises(QueueFullError), queue.incoming():
        pass


def test_the_latest_that_are_over_are_kept(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older ones are forgotten; one that waits never is."""
    monkeypatch.setattr(job_queue, "MOST_KEPT", 2)
    jobs = [queue.submit(JobKind.REMOVE, [Item(str(number))]) for number in range(5)]
    for job in jobs[1:]:
        queue.save(replace(job, state=JobState.FAILED))
    queue.tidy()
    assert [job.items[0].name for job in queue.latest(9)] == ["4", "3", "0"]
    with pytest.raises(UnknownJobError, match=re.escape(f"There is no job '{jobs[1].id}'")):
        queue.job(jobs[1].id)


@pytest.mark.parametrize("job_id", ["", "..", "../../index", "x" * 300, "20261126-181609123456-0123456z"])
def test_an_id_leads_nowhere_else(queue: JobQueue, job_id: str) -> None:
    """What is no id of a job is looked for nowhere."""
    with pytest.raises(UnknownJobError):
        queue.job(job_id)


def test_a_job_that_the_machine_broke_is_passed_over(queue: JobQueue) -> None:
    """Half a file of a job holds up no other."""
    broken, whole = queue.submit(JobKind.REMOVE, [Item("a")]), queue.submit(JobKind.REMOVE, [Item("b")])
    (queue.folder / broken.id / "job.json").write_text('{"id": "')
    assert queue.next() == whole


def test_one_process_works(queue: JobQueue) -> None:
    """Who asks while somebody works hears that it is not free."""
    with queue.at_work() as free, JobQueue(queue.index_folder).at_work() as second:
        assert (free, second) == (True, False)
    with queue.at_work() as free:
        assert free


@pytest.mark.parametrize("step", ["incoming", "submit"])
def test_a_disk_that_takes_nothing_is_told(queue: JobQueue, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the folder and the reason, and nothing is left."""

    def full(*_: object, **__: object) -> Callable[..., None]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(job_queue, "Incoming" if step == "incoming" else "_write", full)
    with pytest.raises(KeepingError, match="index-articles: No space left on device. Nothing was changed."):
        uploaded(queue, "a.txt")
    assert list(queue.folder.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that takes nothing is a matter of Linux")
def test_a_disk_that_is_full_in_the_middle_of_an_upload(queue: JobQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written is tried again when the file is closed, which must not hide the sentence."""
    monkeypatch.setattr("index.intake.incoming.waiting_file", lambda *_: Path("/dev/full"))
    with pytest.raises(KeepingError, match="index-articles: No space left on device"), queue.incoming() as incoming:
        _written_back(incoming.receive("a.txt"))
    assert list(queue.folder.iterdir()) == []


def _written_back(file: BufferedRandom) -> None:
    """Write what is kept in memory until one goes back to the beginning, as whoever parses a form does."""
    file.write(b"The harbour froze.")
    file.seek(0)
