"""qa/canonical.py: the canonical form of a text."""

from __future__ import annotations

from qa.canonical import canonical
from qa.quotations import LONGEST_QUOTATION


def test_signs_around_a_word_end() -> None:
    """Twenty thousand quotation marks, dashes or spaces are levelled in one go."""
    for sign in "\"'-– \u00ad.":
        assert len(canonical(sign * LONGEST_QUOTATION + "a").text) <= LONGEST_QUOTATION + 1
