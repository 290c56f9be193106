"""refusal_reasons.py: why there is no answer, in words."""

from __future__ import annotations

import pytest

from index.collection import Collection
from qa.answering.answerer import Answerer
from qa.answering.refusal_reasons import refusal_reason


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Who sold borscht?", "The text never uses the words “sold” or “borscht”, and no passage answers the question."),
        ("Who imported flour in April?", "The nearest speaks of “imported” and “flour”, but not of “April”."),
        ("Was flour imported?", "What the text says instead of “flour” and “imported” stands first below."),
        ("bread", "The text uses the word, but no passage says enough about it to count as an answer."),
    ],
)
def test_it_is_said_what_was_looked_for_and_what_stands_nearest(harbour: Collection, question: str, reason: str) -> None:
    """Words that the text lacks are named; else those that the nearest passage has, and those that it has not."""
    nearest = Answerer(harbour).rank(question, 1)[0]
    assert refusal_reason(question, None, nearest, harbour).endswith(reason)


def test_long_list_of_words_is_cut(harbour: Collection) -> None:
    """A question of many words that the text does not have names the first few."""
    question = "Did elephants giraffes zebras lions tigers ostriches hyenas baboons visit?"
    reason = refusal_reason(question, None, Answerer(harbour).rank("flour", 1)[0], harbour)
    assert "“ostriches” or others" in reason
