"""Questions that are asked, counted by their outcome and timed."""

from __future__ import annotations

from time import perf_counter

from flask import g, has_request_context
from prometheus_client import CollectorRegistry, Counter, Histogram

from index.errors import LoccitError
from index.records import ArticleIds
from qa.answering import Answerer
from qa.records import Answer, NoAnswer, Turn

BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # seconds


class CountedQuestions:
    """Asks, and counts and times what is asked."""

    def __init__(self, registry: CollectorRegistry | None) -> None:
        """Register the figures; without a registry they stand in the files that several processes share."""
        self._outcomes = Counter("loccit_questions", "Questions asked, by outcome", ["outcome"], registry=registry)
        self._seconds = Histogram("loccit_ask_seconds", "Time to answer a question", buckets=BUCKETS, registry=registry)

    def ask(
        self,
        answerer: Answerer,
        question: str,
        limit: int,
        article_id: ArticleIds,
        section: tuple[str, ...] = (),
        previous: tuple[Turn, ...] = (),
    ) -> tuple[Answer | NoAnswer, float]:
        """Ask, count and time; return the result and the milliseconds it took."""
        start = perf_counter()
        try:
            result = answerer.ask(question, limit, article_id, section, previous)
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
