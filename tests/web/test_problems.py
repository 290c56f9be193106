"""problems.py: errors for programs and for people."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

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


def test_method_that_is_not_possible(client: FlaskClient) -> None:
    """The methods that are possible stand in the sentence and in the header Allow."""
    refused = client.get("/api/ask")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
    assert refused.get_json()["detail"] == "GET is not possible here; use POST."


def test_body_that_nobody_asked_for(client: FlaskClient) -> None:
    """Brackets nested by the thousand, sent where no body is read, do not stand in the way of the sentence."""
    refused = client.get("/api/articles/nowhere", data="[" * 100_000, content_type="application/json")
    assert (refused.status_code, refused.get_json()["detail"][:27]) == (404, "There is no article 'nowher")
