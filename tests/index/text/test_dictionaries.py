"""dictionaries.py: the words that are common in a language."""

from __future__ import annotations

from index.text.dictionaries import common_words


def test_words_of_every_day_are_known_and_fragments_are_not() -> None:
    """The list has words as they are written in lower case, and no parts of broken ones; it is loaded once."""
    assert {"railway", "between", "letters"} <= common_words()
    assert not {"Railway", "betw", "sibe"} & common_words()
    assert common_words() is common_words()


def test_each_language_has_its_own_words() -> None:
    """German words are known in German only; of Latin, for which the library has no list, none is."""
    assert {"eisenbahn", "über"} <= common_words("de")
    assert "eisenbahn" not in common_words()
    assert common_words("la") == frozenset()
