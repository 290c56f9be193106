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


def test_a_word_that_none_knows_is_whole_where_lines_break_words() -> None:
    """A hyphen between parts that are no words breaks one where the text's lines plainly do, and stays where they do not."""
    broken = "He was with-\nout a doubt the last of the gen-\nerals who had seen Graves."
    assert Hyphenation(broken).is_soft("the Semen-", "ovites fled")
    assert not Hyphenation(broken).is_soft("an ice-", "cold night")
    assert not Hyphenation("He was a well-\nknown author of the last cen-\ntury.").is_soft("the Semen-", "ovites fled")


def test_words_of_other_languages_are_known() -> None:
    """The words that a text's language knows are those that a line's end may have broken."""
    text = "Die Armee zog am Morgen ohne Kampf in die Stadt ein, und niemand war noch da, der sie auf dem Platz erwartet hätte."
    assert Hyphenation(text).joined(["zog am 21. Februar kamp-", "flos ein"]) == "zog am 21. Februar kampflos ein"
    assert Hyphenation(text).joined(["die Vor-", "und Nachteile"]) == "die Vor- und Nachteile"


def test_hyphen_at_the_end() -> None:
    """Only a hyphen behind a letter binds the next line to the word."""
    assert ends_in_hyphen("the Inter-")
    assert not ends_in_hyphen("in 1914-")
    assert not ends_in_hyphen("he left —")
