"""What whoever runs the service looks at: health, readiness, and Prometheus metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Protocol

from flask import Blueprint, Response, g, has_request_context
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from index.errors import LoccitError
from qa.answering import Answerer
from qa.records import Answer, IndexState, NoAnswer
from web.schemas import Health, Readiness

BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # seconds
REFUSALS = {401: "token", 406: "accept", 413: "size", 415: "type", 429: "rate", 503: "queue"}
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}  # any other is counted as one, so that nobody makes up thousands


class Source(Protocol):
    """Where answers come from."""

    def current(self) -> Answerer:
        """Return who answers now; one request asks no other."""

    def state(self) -> IndexState:
        """Return which index answers, and whether something is wrong with its folder."""


class Instruments:
    """Counts and times the requests and questions of one application; a registry of its own keeps applications apart."""

    def __init__(self, source: Source) -> None:
        self.registry = CollectorRegistry()
        self._outcomes = Counter("loccit_questions", "Questions asked, by outcome", ["outcome"], registry=self.registry)
        self._seconds = Histogram("loccit_ask_seconds", "Time to answer a question", buckets=BUCKETS, registry=self.registry)
        labels = ["route", "method", "status"]
        self._requests = Counter("loccit_requests", "Requests answered", labels, registry=self.registry)
        self._refusals = Counter("loccit_refusals", "Requests not worked on, by reason", ["reason"], registry=self.registry)
        self._request_seconds = Histogram(
            "loccit_request_seconds",
            "Time to answer a request, waiting included",
            ["route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.gauge("loccit_passages", "Passages in the index", lambda: len(source.current().collection.passages))
        self.registry.register(IndexCollector(source))
        ProcessCollector(registry=self.registry)

    def gauge(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """Show what `value` returns whenever the figures are asked for."""
        Gauge(name, help_text, registry=self.registry).set_function(value)

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count and time a request."""
        self._requests.labels(route, method if method in METHODS else "other", str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)
        if status in REFUSALS:
            self._refusals.labels(REFUSALS[status]).inc()

    def ask(
        self, answerer: Answerer, question: str, limit: int, article_id: str | None, section: tuple[str, ...] = ()
    ) -> tuple[Answer | NoAnswer, float]:
        """Ask, count and time; return the result and the milliseconds it took."""
        start = perf_counter()
        try:
            result = answerer.ask(question, limit, article_id, section)
        except LoccitError:
            self._count("refused", question)
            raise
        seconds = perf_counter() - start
        self._count("answer" if isinstance(result, Answer) else "no_answer", question)
        self._seconds.observe(seconds)
        return result, seconds * 1000.0

    def _count(self, outcome: str, question: str) -> None:
        self._outcomes.labels(outcome).inc()
        if has_request_context():  # for the line of the log
            g.setdefault("outcomes", []).append(outcome)
            g.setdefault("questions", []).append(question)


class IndexCollector(Collector):
    """Tells the index's version, and how often a new one was taken up or could not be."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def collect(self) -> Iterator[Metric]:
        """Yield the figures."""
        state = self._source.state()
        yield InfoMetricFamily("loccit_index", "The index that answers", {"version": state.version})
        reloads = CounterMetricFamily("loccit_reloads", "New indexes in the folder, by what became of them", labels=["outcome"])
        reloads.add_metric(["taken_up"], state.taken_up)
        reloads.add_metric(["failed"], state.failed)
        yield reloads


def operation_blueprint(source: Source, instruments: Instruments) -> Blueprint:
    """Return the routes `/healthz`, `/readyz` and `/metrics`."""
    blueprint = Blueprint("operation", __name__)

    @blueprint.get("/healthz")
    def healthz() -> dict[str, object]:
        """Say that the process runs."""
        return Health().model_dump()

    @blueprint.get("/readyz")
    def readyz() -> dict[str, object]:
        """Say that questions can be asked, of which index, and what is wrong with its folder if anything is."""
        collection, state = source.current().collection, source.state()
        articles, passages = len(collection.articles), len(collection.passages)
        return Readiness(articles=articles, passages=passages, index=state.version, problem=state.problem).model_dump()

    @blueprint.get("/metrics")
    def metrics() -> Response:
        """Show all figures in Prometheus's text format."""
        return Response(generate_latest(instruments.registry), content_type=CONTENT_TYPE_LATEST)

    return blueprint
