"""What whoever runs the service looks at: health, readiness, and Prometheus metrics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import Protocol

from flask import Blueprint, Response, g, has_request_context
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from index.errors import LoccitError
from qa.answering import Answerer
from qa.records import Answer, IndexState, NoAnswer
from web.operation.shared_counters import Board, Seat
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
    """Counts and times the requests and questions of one application; a registry of its own keeps applications apart.

    Of several processes each counts in files of the folder that all share (`web.serving`), and whoever is asked adds them up.
    """

    def __init__(self, source: Source, seat: Seat) -> None:
        self.registry = CollectorRegistry()
        self._make_counters(self.registry if seat.folder is None else None)
        self.registry.register(StateCollector(source, seat))
        if seat.folder is None:
            ProcessCollector(registry=self.registry)
        else:
            self.registry.register(ProcessesCollector(seat.board))
            MultiProcessCollector(self.registry, str(seat.folder))  # type: ignore[no-untyped-call]  # the client's own gap

    def _make_counters(self, registry: CollectorRegistry | None) -> None:
        self._outcomes = Counter("loccit_questions", "Questions asked, by outcome", ["outcome"], registry=registry)
        self._seconds = Histogram("loccit_ask_seconds", "Time to answer a question", buckets=BUCKETS, registry=registry)
        labels = ["route", "method", "status"]
        self._requests = Counter("loccit_requests", "Requests answered", labels, registry=registry)
        self._refusals = Counter("loccit_refusals", "Requests not worked on, by reason", ["reason"], registry=registry)
        self._request_seconds = Histogram(
            "loccit_request_seconds",
            "Time to answer a request, waiting included",
            ["route"],
            buckets=BUCKETS,
            registry=registry,
        )

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


class StateCollector(Collector):
    """Tells of the index that answers here, and over all processes who works, who waits, and what became of new indexes."""

    def __init__(self, source: Source, seat: Seat) -> None:
        self._source = source
        self._seat = seat

    def collect(self) -> Iterator[Metric]:
        """Yield the figures."""
        board, state = self._seat.board, self._source.state()
        yield GaugeMetricFamily("loccit_passages", "Passages in the index", len(self._source.current().collection.passages))
        yield GaugeMetricFamily("loccit_working", "Requests that are worked on", board.total("working"))
        yield GaugeMetricFamily("loccit_waiting", "Requests that wait for their turn", board.total("waiting"))
        yield InfoMetricFamily("loccit_index", "The index that answers", {"version": state.version})
        reloads = CounterMetricFamily("loccit_reloads", "New indexes in the folder, by what became of them", labels=["outcome"])
        reloads.add_metric(["taken_up"], self._seat.with_others("taken_up", state.taken_up))
        reloads.add_metric(["failed"], self._seat.with_others("failed", state.failed))
        yield reloads


class ProcessesCollector(Collector):
    """Tells of each process that serves what one that is alone tells of itself, and how many connections it has."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def collect(self) -> Iterator[Metric]:
        """Yield the figures, labelled with the process's number from 1; another in its place takes over the number."""
        connections = GaugeMetricFamily("loccit_connections", "Open connections, by process", labels=["process"])
        families: dict[str, Metric] = {connections.name: connections}
        for row, process in self._board.serving().items():
            label = {"process": str(row + 1)}
            connections.add_metric(list(label.values()), self._board.read(row, "connections"))
            for found in ProcessCollector(pid=partial(int, process), registry=None).collect():
                family = families.setdefault(found.name, Metric(found.name, found.documentation, found.type))
                for sample in found.samples:
                    family.add_sample(sample.name, label, sample.value)
        yield from families.values()


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
