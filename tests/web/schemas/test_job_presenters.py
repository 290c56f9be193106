"""job_presenters.py: jobs as JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.collection import Collection
from index.intake.jobs import Item, Job, JobKind, JobState, Outcome, Progress
from qa.records import IndexState
from web.schemas.job_presenters import job_json, job_list

JOB = Job("20261126-181609123456-01234567", JobKind.ADD, "2026-11-26T18:16:09+00:00", "ada", (), JobState.DONE)
NOW = IndexState("gen-now", made=5)


def with_item(job: Job, item: Item) -> Job:
    return replace(job, items=(item,))


def test_a_job_tells_no_paths_and_no_holders(harbour: Collection) -> None:
    """Where files are kept, and whose token it was, is nobody's business."""
    job = with_item(JOB, Item("a.txt", 9, "0" * 64, "/secret/a.txt", Outcome.REFUSED, "It is empty."))
    told = job_list([job], harbour, NOW).model_dump_json()
    assert "secret" not in told
    assert "ada" not in told
    assert "It is empty." in told


def test_progress_and_sentences(harbour: Collection) -> None:
    """What is not there is null."""
    job = replace(JOB, state=JobState.WORKING, progress=Progress(1, 2, 3, 4, 5, 6))
    told = job_json(job, harbour, NOW)
    assert list(told.progress.model_dump().values()) == [1, 2, 3, 4, 5, 6]
    assert (told.sentence, told.index, told.taken_up, told.url) == (None, None, False, f"/api/jobs/{JOB.id}")


@pytest.mark.parametrize(
    ("article_id", "digest", "answers"), [("harbour", "", True), ("harbour", "0" * 64, False), ("x", "", False)]
)
def test_what_was_added_answers_once_it_is_in_the_index(harbour: Collection, article_id: str, digest: str, answers: bool) -> None:
    """An article of the same id and of another file is not the one that was added."""
    sha256 = digest or harbour.articles[0].source.sha256
    told = job_json(
        with_item(JOB, Item("a.txt", sha256=sha256, outcome=Outcome.INDEXED, article_ids=(article_id,))), harbour, NOW
    )
    assert told.items[0].articles[0].answers == answers


def test_what_was_removed_has_no_articles(harbour: Collection) -> None:
    """A removal names no article that could be read."""
    item = Item("harbour", outcome=Outcome.REMOVED, article_ids=("harbour",))
    assert job_json(with_item(replace(JOB, kind=JobKind.REMOVE), item), harbour, NOW).items[0].articles == []


@pytest.mark.parametrize("kind", JobKind)
@pytest.mark.parametrize(
    ("index", "made", "taken_up"),
    [("gen-now", 5, True), ("gen-now", 9, True), ("gen-before", 4, True), ("gen-next", 6, False), ("", 0, True)],
)
def test_a_job_is_taken_up_by_its_index_or_a_later_one(
    harbour: Collection, kind: JobKind, index: str, made: int, taken_up: bool
) -> None:
    """Whatever it did: what answers is the index that it made, or one that was made after; one that failed made none."""
    told = job_json(replace(JOB, kind=kind, index=index, index_made=made), harbour, NOW)
    assert told.taken_up == taken_up
