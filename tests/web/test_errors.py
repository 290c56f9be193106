"""errors.py: requests that are refused."""

from __future__ import annotations

from index.errors import Kind
from web.errors import BadRequestError, ParameterError, RefusedError, UnknownNoteError


def test_refusal_carries_its_status_field_and_wait() -> None:
    """What is refused says with which status, where, and when it may be sent again."""
    busy = RefusedError("The service is busy.", 503, retry_after=1)
    assert (str(busy), busy.status, busy.field, busy.retry_after, busy.remedy) == ("The service is busy.", 503, None, 1, None)
    assert (BadRequestError("It is no JSON.").status, BadRequestError("x", 422, "/limit").field) == (400, "/limit")


def test_parameter_of_an_address_is_a_field_with_its_own_remedy() -> None:
    """A parameter is pointed at as a field is, and has the remedy of its route."""
    error = ParameterError("The anchor is 'x'.", "anchor", "Leave it out.")
    assert (error.status, error.field, error.remedy, error.retry_after) == (422, "/anchor", "Leave it out.", None)


def test_unknown_note() -> None:
    """A note that is not there says where the article's notes are listed."""
    assert UnknownNoteError.kind is Kind.UNKNOWN
    assert UnknownNoteError.remedy == "GET /api/articles/{id} lists the article's notes."
