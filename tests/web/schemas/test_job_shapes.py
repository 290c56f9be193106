"""job_shapes.py: the shapes name what the intake knows, no more and no less."""

from __future__ import annotations

from typing import get_args

from index.intake.jobs import JobKind, JobState, Outcome, Progress
from web.schemas.job_shapes import JobItemJson, JobJson, JobProgressJson


def test_shapes_name_every_kind_state_and_outcome() -> None:
    """A new one cannot be forgotten here."""
    assert get_args(JobJson.model_fields["kind"].annotation) == tuple(kind.value for kind in JobKind)
    assert get_args(JobJson.model_fields["state"].annotation) == tuple(state.value for state in JobState)
    assert get_args(JobItemJson.model_fields["outcome"].annotation) == tuple(outcome.value for outcome in Outcome)
    assert tuple(JobProgressJson.model_fields) == tuple(Progress.__dataclass_fields__)
