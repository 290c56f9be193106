"""changes.py: who may change articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.intake import JobQueue
from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID
from tests.web.responses import content, problem
from web import create_app
from web.guards.changes import longest_body
from web.guards.tokens import new_token
from web.service_settings import ServiceSettings

ADA, READER = new_token("ada")
BEA, WRITER = new_token("bea", may_change=True)
CHANGES = [
    ("POST", "/api/articles"),
    ("DELETE", f"/api/articles/{SEED_ID}"),
    ("POST", f"/api/articles/{SEED_ID}/reread"),
]
STYLES = [("POST", "/api/styles"), ("DELETE", "/api/styles/mla")]
ON_PAGES = [
    ("POST", "/styles"),
    ("POST", "/styles/mla/remove"),
    ("POST", "/articles"),
    ("POST", f"/articles/{SEED_ID}/remove"),
    ("POST", f"/articles/{SEED_ID}/reread"),
]


def serving(opened: OpenedIndex, folder: Path, **settings: object) -> FlaskClient:
    """Somebody who sends requests to a service with a queue."""
    return create_app(opened, ServiceSettings(**settings), queue=JobQueue(folder / "index")).test_client()  # type: ignore[arg-type]


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    """A file of tokens, one of them with the right to change."""
    path = tmp_path / "tokens"
    path.write_text(f"{READER.line}\n{WRITER.line}\n")
    return path


@pytest.mark.parametrize(("method", "path"), [*CHANGES, *STYLES])
def test_nothing_is_changed_unless_the_service_lets_it_be(opened: OpenedIndex, tmp_path: Path, method: str, path: str) -> None:
    """Whoever asks hears how it could be, and no job is made."""
    response = serving(opened, tmp_path).open(path, method=method)
    assert "--writable" in problem(response, 403)
    assert JobQueue(tmp_path / "index").latest(1) == ()


@pytest.mark.parametrize(("method", "path"), ON_PAGES)
def test_pages_say_so_too(opened: OpenedIndex, tmp_path: Path, method: str, path: str) -> None:
    """A person gets a page with the sentence, and the list offers nothing."""
    client = serving(opened, tmp_path)
    response = client.open(path, method=method)
    assert (response.status_code, "--writable" in response.text) == (403, True)
    assert "Add articles" not in client.get("/articles").text


@pytest.mark.parametrize(("method", "path"), CHANGES[1:])
def test_tokens_need_the_right(opened: OpenedIndex, tmp_path: Path, tokens: Path, method: str, path: str) -> None:
    """A token with the right changes, one without is told by name, none is refused as ever."""
    client = serving(opened, tmp_path, writable=True, tokens=tokens)
    assert client.open(path, method=method).status_code == 401
    refused = client.open(path, method=method, headers={"Authorization": f"Bearer {ADA}"})
    assert problem(refused, 403).startswith("The token of ada may ask, but not change articles or styles.")
    accepted = client.open(path, method=method, headers={"Authorization": f"Bearer {BEA}"})
    assert (accepted.status_code, JobQueue(tmp_path / "index").latest(1)[0].holder) == (202, "bea")
    assert content(client.get("/api/jobs", headers={"Authorization": f"Bearer {ADA}"}))["jobs"] == [content(accepted)]


def test_pages_without_a_token_change_nothing(opened: OpenedIndex, tmp_path: Path, tokens: Path) -> None:
    """Where pages are open to all, that is for reading alone."""
    client = serving(opened, tmp_path, writable=True, tokens=tokens, public_pages=True)
    response = client.post(f"/articles/{SEED_ID}/remove")
    assert (response.status_code, "Who has no token may ask" in response.text) == (403, True)
    assert "Add articles" not in client.get("/articles").text


@pytest.mark.parametrize(("method", "path"), [*CHANGES, *ON_PAGES])
def test_a_page_of_another_host_changes_nothing(opened: OpenedIndex, tmp_path: Path, method: str, path: str) -> None:
    """A form that somebody else's page sends is refused, whatever is in it."""
    response = serving(opened, tmp_path, writable=True).open(path, method=method, headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, "A page of another host" in response.text) == (403, True)
    assert JobQueue(tmp_path / "index").latest(1) == ()


@pytest.mark.parametrize(
    ("settings", "method", "path", "token", "uploads"),
    [
        ({}, "POST", "/api/articles", "", False),
        ({"writable": True}, "POST", "/api/articles", "", True),
        ({"writable": True}, "POST", "/articles", "", True),
        ({"writable": True}, "POST", "/api/ask", "", False),
        ({"writable": True}, "GET", "/api/articles", "", False),
        ({"writable": True, "tokens": True}, "POST", "/api/articles", "", False),
        pytest.param({"writable": True, "tokens": True}, "POST", "/api/articles", f"Bearer {ADA}", False, id="who may not"),
        pytest.param({"writable": True, "tokens": True}, "POST", "/api/articles", f"Bearer {BEA}", True, id="who may"),
    ],
)
def test_only_uploads_of_those_who_may_are_long(
    tokens: Path, settings: dict[str, object], method: str, path: str, token: str, uploads: bool
) -> None:
    """Anybody else's body is bounded as every other, before it is taken in."""
    named = {**settings, **({"tokens": tokens} if "tokens" in settings else {})}
    longest = longest_body(ServiceSettings(longest_body=2000, longest_upload=3000, **named))  # type: ignore[arg-type]
    assert longest(method, path, token) == (3000 if uploads else 2000)
