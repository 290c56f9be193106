"""health.py: health and readiness."""

from __future__ import annotations

from flask.testing import FlaskClient

from qa.answering.answerer import Answerer
from tests.web.responses import content

STATE = {"index": "memory", "problem": None}


def test_health_and_readiness(client: FlaskClient, answerer: Answerer) -> None:
    """The service says that it runs and what it can be asked about."""
    assert content(client.get("/healthz")) == {"status": "ok"}
    passages = len(answerer.collection.passages)
    assert content(client.get("/readyz")) == {"status": "ready", "articles": 1, "passages": passages, **STATE}
