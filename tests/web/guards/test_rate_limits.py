"""rate_limits.py: how often a client may ask."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from qa.opened_index import OpenedIndex
from web import create_app
from web.guards.tokens import new_token
from web.service_settings import ServiceSettings

ASKED = {"question": "Who was Graves?", "limit": 1}


@pytest.fixture
def limited(opened: OpenedIndex) -> FlaskClient:
    """Somebody who may ask five times an hour."""
    return create_app(opened, ServiceSettings(rate_limit="5 per hour")).test_client()


def test_one_too_many(limited: FlaskClient) -> None:
    """The sixth request is refused with 429 and the seconds to wait; health is told all the same."""
    assert [limited.post("/api/ask", json=ASKED).status_code for _ in range(6)] == [200] * 5 + [429]
    refused = limited.get("/api/articles")
    assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
    assert 0 < int(refused.headers["Retry-After"]) <= 3601
    assert [limited.get(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [200] * 3
    assert 'loccit_refusals_total{reason="rate"} 2.0' in limited.get("/metrics").text


def test_sentence_and_header_tell_one_number(limited: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes to write the refusal, the header has the seconds that the sentence names."""
    for _ in range(5):
        limited.get("/api/articles")
    now, late = time.time(), iter(range(1, 1000))
    monkeypatch.setattr(time, "time", lambda: now + 0.7 * next(late))
    refused = limited.get("/api/articles")
    assert f"Ask again in {refused.headers['Retry-After']} s." in refused.text


def test_page_tells_when_and_where_to_try_again(limited: FlaskClient) -> None:
    """A person is told the seconds and keeps the question."""
    for _ in range(5):
        limited.get("/api/articles")
    refused = limited.get("/?q=Who+was+Graves%3F")
    assert re.search(r"Ask again in 3[56]\d\d s\.", refused.text)
    assert '<a href="?q=Who+was+Graves%3F">Try again</a>' in refused.text


def test_each_question_of_a_batch_counts(limited: FlaskClient) -> None:
    """A batch of four and one more question are five."""
    assert limited.post("/api/ask/batch", json={"questions": [ASKED] * 4}).status_code == 200
    assert [limited.post("/api/ask", json=ASKED).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("body", [b"[" * 50_000, b"5", b'{"questions": 5}', b""])
def test_what_is_no_batch_counts_once(limited: FlaskClient, body: bytes) -> None:
    """Whatever is sent as a batch, the answer says what is wrong with it."""
    assert limited.post("/api/ask/batch", data=body, content_type="application/json").status_code in {400, 422}
    assert limited.post("/api/ask/batch", json={"questions": [ASKED] * 4}).status_code == 200


def test_holders_have_a_rate_each(opened: OpenedIndex, tmp_path: Path) -> None:
    """Who has a token is counted by it and not by the address."""
    (ada, first), (bob, second) = new_token("ada"), new_token("bob")
    (tmp_path / "tokens").write_text(f"{first.line}\n{second.line}\n")
    client = create_app(opened, ServiceSettings(rate_limit="1 per hour", tokens=tmp_path / "tokens")).test_client()
    sent = [client.get("/api/articles", headers={"Authorization": f"Bearer {token}"}).status_code for token in (ada, ada, bob)]
    assert sent == [200, 429, 200]
