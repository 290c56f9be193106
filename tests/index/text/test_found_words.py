"""found_words.py: words found in a text."""

from __future__ import annotations

import pytest

from index.records import Span
from index.text.found_words import LONGEST, occurrences

TEXT = "The harbour froze. Ōtani’s café – “the Harbour Book” – stood\n\nopen; Otani left (a+b)."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("harbour", ["harbour", "Harbour"]),
        ("HARBOUR BOOK", ["Harbour Book"]),
        ("Otani", ["Ōtani", "Otani"]),
        ("ōtani", ["Ōtani", "Otani"]),
        ("Otani's cafe", ["Ōtani’s café"]),
        ('- "the', ["– “the"]),
        ("stood open", ["stood\n\nopen"]),
        ("(a+b)", ["(a+b)"]),
        ("nowhere", []),
        ("  ", []),
        ("", []),
    ],
)
def test_words_are_found_in_every_form(words: str, found: list[str]) -> None:
    """Case, accents, apostrophes, dashes and line ends make no difference; signs are looked for as they are."""
    assert [span.of(TEXT) for span in occurrences(TEXT, words)] == found


def test_only_so_much_is_looked_for() -> None:
    """Of pages of words the first are looked for."""
    assert occurrences("a" * LONGEST, "a" * (LONGEST + 100)) == (Span(0, LONGEST),)
