"""counted_questions.py: questions are counted and timed."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from prometheus_client import CollectorRegistry

from qa.answering.answerer import Answerer
from qa.errors import QuestionError
from qa.records import Answer
from web.operation.counted_questions import CountedQuestions

PEAK = {"question": "How many Japanese troops were there at the peak?"}


def test_metrics_count_questions(client: FlaskClient) -> None:
    """Each question counts once under its outcome, those refused as no question too."""

    def counted() -> dict[str, float]:
        text = client.get("/metrics").text
        return {name: float(value) for name, value in re.findall(r'loccit_questions_total\{outcome="(\w+)"\} (\S+)', text)}

    before = counted()
    client.post("/api/ask", json=PEAK)
    client.post("/api/ask", json={"question": "What is the capital of Australia?"})
    client.get("/?q=")
    after = counted()
    assert {name: after[name] - before.get(name, 0.0) for name in after} == {"answer": 1.0, "no_answer": 1.0, "refused": 1.0}
    assert "loccit_ask_seconds_bucket" in client.get("/metrics").text


def test_result_comes_with_its_time(answerer: Answerer) -> None:
    """What is asked comes back as it is, with the milliseconds; what is refused is raised again, counted and not timed."""
    registry = CollectorRegistry()
    questions = CountedQuestions(registry)
    result, took_ms = questions.ask(answerer, PEAK["question"], 1, None)
    assert isinstance(result, Answer)
    assert registry.get_sample_value("loccit_ask_seconds_sum") == pytest.approx(took_ms / 1000)
    with pytest.raises(QuestionError):
        questions.ask(answerer, "", 1, None)
    assert registry.get_sample_value("loccit_questions_total", {"outcome": "refused"}) == 1.0
    assert registry.get_sample_value("loccit_ask_seconds_count") == 1.0
