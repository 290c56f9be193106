"""parsed_question.py: what a question asks for, parsed once."""

from __future__ import annotations

import pytest

from index.collection import Collection
from index.errors import UnknownArticleError
from qa.answering.note_questions import NoteQuestion
from qa.answering.parsed_question import parsed
from qa.errors import QuestionError


def test_question_without_notes_is_searched_as_it_is(harbour: Collection) -> None:
    """No notes, no articles meant; the query has the question's terms."""
    asked = parsed("Who imported flour?", harbour, ("harbour",), ["I. The Ice"])
    assert (asked.text, asked.article_ids, asked.section) == ("Who imported flour?", ("harbour",), ("I. The Ice",))
    assert (asked.notes, asked.articles, asked.looks_for_note, asked.asks_for_missing_notes) == (None, (), False, False)
    assert asked.query is not None
    assert asked.query.terms == tuple(harbour.terms_of("Who imported flour?"))
    assert asked.read_as == ()


def test_notes_that_there_are_need_no_search(harbour: Collection) -> None:
    """The markers answer: the article is told, and nothing is searched."""
    asked = parsed("What does note 3 support?", harbour)
    assert asked.notes == NoteQuestion(("3",), certain=False)
    assert [article.id for article in asked.articles] == ["harbour"]
    assert (asked.query, asked.read_as, asked.asks_for_missing_notes) == (None, (), False)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What does footnote 99 support?", True),  # it can mean no other kind of note
        ("What does note 99 support?", True),  # it asks for nothing else
        ("Which bank issued note 99 for the flour of the mayor?", False),  # it may mean a banknote
    ],
)
def test_notes_that_there_are_not(harbour: Collection, question: str, missing: bool) -> None:
    """Missing notes are told from words that only look like notes."""
    assert parsed(question, harbour).asks_for_missing_notes is missing


def test_question_for_a_note_is_searched_by_what_the_note_should_support(harbour: Collection) -> None:
    """The words that ask for a note are not searched for, nor corrected: what is shown as read is what was searched."""
    asked = parsed("Which footnote backs up the claim that flour came from Canadda?", harbour)
    assert asked.looks_for_note
    assert asked.query is not None
    assert asked.query.terms == tuple(harbour.terms_of("flour came from Canada"))
    assert asked.read_as == (("Canadda", "Canada"),)


def test_what_cannot_be_asked_is_refused(harbour: Collection) -> None:
    """A range that runs backwards, and notes of an article that there is not."""
    with pytest.raises(QuestionError, match="run backwards"):
        parsed("What do notes 9-3 support?", harbour)
    with pytest.raises(UnknownArticleError):
        parsed("What does note 3 support?", harbour, ("nowhere",))
