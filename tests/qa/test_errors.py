"""errors.py: what can be wrong with questions and evaluations."""

from __future__ import annotations

from index.errors import Kind
from qa.errors import EvaluationError, GoldError, QuestionError


def test_question_error_points_at_the_field() -> None:
    """It lies in the question unless another field is named, and is the sender's to mend."""
    assert (QuestionError("It is empty.").field, QuestionError("It is 0.", "/limit").field) == ("/question", "/limit")
    assert QuestionError.kind is Kind.UNFIT


def test_evaluations_are_nothing_that_a_request_asks_for() -> None:
    """Gold questions and evaluations are read by whoever runs them, so that no field of a request has what is wrong."""
    assert [(kind.kind, kind.field, kind.remedy) for kind in (GoldError, EvaluationError)] == [(Kind.FAULT, None, None)] * 2
