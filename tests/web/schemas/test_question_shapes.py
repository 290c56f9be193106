"""question_shapes.py: questions and answers as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from web.schemas.question_shapes import AskRequest, BatchRequest


def test_what_is_left_out_has_its_default() -> None:
    """A question alone is asked of all articles, for five citations."""
    assert AskRequest(question="Who?").model_dump() == {
        "question": "Who?",
        "limit": 5,
        "article": None,
        "articles": None,
        "collection": None,
        "section": None,
        "previous": None,
    }


@pytest.mark.parametrize("body", [{}, {"question": 5}, {"question": "Who?", "limit": "5"}, {"question": "Who?", "lang": "en"}])
def test_other_fields_and_types_are_refused(body: dict[str, Any]) -> None:
    """Nothing is converted, and no field is ignored."""
    with pytest.raises(ValidationError):
        AskRequest.model_validate(body)


def test_questions_of_a_batch_are_checked_later() -> None:
    """What is no question is kept as it was sent, lest one refuse them all; a hundred may be sent."""
    assert BatchRequest.model_validate({"questions": [5, {"question": 1}]}).questions == [5, {"question": 1}]
    with pytest.raises(ValidationError, match="at most 100 items"):
        BatchRequest.model_validate({"questions": [5] * 101})
