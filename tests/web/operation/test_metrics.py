"""metrics.py: the figures of an application."""

from __future__ import annotations

import re

from flask import Flask

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


def test_metrics_are_shown_as_text(app: Flask) -> None:
    """The route gives Prometheus's format."""
    shown = app.test_client().get("/metrics")
    assert shown.mimetype == "text/plain"
    assert re.search(r"^# HELP loccit_passages Passages in the index$", shown.text, re.MULTILINE)
