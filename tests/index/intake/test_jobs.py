"""jobs.py: what a job and its items are."""

from __future__ import annotations

import pytest

from index.intake.jobs import Item, Job, JobKind, JobState, Outcome


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_is_read_is_not_settled_before_it_is_indexed(outcome: Outcome) -> None:
    """A file is settled once it is indexed, known, removed or refused."""
    settled = {Outcome.INDEXED, Outcome.KNOWN, Outcome.REMOVED, Outcome.REFUSED}
    assert Item("a.txt", outcome=outcome).is_settled is (outcome in settled)


def test_refused_item_has_its_sentence_and_no_articles() -> None:
    """What was found in a file that is refused is of no more use."""
    item = Item("a.txt", path="/kept/a.txt", article_ids=("a",)).refused("It is empty.")
    assert (item.outcome, item.sentence, item.article_ids, item.path) == (Outcome.REFUSED, "It is empty.", (), "/kept/a.txt")


def test_job_with_another_item() -> None:
    """One item is another's place; a job is over when it is done or has failed."""
    job = Job("1", JobKind.ADD, "2026-11-26T18:00:00+00:00", "", (Item("a"), Item("b"), Item("c")))
    assert [item.name for item in job.with_item(1, Item("x")).items] == ["a", "x", "c"]
    over = [Job("1", JobKind.ADD, "", "", (), state=state).is_over for state in JobState]
    assert dict(zip(JobState, over, strict=True)) == {"waiting": False, "working": False, "done": True, "failed": True}
