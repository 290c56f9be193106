"""Common English words, to judge what a line's end or an address has broken."""

from __future__ import annotations

from functools import cache


@cache
def common_words() -> frozenset[str]:
    """Return common English words (the frequency list of pyspellchecker, MIT), loaded when first asked for."""
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(distance=1).word_frequency.dictionary)
