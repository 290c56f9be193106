"""example_questions.py: questions to begin with."""

from __future__ import annotations

import re
from threading import Event

import pytest

from index.collection import Collection
from index.readers.article_files import read_article
from index.searching import ShardsGoneError
from qa.answering.answerer import Answerer
from qa.answering.example_questions import begin_examples, example_questions, examples_of, frequent_names, frequent_years
from qa.records import Answer
from tests.conftest import SEED

GONE = ShardsGoneError(frozenset({0}), none_left=True)
ABOUT = re.compile(r"(?:Who was|What role did|What happened in) (?:the )?(?P<name>.+?)(?: play)?\?")


def test_each_example_is_answered(answerer: Answerer) -> None:
    """Every question that is proposed is one that people ask, and gets an answer that has what it is about."""
    examples = example_questions(answerer)
    assert 3 <= len(examples) <= 5
    assert examples[-1] == "What does note 24 support?"
    for example in examples[:-1]:
        result, about = answerer.ask(example), ABOUT.fullmatch(example)
        assert isinstance(result, Answer)
        assert about
        assert about["name"] in result.citations[0].quotation
    assert len(set(examples)) == len(examples)


def test_years_that_are_named_often() -> None:
    """The years that the article names most come first; page numbers and amounts are none."""
    assert frequent_years([read_article(SEED)])[0] in {"1918", "1919", "1920"}


def test_frequent_names_have_their_article() -> None:
    """Names come most frequent first, with "the" where the text mostly has it."""
    names = list(frequent_names(read_article(SEED)))
    assert names[:2] == ["the United States", "the Imperial Japanese Army"]
    assert "Prime Minister Hara" in names


def test_article_without_names_is_asked_for_a_note(harbour: Collection) -> None:
    """Where no name recurs, a question about a note is left, which the markers answer."""
    assert example_questions(Answerer(harbour)) == ("What does note 3 support?",)


def test_examples_are_worked_out_once(answerer: Answerer) -> None:
    """The same index is not asked again."""
    assert examples_of(answerer) is examples_of(answerer)


def test_nobody_waits_for_examples_that_were_begun(harbour: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks while they are worked out is told so; then they are there."""
    going_on = Event()

    def slow(answerer: Answerer) -> tuple[str, ...]:
        assert going_on.wait(20)
        return example_questions(answerer)

    monkeypatch.setattr("qa.answering.example_questions.example_questions", slow)
    answerer = Answerer(harbour)
    thread = begin_examples(answerer)
    assert examples_of(answerer) is None
    going_on.set()
    thread.join(20)
    assert examples_of(answerer) == ("What does note 3 support?",)


def test_examples_that_could_not_be_worked_out(
    harbour: Collection, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where no machine answers just then, the log says so, and they are worked out when they are next asked for."""
    answerer = Answerer(harbour)
    with monkeypatch.context() as away:
        away.setattr("qa.answering.example_questions.example_questions", _away)
        begin_examples(answerer).join(20)
    assert caplog.messages == [f"Example questions could not be worked out yet: {GONE}"]
    assert examples_of(answerer) == ("What does note 3 support?",)


def _away(answerer: Answerer) -> tuple[str, ...]:
    del answerer
    raise GONE
