"""service.py: what a service refuses is an error."""

from __future__ import annotations

import pytest

from qa.client.service import Service, ServiceError, error_of


def test_problem_details_are_an_error() -> None:
    """Its text is the sentence; status and field are kept."""
    error = error_of({"detail": "The question is empty.", "status": 422, "field": "/question"})
    assert (str(error), error.status, error.field) == ("The question is empty.", 422, "/question")
    assert (str(error_of({})), error_of({}).status) == ("", 0)


def test_address_must_be_one() -> None:
    """A name alone is no address."""
    with pytest.raises(ServiceError, match=r"'harbour' is no address of a service\. Give one like http://127\.0\.0\.1:8000\."):
        Service("harbour")
