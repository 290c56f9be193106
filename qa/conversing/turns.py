"""The turns of a conversation: checked, and read together with a question that goes on from them."""

from __future__ import annotations

from collections.abc import Sequence

from qa.conversing.follow_ups import reads_on
from qa.errors import QuestionError
from qa.records import FollowUp, Turn

MOST_TURNS = 20
LONGEST_TURN = 4000  # characters of a question
LONGEST_QUOTED = 10_000  # characters of what was quoted
LONGEST_READING = 4000  # characters that are searched for
BEFORE = " – "  # between a question and the one before it


def follow_up(question: str, previous: Sequence[Turn]) -> FollowUp | None:
    """Return how a question is read with the turns before it, the latest last; None where it stands alone.

    >>> follow_up("Why?", [Turn("When did the troops leave?")]).read
    'Why? – When did the troops leave?'
    """
    if not previous or not reads_on(question):
        return None
    return FollowUp(_read(question, previous)[:LONGEST_READING], previous[-1])


def _read(question: str, previous: Sequence[Turn]) -> str:
    """Return a question with the one before it, and that with the one before it, until one stands alone."""
    if not previous or not reads_on(question):
        return question.strip()
    return question.strip() + BEFORE + _read(previous[-1].question, previous[:-1])


def check_turns(previous: Sequence[Turn]) -> None:
    """Refuse turns that no question can be read with.

    Raises:
        QuestionError: there are too many, or one has no question, or one that is too long, or quotes too much.
    """
    if len(previous) > MOST_TURNS:
        raise QuestionError(
            f"There are {len(previous):,} questions before this one, but at most {MOST_TURNS} are read. Send the last ones.",
            "/previous",
        )
    for at, turn in enumerate(previous):
        _check(turn, f"/previous/{at}")


def _check(turn: Turn, field: str) -> None:
    if not turn.question.strip():
        raise QuestionError("A question before this one is empty. Send what was asked, or leave it out.", f"{field}/question")
    if len(turn.question) > LONGEST_TURN:
        raise QuestionError(
            f"A question before this one has {len(turn.question):,} characters, but at most {LONGEST_TURN:,} are read.",
            f"{field}/question",
        )
    if len(turn.quoted) > LONGEST_QUOTED:
        raise QuestionError(
            f"What was quoted before has {len(turn.quoted):,} characters, but at most {LONGEST_QUOTED:,} are read. "
            "Send its first sentences, or the passage's id.",
            f"{field}/quoted",
        )
