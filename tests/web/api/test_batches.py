"""batches.py: many questions in one request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from qa.opened_index import OpenedIndex
from web import create_app
from web.service_settings import ServiceSettings

PEAK = {"question": "How many Japanese troops were there at the peak?", "limit": 2}


def without_time(result: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "took_ms"}


def test_each_question_gets_what_it_would_get_alone(client: FlaskClient) -> None:
    """Results and problems are those of `/api/ask`, in the order of the questions."""
    asked: list[Any] = [
        PEAK,
        {"question": ""},
        {"question": "Who?", "article": "nowhere"},
        {"question": "Who?", "lang": "en"},
        {"question": "Who?", "\ud800": 1},
        {"question": "Who \ud800?"},
        {"limit": "5"},
        {"question": "Who was Graves?"},
    ]
    found = json.loads(client.post("/api/ask/batch", json={"questions": asked}).text)["results"]
    for one, item in zip(asked, found, strict=True):
        alone = client.post("/api/ask", json=one)
        content = json.loads(alone.text)
        if alone.status_code == 200:
            assert (without_time(item["result"]), item["problem"]) == (without_time(content), None)
        else:
            assert item == {"result": None, "problem": content}


def test_what_is_no_question_is_refused_for_itself(client: FlaskClient) -> None:
    """A number among the questions gets its own sentence, and the others are answered."""
    first, second = json.loads(client.post("/api/ask/batch", json={"questions": [5, PEAK]}).text)["results"]
    assert first["problem"]["detail"].startswith("The question is JSON, but a number, not an object.")
    assert second["result"]["outcome"] == "answer"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"questions": []}, "/questions"),
        ({"questions": [PEAK] * 101}, "/questions"),
        ({"question": "Who?"}, "/questions"),
    ],
)
def test_a_batch_of_another_form_is_refused_whole(client: FlaskClient, body: dict[str, Any], field: str) -> None:
    """Too few or many questions, or another field, are named."""
    response = client.post("/api/ask/batch", json=body)
    assert (response.status_code, response.get_json()["field"]) == (422, field)


def test_what_the_time_does_not_suffice_for(opened: OpenedIndex) -> None:
    """Questions that are not reached within the time limit get a problem, and the batch ends."""
    client = create_app(opened, ServiceSettings(time_limit=0.1)).test_client()
    found = json.loads(client.post("/api/ask/batch", json={"questions": [{**PEAK, "limit": 50}] * 100}).text)["results"]
    statuses = [item["problem"]["status"] if item["problem"] else 200 for item in found]
    assert (statuses[0], statuses[-1], len(statuses)) == (200, 503, 100)


def test_a_draft_that_takes_too_long(opened: OpenedIndex) -> None:
    """A draft whose quotations cannot be verified within the time limit is refused, and told how many were."""
    client = create_app(opened, ServiceSettings(time_limit=0.1)).test_client()
    draft = "\n\n".join(
        f"He writes “the troops of the {number} railways were reported to Washington by nobody”." for number in range(5000)
    )
    refused = client.post("/api/verify/draft", json={"draft": draft})
    assert (refused.status_code, refused.get_json()["field"]) == (422, "/draft")
    assert "of the draft's 5000 quotations were verified. Send it in parts." in refused.get_json()["detail"]
