"""What whoever runs the service looks at: health, readiness, and Prometheus metrics."""

from __future__ import annotations

from time import perf_counter
from typing import Protocol

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from index.errors import LoccitError
from qa.answering import Answerer
from qa.records import Answer, NoAnswer
from web.schemas import Health, Readiness

BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # seconds


class Source(Protocol):
    """Where answers come from."""

    def current(self) -> Answerer:
        """Return who answers now; one request asks no other."""


class Instruments:
    """Counts and times the questions of one application; a registry of its own keeps applications apart."""

    def __init__(self, source: Source) -> None:
        self.registry = CollectorRegistry()
        self._outcomes = Counter("loccit_questions", "Questions asked, by outcome", ["outcome"], registry=self.registry)
        self._seconds = Histogram("loccit_ask_seconds", "Time to answer a question", buckets=BUCKETS, registry=self.registry)
        passages = Gauge("loccit_passages", "Passages in the index", registry=self.registry)
        passages.set_function(lambda: len(source.current().collection.passages))

    def ask(
        self, answerer: Answerer, question: str, limit: int, article_id: str | None, section: tuple[str, ...] = ()
    ) -> tuple[Answer | NoAnswer, float]:
        """Ask, count and time; return the result and the milliseconds it took."""
        start = perf_counter()
        try:
            result = answerer.ask(question, limit, article_id, section)
        except LoccitError:
            self._outcomes.labels("refused").inc()
            raise
        seconds = perf_counter() - start
        self._outcomes.labels("answer" if isinstance(result, Answer) else "no_answer").inc()
        self._seconds.observe(seconds)
        return result, seconds * 1000.0


def operation_blueprint(source: Source, instruments: Instruments) -> Blueprint:
    """Return the routes `/healthz`, `/readyz` and `/metrics`."""
    blueprint = Blueprint("operation", __name__)

    @blueprint.get("/healthz")
    def healthz() -> dict[str, object]:
        """Say that the process runs."""
        return Health().model_dump()

    @blueprint.get("/readyz")
    def readyz() -> dict[str, object]:
        """Say that questions can be asked."""
        collection = source.current().collection
        return Readiness(articles=len(collection.articles), passages=len(collection.passages)).model_dump()

    @blueprint.get("/metrics")
    def metrics() -> Response:
        """Show all figures in Prometheus's text format."""
        return Response(generate_latest(instruments.registry), content_type=CONTENT_TYPE_LATEST)

    return blueprint
