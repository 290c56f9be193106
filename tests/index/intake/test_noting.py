"""noting.py: how far a job is, while it is worked on."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ArticleError
from index.intake import noting
from index.intake.job_queue import JobQueue
from index.intake.jobs import Item, JobKind, Outcome, Progress
from index.intake.noting import Noting


@pytest.fixture
def queue(tmp_path: Path) -> JobQueue:
    """A queue."""
    return JobQueue(tmp_path / "index")


@pytest.fixture
def noted(queue: JobQueue) -> Noting:
    """Who notes how two files are read."""
    items = [Item("a.pdf", 100, path="/kept/a.pdf"), Item("b.pdf", 50, path="/kept/b.pdf")]
    return Noting(queue, queue.submit(JobKind.ADD, items))


def test_pages_bytes_and_texts_are_told(queue: JobQueue, noted: Noting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is on the disk, for whoever is asked."""
    monkeypatch.setattr(noting, "EVERY", 0.0)

    def progress() -> Progress:
        return queue.job(noted.job.id).progress

    noted.begins(Path("/kept/a.pdf"))
    noted.turns(3, 20)
    assert progress() == Progress(0, 150, 3, 20)
    noted.begins(Path("/kept/b.pdf"))
    assert progress() == Progress(100, 150)
    noted.has_encoded(256, 700)
    assert progress() == Progress(150, 150, 0, 0, 256, 700)
    assert [item.outcome for item in queue.job(noted.job.id).items] == [Outcome.READ, Outcome.READ]


def test_progress_is_written_now_and_then(queue: JobQueue, noted: Noting, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand pages in a moment are not a thousand writings."""
    monkeypatch.setattr(noting, "EVERY", 1000.0)
    noted.begins(Path("/kept/a.pdf"))
    noted.turns(3, 20)
    assert (queue.job(noted.job.id).progress.page, noted.job.progress.page) == (0, 3)


def test_the_file_that_is_read_is_refused_by_its_own_name(noted: Noting) -> None:
    """The sentence says nothing of where the file is kept."""
    noted.begins(Path("/kept/b.pdf"))
    noted.refuse(ArticleError("/kept/b.pdf, page 3, is damaged."))
    assert [item.outcome for item in noted.job.items] == [Outcome.WAITING, Outcome.REFUSED]
    assert noted.job.items[1].sentence == "b.pdf, page 3, is damaged."


def test_an_error_of_no_file_is_not_put_to_one(noted: Noting) -> None:
    """Before a file was begun, none is refused."""
    assert not noted.refuse_current(ArticleError("Two articles have one id."))
    assert [item.outcome for item in noted.job.items] == [Outcome.WAITING, Outcome.WAITING]
