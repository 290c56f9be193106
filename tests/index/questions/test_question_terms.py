"""question_terms.py: a question's terms, by the rules of each language of the texts."""

from __future__ import annotations

import pytest

from index.questions.question_terms import QuestionTerms
from index.searching.abbreviation_forms import Alternative


@pytest.mark.parametrize(
    ("languages", "question", "language"),
    [
        (("en",), "Wie viele Truppen?", "en"),  # nothing else is looked at
        (("de",), "Wie viele Truppen?", "de"),
        (("de",), "How many troops were there?", "en"),
        (("de", "en"), "Koltschak Omsk", "de"),  # names: that of the most articles
        (("en", "fr"), "Combien de soldats étaient là ?", "fr"),
    ],
)
def test_a_question_is_read_by_its_own_rules(languages: tuple[str, ...], question: str, language: str) -> None:
    """Its language is one of the texts' or English; where all texts are English, none is looked for."""
    assert QuestionTerms(languages, stemming=True).language_of(question) == language


def test_a_word_counts_by_the_rules_of_each_language() -> None:
    """“Revolution” of an English question is one stem in English texts and another in German ones: both are looked for."""
    reader = QuestionTerms(("de", "en"), stemming=True)
    known = {"revolution": 4, "revolut": 5, "munch": 6}
    assert reader.terms("the revolution in Munich", "en") == ["revolut", "munich"]
    assert reader.forms("revolution", "en") == (("revolution",),)
    assert list(reader.alternatives("the revolution in Munich", "en", known)) == [Alternative(0, 1, (4,))]
    assert reader.forms("the", "en") == ()  # a stop word has no other forms


def test_in_one_language_nothing_else_counts() -> None:
    """A collection in one language has no other forms for questions in it, and a form that no text has counts for nothing."""
    assert list(QuestionTerms(("en",), stemming=True).alternatives("the revolution", "en", {"revolution": 1})) == []
    assert list(QuestionTerms(("de", "en"), stemming=True).alternatives("the revolution", "en", {})) == []
