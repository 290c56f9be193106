"""request_log.py: a line for each request."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask

from qa.opened_index import OpenedIndex
from web import create_app
from web.operation.request_log import JsonLines
from web.service_settings import ServiceSettings

ASKED = "How many Japanese troops were there at the peak?"


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What was logged of requests, as it is written."""
    return [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "loccit.requests"]


def test_one_line_a_request_with_the_id_of_the_response(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """The line has method, path, route, status, time and outcome; its id is in the response's header."""
    with caplog.at_level(logging.INFO):
        response = app.test_client().post("/api/ask", json={"question": ASKED})
    (line,) = lines(caplog)
    assert line["id"] == response.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["route"], line["status"]) == ("POST", "/api/ask", "/api/ask", 200)
    assert line["outcomes"] == ["answer"]
    assert isinstance(line["ms"], float)


@pytest.mark.parametrize("path", [f"/?q={ASKED}", "/?q=", f"/articles/x?exact={ASKED}"])
def test_no_question_is_logged(app: Flask, caplog: pytest.LogCaptureFixture, path: str) -> None:
    """Neither a question nor a quotation stands in the log, wherever it was sent."""
    with caplog.at_level(logging.DEBUG):
        app.test_client().get(path)
        app.test_client().post("/api/ask", json={"question": ASKED, "limit": 0})
        app.test_client().post("/api/ask/batch", json={"questions": [{"question": ASKED}]})
        app.test_client().post("/api/verify", json={"quotation": ASKED})
    assert len(lines(caplog)) == 4
    assert "Japanese" not in json.dumps([JsonLines().format(record) for record in caplog.records])


def test_questions_are_logged_where_that_is_switched_on(opened: OpenedIndex, caplog: pytest.LogCaptureFixture) -> None:
    """With `log_questions`, the line has the questions."""
    client = create_app(opened, ServiceSettings(log_questions=True)).test_client()
    with caplog.at_level(logging.INFO):
        client.post("/api/ask", json={"question": ASKED})
    assert lines(caplog)[0]["questions"] == [ASKED]


@pytest.mark.parametrize(("sent", "taken"), [("abc-1.2_3", True), ("a b", False), ("x" * 65, False), ('"}', False)])
def test_id_of_the_caller(app: Flask, sent: str, taken: bool) -> None:
    """An id that the caller sends is used where it is short and plain."""
    assert (app.test_client().get("/healthz", headers={"X-Request-ID": sent}).headers["X-Request-ID"] == sent) == taken


def test_what_is_logged_is_one_line() -> None:
    """Line ends within a message or a traceback do not break the line."""
    try:
        raise RuntimeError("a\nb")
    except RuntimeError as error:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "a\n%s", ("b",), (type(error), error, None))
    written = JsonLines().format(record)
    assert "\n" not in written
    assert json.loads(written)["message"] == "a\nb"
