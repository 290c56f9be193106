"""word_lists.py: the words that languages have for their own conventions."""

from __future__ import annotations

import pytest

from index.languages.tags import ENGLISH, LISTED
from index.languages.word_lists import abbreviated, before_numbers, elided, hanging_words, negations, stop_words


@pytest.mark.parametrize("language", [language for language in LISTED if language != ENGLISH])
def test_each_listed_language_has_its_words(language: str) -> None:
    """All are in lower case, and no abbreviation ends in its point."""
    lists = (stop_words(language), abbreviated(language), before_numbers(language), negations(language), hanging_words(language))
    assert all(lists)
    words = frozenset().union(*lists)
    assert words == {word.lower().removesuffix(".") for word in words}


def test_what_is_not_listed_has_no_words() -> None:
    """A language of which nothing is known has empty lists, and only some elide."""
    assert (stop_words("pl"), abbreviated("pl"), elided("de")) == (frozenset(), frozenset(), frozenset())
    assert {"nicht", "ne", "non", "не"} == {word for language in ("de", "fr", "it", "ru") for word in negations(language)} & {
        "nicht",
        "ne",
        "non",
        "не",
    }
    assert "dell" in elided("it")
