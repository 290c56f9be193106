"""opposites.py: a quotation that says of the first what is asked of the last."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.maintenance import build_collection
from index.settings import Settings
from qa.answering.answerer import Answerer
from qa.answering.opposites import Opposite, opposite
from qa.records import Answer, NoAnswer
from tests.doubles import WordEncoder, WordJudge

TEXT = """On the Harbour

The first Norwegian ship reached the harbour in April, and the mayor went on board. The pilot drowned in the ice. Bread became
expensive. The sailors played cards, and the baker counted his sacks of flour.

Nobody replaced the pilot. {last}
"""
QUESTION = "When did the last Norwegian ship reach the harbour?"


@pytest.mark.parametrize(
    ("question", "quotation", "expected"),
    [
        (QUESTION, "The first Norwegian ship reached the harbour in April.", Opposite("last", "first")),
        (QUESTION, "The first ship came in April, the last in May.", None),
        (QUESTION, "The first mayor was a Norwegian.", None),
        ("Which was the highest tower?", "The lowest tower was built in 1850.", Opposite("highest", "lowest")),
        ("Where does the last name Segovia come from?", "The first inhabitants named it.", None),
        ("What were the first and the last ship?", "The first ship was Norwegian.", None),
    ],
)
def test_what_is_said_of_the_opposite(question: str, quotation: str, expected: Opposite | None) -> None:
    """Of the same thing, where the quotation does not say what is asked as well."""
    assert opposite(question, quotation) == expected


def test_other_languages_are_left_alone() -> None:
    """The words are English."""
    assert opposite(QUESTION, "The first Norwegian ship came.", "de") is None


def asked(folder: Path, last: str = "") -> Answer | NoAnswer:
    (folder / "harbour.txt").write_text(TEXT.format(last=last), "utf-8")
    collection = build_collection([folder / "harbour.txt"], Settings(), WordEncoder())
    return Answerer(collection, threshold=0.2, judge=WordJudge()).ask(QUESTION)


def test_the_first_is_no_answer_for_the_last(tmp_path: Path) -> None:
    """It is refused, and the reason says why; where the text has the last as well, that is the answer."""
    refused = asked(tmp_path)
    assert isinstance(refused, NoAnswer)
    assert refused.reason == "The nearest passage speaks of what is “first”, where what is “last” is asked for."
    answered = asked(tmp_path, "The last Norwegian ship left in June.")
    assert isinstance(answered, Answer)
    assert answered.citations[0].quotation.endswith("The last Norwegian ship left in June.")
