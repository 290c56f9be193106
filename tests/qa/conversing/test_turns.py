"""turns.py: questions read together with those before them."""

from __future__ import annotations

import pytest

from qa.conversing.turns import LONGEST_QUOTED, LONGEST_READING, LONGEST_TURN, MOST_TURNS, check_turns, follow_up
from qa.errors import QuestionError
from qa.records import FollowUp, Turn

FIRST = Turn("Who planned the attack?", "Braddock planned it.")


def test_a_question_is_read_with_the_one_before() -> None:
    """What is searched for has both, the own words first; the question before it is known."""
    assert follow_up("Why?", [FIRST]) == FollowUp("Why? – Who planned the attack?", FIRST)


def test_what_stands_alone_is_read_alone() -> None:
    """Neither a question that names what it asks about, nor one without any before it, is read otherwise."""
    assert follow_up("When did the harbour freeze?", [FIRST]) is None
    assert follow_up("Why?", []) is None


def test_a_conversation_is_read_back_to_what_stands_alone() -> None:
    """A follow-up of a follow-up needs both; what came before a question that stands alone is not read."""
    turns = [Turn("When did the harbour freeze?"), FIRST, Turn("And how did they respond?")]
    found = follow_up("Why?", turns)
    assert found == FollowUp("Why? – And how did they respond? – Who planned the attack?", turns[-1])


def test_a_reading_has_an_end() -> None:
    """However long the questions before are, what is searched for is not longer than a question may be."""
    found = follow_up("Why?", [Turn("word " * 700), Turn("And " * 900)])
    assert found is not None
    assert len(found.read) == LONGEST_READING


@pytest.mark.parametrize(
    ("turns", "field", "sentence"),
    [
        ([FIRST] * (MOST_TURNS + 1), "/previous", "There are 21 questions before this one, but at most 20 are read."),
        ([FIRST, Turn("  ")], "/previous/1/question", "A question before this one is empty."),
        ([Turn("x" * (LONGEST_TURN + 1))], "/previous/0/question", "has 4,001 characters, but at most 4,000 are read"),
        ([Turn("Why?", "x" * (LONGEST_QUOTED + 1))], "/previous/0/quoted", "has 10,001 characters, but at most 10,000"),
    ],
)
def test_turns_that_cannot_be_read(turns: list[Turn], field: str, sentence: str) -> None:
    """Too many, an empty one and what is too long are refused, with the place in the request."""
    with pytest.raises(QuestionError, match=sentence) as caught:
        check_turns(turns)
    assert caught.value.field == field


def test_turns_that_can_be_read() -> None:
    """As many as may be, as long as they may be, and none."""
    check_turns([])
    check_turns([Turn("x" * LONGEST_TURN, "x" * LONGEST_QUOTED)] * MOST_TURNS)
