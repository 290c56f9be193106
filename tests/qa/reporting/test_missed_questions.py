"""missed_questions.py: the questions that went wrong."""

from __future__ import annotations

from qa.reporting.missed_questions import misses, show_misses
from tests.outcomes import FOUR, RIGHT, evidence, outcome, question, run


def test_misses_say_what_went_wrong_and_what_was_returned() -> None:
    """Each miss is named with its ways, what was wanted and what came instead; what went right is not there."""
    found = {miss.outcome.question.id: miss.ways for miss in misses(FOUR)}
    assert found == {
        "later": ("evidence only at rank 2",),
        "never": ("refused, though the article answers", "evidence not among the first 1"),
        "<b>wrongly</b>": ("answered, though the article does not",),
    }
    text = show_misses(FOUR)
    shown = "later (who): later?|evidence only at rank 2 (confidence 0.80)|wanted: words|got 1: place 8|held 2: place 2"
    assert shown.replace("|", "\n   ") in text
    assert show_misses(run(RIGHT)) == "No question went wrong."


def test_parts_that_are_missing_are_a_miss() -> None:
    """Where both places are needed and one is found, the other is told."""
    half = outcome(question("q", *evidence(3, 9), needs="all"), 3)
    assert misses(run(half))[0].ways == ("parts of the answer not found",)
