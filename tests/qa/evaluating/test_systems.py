"""systems.py: what gold questions are asked of."""

from __future__ import annotations

from index.collection import Collection
from index.records import Note, Passage, Span
from qa.answering.answerer import Answerer
from qa.evaluating.systems import Cited, LocalSystem, Response, refused_response, response_of
from qa.records import Answer, Citation, CitedNote, NoAnswer, Role

PASSAGE = Passage("p1", "harbour", Span(0, 10), (), (1,), (), (), (Span(0, 4), Span(5, 10)), "Ice. Thaw.")
NOTES = (
    CitedNote(Note("1", 4), Role.IN_QUOTE),
    CitedNote(Note("2", 10), Role.COVERS_QUOTE),
    CitedNote(Note("3", 10), Role.IN_PASSAGE),
)
CITATION = Citation(PASSAGE, Span(0, 4), (), (), NOTES, 0.5, 1.0, 0.5, 0.123456)
JUDGED = Cited("harbour", Span(0, 10), Span(0, 4), ("1", "2"), 0.1235)


def test_answer_is_judged_by_its_citations() -> None:
    """Labels are those in or behind the quotation; confidences have the four digits that a service gives."""
    assert response_of(Answer("Ice?", (CITATION,), 0.987654)) == Response((JUDGED,), refused=False, confidence=0.9877)


def test_refusal_is_judged_by_the_nearest() -> None:
    """What is nearest is ranked all the same, so that search is judged apart from refusing."""
    assert response_of(NoAnswer("Ice?", "Too far.", (CITATION,), 0.1)) == Response((JUDGED,), refused=True, confidence=0.1)


def test_question_that_cannot_be_asked_is_a_refusal_with_a_problem() -> None:
    """It has no citation and no confidence."""
    assert refused_response("Too long.") == Response((), refused=True, confidence=0.0, problem="Too long.")


def test_index_in_this_process(harbour: Collection) -> None:
    """It has the index's settings, its threshold and its articles, and a question of common words is no failure."""
    answerer = Answerer(harbour)
    system = LocalSystem(answerer)
    assert (system.settings()["fusion"], system.settings()["threshold"]) == (harbour.settings.fusion, answerer.threshold)
    assert system.article("harbour") == harbour.articles[0]
    found = system.ask("Who are they?", 5, None)
    assert (found.refused, found.citations) == (True, ())
    assert found.problem.startswith("The question has only common words")
