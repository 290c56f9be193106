"""example_questions.py: questions to begin with."""

from __future__ import annotations

from index.collection import Collection
from index.readers.article_files import read_article
from qa.answering.answerer import Answerer
from qa.answering.example_questions import Examples, example_questions, frequent_names
from qa.records import Answer
from tests.conftest import SEED


def test_each_example_is_answered(answerer: Answerer) -> None:
    """Every question that is proposed gets an answer, and one about a name an answer that has the name."""
    examples = example_questions(answerer)
    assert len(examples) == 4
    for example in examples:
        result = answerer.ask(example)
        assert isinstance(result, Answer)
        if example.startswith("What about "):
            name = example.removeprefix("What about ").removeprefix("the ").removesuffix("?")
            assert name in result.citations[0].quotation


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
    examples = Examples()
    assert examples.of(answerer) is examples.of(answerer)
