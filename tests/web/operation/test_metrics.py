"""metrics.py: the figures of an application."""

from __future__ import annotations

import re

from flask import Flask

from index.cluster.standings import ReplicaState
from qa.opened_index import OpenedIndex
from web.operation.metrics import Metrics
from web.operation.shared_counters import Seat


def figures(metrics: Metrics) -> dict[str, float]:
    """The value of each figure by its name and labels."""
    found = (family.samples for family in metrics.registry.collect())
    return {sample.name + str(sorted(sample.labels.items())): sample.value for samples in found for sample in samples}


def test_requests_are_counted_by_route_method_and_status(opened: OpenedIndex) -> None:
    """A method that nobody knows is counted as other, and what is refused by its reason."""
    metrics = Metrics(opened, Seat())
    metrics.observe("/api/ask", "POST", 200, 0.1)
    metrics.observe("/api/ask", "BREW", 429, 0.2)
    found = figures(metrics)
    assert found["loccit_requests_total[('method', 'POST'), ('route', '/api/ask'), ('status', '200')]"] == 1.0
    assert found["loccit_requests_total[('method', 'other'), ('route', '/api/ask'), ('status', '429')]"] == 1.0
    assert found["loccit_refusals_total[('reason', 'rate')]"] == 1.0
    assert found["loccit_request_seconds_count[('route', '/api/ask')]"] == 2.0


def test_index_and_processes_are_told(opened: OpenedIndex) -> None:
    """The passages of the index that answers, its version, and who works and waits over all processes."""
    seat = Seat()
    seat.tell(working=2, waiting=1)
    found = figures(Metrics(opened, seat))
    assert found["loccit_passages[]"] == len(opened.collection.passages)
    assert (found["loccit_working[]"], found["loccit_waiting[]"]) == (2.0, 1.0)
    assert found["loccit_index_info[('version', 'memory')]"] == 1.0


def test_replicas_are_told(opened: OpenedIndex) -> None:
    """Whether each answers, what became of requests to it, and how long its answers took together."""
    state = ReplicaState(2, 1, answers=True, answered=7, failed=1, overtaken=3, seconds=0.5)
    found = figures(Metrics(opened, Seat(), lambda: (state,)))
    place = "('replica', '1'), ('shard', '2')"
    assert found[f"loccit_replica_up[{place}]"] == 1.0
    outcomes = {each: found[f"loccit_replica_requests_total[('outcome', '{each}'), {place}]"] for each in ("answered", "failed")}
    assert outcomes == {"answered": 7.0, "failed": 1.0}
    assert found[f"loccit_replica_requests_total[('outcome', 'overtaken'), {place}]"] == 3.0
    assert found[f"loccit_replica_seconds_total[{place}]"] == 0.5
    assert not any(name.startswith("loccit_replica") for name in figures(Metrics(opened, Seat())))


def test_metrics_are_shown_as_text(app: Flask) -> None:
    """The route gives Prometheus's format."""
    shown = app.test_client().get("/metrics")
    assert shown.mimetype == "text/plain"
    assert re.search(r"^# HELP loccit_passages Passages in the index$", shown.text, re.MULTILINE)
