"""hyphenation.py: hyphens at line ends."""

from __future__ import annotations

import pytest

from index.text.hyphenation import Hyphenation, ends_in_hyphen


@pytest.mark.parametrize(
    ("text", "line", "following", "soft"),
    [
        ("", "in consequence of a proper divi-", "sion and combination", True),
        ("", "has acc-", "ordingly been much less observed", True),
        ("", "The Inter-", "Allied Committee", False),
        ("He was anti-Bolshevik and well-known.", "the well-", "known author", False),
        ("", "the eighty-", "year-old man", False),
        ("The Tsarevich fled.", "the Tsare-", "vich", True),
        ("", "in 1914-", "18 they fought", False),
        ("", "he left –", "or did he", False),
        ("", "of raptur\u2010", "ousness", True),
        ("a raptur\u2010ous well\u2010being", "of raptur\u2010", "ousness", False),
    ],
)
def test_hyphen_is_the_words_or_the_lines(text: str, line: str, following: str, soft: bool) -> None:
    """A hyphen goes where the joined word is one that the text or common English knows, and stays where it is the word's."""
    assert Hyphenation(text).is_soft(line, following) is soft


def test_hyphen_at_the_end() -> None:
    """Only a hyphen behind a letter binds the next line to the word."""
    assert ends_in_hyphen("the Inter-")
    assert not ends_in_hyphen("in 1914-")
    assert not ends_in_hyphen("he left —")
