"""follow_ups.py: which questions go on from what was said before, by their words."""

from __future__ import annotations

import pytest

from qa.conversing.follow_ups import reads_on

GOING_ON = """
Why?
And then?
How so?
When exactly?
Which ones?
What happened next?
Can you say more?
And how did they respond?
But why did he refuse?
And the British?
What about the Czechs?
In Japan?
Under which treaty did he serve?
Why did he retreat?
Who was her husband?
Which forts did he build?
How many men was he given?
In which other towns did it happen?
Who stopped him?
What did the farmers say about it?
Why was that important?
What happened after that?
When was this decision made?
Where did these troops come from?
Who ruled then?
Who lived there?
What became of them?
How long did it take?
""".strip().splitlines()

STANDING_ALONE = """
When did the harbour freeze?
Why did Graves refuse his orders?
Who moved his court to Krakow in 1596?
What did Wilson tell his generals?
Did the Allies think they would win?
How did the Huguenots defend themselves?
When he arrived in Siberia, what did Graves do?
In his memoirs, what did Graves say?
Is it true that Japan sent 72,000 troops?
How long did it take to build the railway?
Why was it that the troops stayed?
How many notes are there?
What is this article about?
What were the consequences of the intervention?
Who are those who opposed the intervention?
What did Uchida decide, and what did he say to the American?
The railway had two managers. Which of them did they dismiss?
japanese troops siberia
the railway
1918
""".strip().splitlines()


@pytest.mark.parametrize("question", GOING_ON)
def test_questions_that_go_on(question: str) -> None:
    """Bare question words, "and …", fragments, and pronouns that refer to nothing in the question are told."""
    assert reads_on(question)


@pytest.mark.parametrize("question", STANDING_ALONE)
def test_questions_that_stand_alone(question: str) -> None:
    """What names what it asks about stands alone, and so does what somebody types of a few names."""
    assert not reads_on(question)


@pytest.mark.parametrize("question", ["", "?!", "…", "   "])
def test_what_has_no_word_goes_on_from_nothing(question: str) -> None:
    """Signs are no question, and are refused where they are asked."""
    assert not reads_on(question)


def test_apostrophes_of_either_form_are_one() -> None:
    """A typographic apostrophe makes no other word of "didn't"."""
    assert reads_on("Why didn’t they?")
    assert reads_on("Why didn't they?")
