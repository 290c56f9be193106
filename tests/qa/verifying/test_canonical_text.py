"""canonical_text.py: the canonical form of a text."""

from __future__ import annotations

from qa.verifying.canonical_text import canonical
from qa.verifying.verifier import LONGEST_QUOTATION


def test_signs_around_a_word_end() -> None:
    """Twenty thousand quotation marks, dashes or spaces are levelled in one go."""
    for sign in "\"'-– \u00ad.":
        assert len(canonical(sign * LONGEST_QUOTATION + "a").text) <= LONGEST_QUOTATION + 1
