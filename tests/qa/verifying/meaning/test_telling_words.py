"""telling_words.py: the words on which a statement hangs, and whether two words are forms of one."""

from __future__ import annotations

import pytest

from qa.verifying.meaning.telling_words import is_form_of, is_tense, is_written_name, plain, relates_otherwise, telling
from qa.verifying.verdicts import Reason


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("not", Reason.NEGATION),
        ("couldn’t", Reason.NEGATION),
        ("non-existent", Reason.NEGATION),
        ("1847", Reason.NUMBER),
        ("twenty-five", Reason.NUMBER),
        ("thousands", Reason.NUMBER),
        ("seventh", Reason.NUMBER),
        ("May", Reason.NUMBER),
        ("may", Reason.MODAL),
        ("lesser", Reason.QUANTIFIER),
        ("ex-king", Reason.MODAL),
        ("attempted", Reason.MODAL),
        ("harbour", None),
    ],
)
def test_words_on_which_a_statement_hangs(word: str, expected: Reason | None) -> None:
    """Each is told by what it is; of words with a hyphen, each half is looked at."""
    assert telling(word, name=False) is expected


def test_a_name_is_told_where_it_is_one() -> None:
    """Whether a word is a name is for the place where it stands to say."""
    assert (telling("Weber", name=True), telling("Weber", name=False)) == (Reason.NAME, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("talk", "talked"), ("carry", "carries"), ("stop", "stopped"), ("go", "went"), ("making", "make"), ("king", "king’s"),
        ("wife", "wives"), ("hard", "hardly"), ("travelled", "travel"), ("withdraw", "withdrawn"), ("use", "used"),
    ],
)  # fmt: skip
def test_forms_of_one_word(one: str, other: str) -> None:
    """Endings, a doubled consonant and irregular verbs make forms of one word, either way round."""
    assert is_form_of(one, other)
    assert is_form_of(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("police", "policy"), ("great", "greater"), ("found", "founded"), ("universe", "university"), ("important", "import"),
        ("author", "authority"), ("general", "generous"), ("new", "newspaper"), ("cat", "car"), ("may", "must"), ("to", "too"),
    ],
)  # fmt: skip
def test_words_that_only_begin_alike(one: str, other: str) -> None:
    """A stem in common makes no form: police and policy, great and greater."""
    assert not is_form_of(one, other)


def test_a_written_name_has_a_capital_that_is_its_own() -> None:
    """Titles, words that are everywhere and I are none."""
    assert [word for word in ("Hansen", "King", "The", "I", "harbour", "XI") if is_written_name(word)] == ["Hansen", "XI"]


def test_a_word_is_plain_without_its_genitive() -> None:
    """Case and the genitive's ending are left aside."""
    assert (plain("Weber’s"), plain("Can’t")) == ("weber", "can't")


def test_a_modal_has_one_other_tense() -> None:
    """Would is will's; must is nobody's."""
    assert (is_tense("would", ["will"]), is_tense("must", ["may"])) == (True, False)


@pytest.mark.parametrize(
    ("lost", "gained", "expected"),
    [("before", "after", True), ("to", "from", True), ("or", "and", True), ("upon", "on", False), ("of", "the", False)],
)
def test_words_that_relate_otherwise(lost: str, gained: str, expected: bool) -> None:
    """Another preposition or conjunction turns what is said, unless it is of the same sense."""
    assert relates_otherwise([lost], [gained]) is expected
