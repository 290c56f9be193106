"""Common words of each language, to judge what a line's end or an address has broken, and what is misspelt."""

from __future__ import annotations

from functools import cache

from index.languages import ENGLISH

# The frequency lists that the library has; for others no word is known.
HAS_LISTS = frozenset(("de", ENGLISH, "es", "fr", "it", "nl", "pt", "ru"))


@cache
def common_words(language: str = ENGLISH) -> frozenset[str]:
    """Return common words in lower case (the frequency lists of pyspellchecker, MIT), loaded when first asked for."""
    from spellchecker import SpellChecker

    if language not in HAS_LISTS:
        return frozenset()
    return frozenset(SpellChecker(language=language, distance=1).word_frequency.dictionary)
