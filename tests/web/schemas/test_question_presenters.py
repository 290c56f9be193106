"""question_presenters.py: what a question got, presented."""

from __future__ import annotations

from index.collection import Collection
from qa.answering.answerer import Answerer
from qa.records import Answer, NoAnswer
from web.schemas.question_presenters import ask_response


def test_answer_is_presented(harbour: Collection) -> None:
    """An answer has ranked citations, rounded scores, and nothing nearest."""
    result = Answerer(harbour, threshold=0.0).ask("Who imported flour from Canada?", 1)
    assert isinstance(result, Answer)
    found = ask_response(harbour, result, 2.345)
    assert (found.outcome, found.reason, found.nearest, found.took_ms) == ("answer", None, [], 2.3)
    (citation,) = found.citations
    assert (citation.rank, citation.score) == (1, round(result.citations[0].score, 4))
    assert citation.quote.text == "The mayor imported flour from Canada."
    assert [(note.label, note.role) for note in citation.notes if note.role == "in_quote"] == [("3", "in_quote")]


def test_no_answer_is_presented(harbour: Collection) -> None:
    """A no has its reason, and what is nearest stands apart."""
    found = ask_response(harbour, NoAnswer("Why?", "Nothing is said.", (), 0.12345), 0.0)
    assert (found.outcome, found.reason, found.citations, found.nearest) == ("no_answer", "Nothing is said.", [], [])
    assert found.confidence == round(0.12345, 4)
