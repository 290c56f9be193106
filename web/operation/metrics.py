"""Prometheus metrics: of requests and questions, of the index that answers, of the processes that serve."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import Blueprint, Response
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

from web.operation.counted_questions import BUCKETS, CountedQuestions
from web.operation.shared_counters import Board, Seat
from web.operation.source import IndexSource, States, in_this_process

REFUSALS = {401: "token", 403: "right", 406: "accept", 413: "size", 415: "type", 429: "rate", 503: "queue"}
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}  # any other is counted as one, so that nobody makes up thousands


class Metrics:
    """The figures of one application; a registry of its own keeps applications apart.

    Of several processes each counts in files of the folder that all share (`web.serving`), and whoever is asked adds them up.
    """

    def __init__(self, source: IndexSource, seat: Seat, replicas: States = in_this_process) -> None:
        self.registry = CollectorRegistry()
        own = self.registry if seat.folder is None else None
        self.questions = CountedQuestions(own)
        self._count_requests(own)
        self.registry.register(StateCollector(source, seat))
        self.registry.register(ReplicasCollector(replicas))
        if seat.folder is None:
            ProcessCollector(registry=self.registry)
        else:
            self.registry.register(ProcessesCollector(seat.board))
            MultiProcessCollector(self.registry, str(seat.folder))  # type: ignore[no-untyped-call]  # the client's own gap

    def _count_requests(self, registry: CollectorRegistry | None) -> None:
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


class StateCollector(Collector):
    """Tells of the index that answers here, and over all processes who works, who waits, and what became of new indexes."""

    def __init__(self, source: IndexSource, seat: Seat) -> None:
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


class ReplicasCollector(Collector):
    """Tells of each replica of a shard on a cluster; nothing where the index is in this process."""

    def __init__(self, replicas: States) -> None:
        self._replicas = replicas

    def collect(self) -> Iterator[Metric]:
        """Yield the figures, labelled with the numbers of the shard and the replica."""
        labels = ["shard", "replica"]
        up = GaugeMetricFamily("loccit_replica_up", "Whether a replica of a shard answers", labels=labels)
        asked = CounterMetricFamily(
            "loccit_replica_requests",
            "Requests to a replica: it answered, failed, or was so slow that another did",
            labels=[*labels, "outcome"],
        )
        seconds = CounterMetricFamily("loccit_replica_seconds", "Time that a replica's answers took together", labels=labels)
        states = self._replicas()
        for each in states:
            place = [str(each.shard), str(each.replica)]
            up.add_metric(place, each.answers)
            outcomes = {"answered": each.answered, "failed": each.failed, "overtaken": each.overtaken}
            for outcome, count in outcomes.items():
                asked.add_metric([*place, outcome], count)
            seconds.add_metric(place, each.seconds)
        yield from (up, asked, seconds) if states else ()


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


def metrics_blueprint(metrics: Metrics) -> Blueprint:
    """Return the route `/metrics`."""
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    def shown() -> Response:
        """Show all figures in Prometheus's text format."""
        return Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)

    return blueprint
