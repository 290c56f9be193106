"""word_lists.py: the words that languages have for their own conventions."""

from __future__ import annotations

import pytest

from index.languages.tags import ENGLISH, LISTED
from index.languages.word_lists import (
    abbreviated,
    before_numbers,
    conditions,
    elided,
    modals,
    negations,
    number_words,
    prepositions,
    quantifiers,
    stop_words,
)

HUNG_ON = (negations, quantifiers, modals, number_words, conditions, prepositions)


@pytest.mark.parametrize("language", [language for language in LISTED if language != ENGLISH])
def test_each_listed_language_has_its_words(language: str) -> None:
    """All are in lower case, and no abbreviation ends in its point."""
    lists = [words(language) for words in (stop_words, abbreviated, before_numbers, *HUNG_ON)]
    assert all(lists)
    words = frozenset().union(*lists)
    assert words == {word.lower().removesuffix(".") for word in words}


def test_what_is_not_listed_has_no_words() -> None:
    """A language of which nothing is known has empty lists, and only some elide."""
    assert (stop_words("pl"), abbreviated("pl"), elided("de")) == (frozenset(), frozenset(), frozenset())
    assert "dell" in elided("it")


@pytest.mark.parametrize("language", [language for language in LISTED if language != ENGLISH])
def test_a_word_is_of_one_kind(language: str) -> None:
    """What denies, counts, or makes a statement possible is told apart, so that the reason given is the right one."""
    kinds = [words(language) for words in (negations, quantifiers, modals, number_words)]
    assert sum(map(len, kinds)) == len(frozenset().union(*kinds))


def test_what_denies() -> None:
    """Each language has its own words."""
    wanted = {"de": "nicht", "fr": "ne", "es": "nunca", "it": "non", "nl": "geen", "pt": "não", "ru": "не", "la": "haud"}
    assert [word in negations(language) for language, word in wanted.items()] == [True] * 8
    assert "nicht" not in negations("nl")
