"""problems.py: errors for programs and for people."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from index.collection import Collection
from qa.answering.answerer import Answerer
from qa.opened_index import OpenedIndex
from tests.web.responses import problem
from web import create_app
from web.problems import PROGRAMS


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/api/ask", True), ("/API", True), ("/healthz", True), ("/metrics", True), ("/apiary", False), ("/", False)],
)
def test_addresses_of_programs(path: str, asked: bool) -> None:
    """Programs ask below /api and for operation, whatever the letters' case; anything else is a page."""
    assert bool(PROGRAMS.match(path)) == asked


def test_page_has_a_sentence_and_a_program_gets_problem_details(client: FlaskClient) -> None:
    """The same error is a page for people and JSON for programs."""
    page, found = client.get("/articles/nowhere"), client.get("/api/articles/nowhere")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "There is no article &#39;nowhere&#39;" in page.text
    assert (found.status_code, found.mimetype) == (404, "application/problem+json")
    assert found.get_json()["remedy"] == "GET /api/articles lists the ids."


def test_wrong_method(client: FlaskClient) -> None:
    """The methods that are possible stand in the sentence and in the header Allow."""
    response = client.get("/api/ask")
    assert problem(response, 405) == "GET is not possible here; use POST."
    assert response.headers["Allow"] == "POST"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_wrong_method_of_the_documentation(client: FlaskClient, method: str) -> None:
    """The documentation is a page below /api: who sends something there is a program, and gets problem details."""
    response = client.open("/api/docs", method=method)
    assert problem(response, 405) == f"{method} is not possible here; use GET."
    assert response.headers["Allow"] == "GET"


def test_unexpected_error_is_a_sentence(answerer: Answerer, monkeypatch: pytest.MonkeyPatch, client: FlaskClient) -> None:
    """What nobody foresaw is a 500 with a sentence, without a word of what failed inside."""

    def fails(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(answerer.collection, "query", fails)
    detail = problem(client.post("/api/ask", json={"question": "Who was Graves?"}), 500)
    assert "not your fault" in detail
    assert "secret" not in detail


def test_body_that_nobody_asked_for(client: FlaskClient) -> None:
    """Brackets nested by the thousand, sent where no body is read, do not stand in the way of the sentence."""
    refused = client.get("/api/articles/nowhere", data="[" * 100_000, content_type="application/json")
    assert (refused.status_code, refused.get_json()["detail"][:27]) == (404, "There is no article 'nowher")


@pytest.mark.parametrize("path", ["/", "/articles", "/articles/harbour", "/notebook", "/api/articles", "/healthz"])
def test_bytes_that_are_no_text_in_an_address(harbour: Collection, path: str) -> None:
    """Sent bare behind the question mark, they are refused with a sentence, on pages and by the API."""
    client = create_app(OpenedIndex.over(harbour)).test_client()
    response = client.get(path, environ_overrides={"QUERY_STRING": "q=\xe9"})
    assert (response.status_code, "no UTF-8. Write other bytes percent-encoded" in response.text) == (400, True)
