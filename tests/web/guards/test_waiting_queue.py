"""waiting_queue.py: a bounded queue."""

from __future__ import annotations

from threading import Event, Thread
from time import monotonic, sleep

import pytest
from flask import Flask
from flask.testing import FlaskClient

from qa.opened_index import OpenedIndex
from tests.conftest import SEED_ID
from web import create_app
from web.errors import RefusedError
from web.guards.waiting_queue import Turns
from web.service_settings import ServiceSettings


def until(condition: object, turns: Turns, waiting: int) -> None:
    """Wait until so many wait, two seconds at most."""
    end = monotonic() + 2
    while turns.waiting != waiting and monotonic() < end:
        sleep(0.001)
    assert turns.waiting == waiting, condition


def test_one_works_one_waits_one_is_refused() -> None:
    """With a turn and a place in the queue taken, a third is refused at once; the second has its turn after the first."""
    turns, had = Turns(1, 1, seconds=10.0), Event()

    def second() -> None:
        turns.take()
        had.set()
        turns.give_back()

    turns.take()
    waiter = Thread(target=second)
    waiter.start()
    until("the second waits", turns, 1)
    start = monotonic()
    with pytest.raises(RefusedError, match="1 requests wait already") as caught:
        turns.take()
    assert monotonic() - start < 1.0
    assert (caught.value.status, caught.value.retry_after) == (503, 1)
    assert not had.is_set()
    turns.give_back()
    waiter.join(5)
    assert (had.is_set(), turns.working, turns.waiting) == (True, 0, 0)


def test_nobody_waits_forever() -> None:
    """Who has waited for the time that is set is refused, and leaves the queue."""
    turns = Turns(1, 1, seconds=0.02)
    turns.take()
    with pytest.raises(RefusedError, match="waited 0.02 s"):
        turns.take()
    assert (turns.working, turns.waiting) == (1, 0)


@pytest.fixture
def full(opened: OpenedIndex) -> Flask:
    """An application whose one turn is taken and that lets nobody wait."""
    app = create_app(opened, ServiceSettings(threads=1, queue=0))
    started, go_on = Event(), Event()

    @app.get("/slow")
    def slow() -> str:
        started.set()
        go_on.wait(5)
        return "done"

    holding = Thread(target=lambda: app.test_client().get("/slow"))
    holding.start()
    assert started.wait(5)
    app.extensions["holding"] = (holding, go_on)
    return app


def test_application_whose_queue_is_full(full: Flask) -> None:
    """Requests get 503 with Retry-After, as JSON or as a page; health, readiness and figures are told all the same."""
    client: FlaskClient = full.test_client()
    refused = client.get(f"/api/articles/{SEED_ID}")
    assert (refused.status_code, refused.headers["Retry-After"], refused.get_json()["status"]) == (503, "1", 503)
    page = client.get("/articles")
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert [client.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
    figures = client.get("/metrics").text
    assert 'loccit_refusals_total{reason="queue"} 2.0' in figures
    assert "loccit_working 1.0" in figures
    holding, go_on = full.extensions["holding"]
    go_on.set()
    holding.join(5)
    assert client.get("/articles").status_code == 200


def test_errors_give_their_turn_back(opened: OpenedIndex) -> None:
    """A request that ends with an error leaves its turn to the next."""
    client = create_app(opened, ServiceSettings(threads=1, queue=0)).test_client()
    for _ in range(3):
        assert client.post("/api/ask", data=b"x", content_type="application/json").status_code == 400
        assert client.get("/nowhere").status_code == 404
    assert client.get("/api/articles").status_code == 200
