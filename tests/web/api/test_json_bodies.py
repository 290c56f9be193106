"""json_bodies.py: what a request sent, checked."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import SEED_ID
from tests.web.responses import content, problem

ASKED = {"question": "How many Japanese troops were there at the peak?"}


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"", 400, "The body is not JSON that can be read"),
        (b"{question: 1}", 400, "The body is not JSON that can be read"),
        (b"\xff\xfe", 400, "The body is not JSON that can be read"),
        (b"[" * 50_000, 400, "The body is not JSON that can be read"),
        (b'{"question": "Who?", "limit": ' + b"9" * 5000 + b"}", 400, "The body is not JSON that can be read"),
        (b"[1]", 400, "The body is JSON, but a list, not an object"),
        (b'"Who was Graves?"', 400, "The body is JSON, but a string, not an object"),
        (b"null", 400, "The body is JSON, but a null, not an object"),
        (b"{}", 422, "The field 'question': Field required"),
        (b'{"question": 5}', 422, "The field 'question': Input should be a valid string"),
        (b'{"question": "Who?", "lang": "en"}', 422, "The field 'lang': Extra inputs are not permitted"),
        (b'{"question": "Who was Graves?", "article": "nowhere"}', 404, "There is no article 'nowhere'"),
        (b'{"question": "Who was Graves?", "article": "\\ud800"}', 404, "There is no article"),
        (b'{"question": "' + b"x" * 1_100_000 + b'"}', 413, "The request is too large"),
    ],
)
def test_bad_body(client: FlaskClient, body: bytes, status: int, sentence: str) -> None:
    """A body that cannot be read, or has the wrong fields, gets a sentence that says which and what to send."""
    assert sentence in problem(client.post("/api/ask", data=body, content_type="application/json"), status)


def test_body_of_another_type(client: FlaskClient) -> None:
    """A form sent to the API is told how to be JSON."""
    assert "Content-Type: application/json" in problem(client.post("/api/ask", data={"question": "Who?"}), 415)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"question": ""}, "/question"),
        ({**ASKED, "limit": 0}, "/limit"),
        ({**ASKED, "limit": "x"}, "/limit"),
        ({**ASKED, "a/b~c": 1}, "/a~1b~0c"),
        ({**ASKED, "article": "nowhere"}, "/article"),
        ({**ASKED, "article": SEED_ID, "section": ["Prologue"]}, "/section"),
        ({**ASKED, "article": SEED_ID, "section": [5]}, "/section/0"),
        ({}, "/question"),
    ],
)
def test_problems_name_the_field_and_the_remedy(client: FlaskClient, body: dict[str, Any], field: str) -> None:
    """A problem in a field points at it (RFC 6901) and says what to do."""
    found = content(client.post("/api/ask", json=body))
    assert found["field"] == field
    assert found["remedy"].endswith(".")
