"""answers.py: what is not loccit's JSON is no noun."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from qa.client.answers import result_of, results_of, verdict_of
from qa.client.service import ServiceError
from qa.records import NoAnswer

NONE = {"outcome": "no_answer", "question": "Why?", "confidence": 0.1, "reason": "Nothing is said.", "nearest": []}


def test_results_and_problems_are_told_apart() -> None:
    """A question of a batch gets what it alone would get."""
    refused = {"result": None, "problem": {"detail": "It is empty.", "status": 422}}
    found, error = results_of({"results": [{"result": NONE, "problem": None}, refused]})
    assert found == NoAnswer("Why?", "Nothing is said.", (), 0.1) == result_of(NONE)
    assert isinstance(error, ServiceError)
    assert str(error) == "It is empty."


def test_what_has_other_types_is_refused() -> None:
    """A word in the place of a number, and a field that is missing, are told."""
    with pytest.raises(ValidationError):
        result_of({**NONE, "confidence": "much"})
    with pytest.raises(KeyError, match="places"):
        verdict_of({"kind": "exact", "quotation": "Ice"})
