"""health.py: health and readiness."""

from __future__ import annotations

from flask.testing import FlaskClient

from index.cluster.standings import ReplicaState
from qa.answering.answerer import Answerer
from qa.opened_index import OpenedIndex
from tests.web.responses import content
from web import create_app

STATE: dict[str, object] = {"index": "memory", "shards": [], "problem": None}


def test_health_and_readiness(client: FlaskClient, answerer: Answerer) -> None:
    """The service says that it runs and what it can be asked about."""
    assert content(client.get("/healthz")) == {"status": "ok"}
    passages = len(answerer.collection.passages)
    assert content(client.get("/readyz")) == {"status": "ready", "articles": 1, "passages": passages, **STATE}


def replica(shard: int, number: int, *, answers: bool) -> ReplicaState:
    """A replica that was never asked."""
    return ReplicaState(shard, number, answers, answered=0, failed=0, overtaken=0, seconds=0.0)


def test_shards_of_a_cluster(opened: OpenedIndex) -> None:
    """How many of each shard's replicas answer; one without is told; without any at all nothing can be asked."""
    states = [replica(shard, number, answers=(shard, number) != (2, 1)) for shard in (1, 2, 3) for number in (1, 2)]
    client = create_app(opened, replicas=lambda: tuple(states)).test_client()
    found = client.get("/readyz").get_json()
    assert [tuple(each.values()) for each in found["shards"]] == [(1, 2, 2), (2, 2, 1), (3, 2, 2)]
    assert found["problem"] is None
    states[3] = replica(2, 2, answers=False)
    told = client.get("/readyz").get_json()["problem"]
    assert told == "No machine with shard 2 answers; an answer names the articles that were not asked."
    states[4:] = [replica(3, number, answers=False) for number in (1, 2)]
    told = client.get("/readyz").get_json()["problem"]
    assert told == "No machine with the shards 2, 3 answers; an answer names the articles that were not asked."
    states[:2] = [replica(1, number, answers=False) for number in (1, 2)]
    away = client.get("/readyz")
    assert (away.status_code, away.get_json()["detail"]) == (503, "No machine of the cluster answers for any shard of the index.")
