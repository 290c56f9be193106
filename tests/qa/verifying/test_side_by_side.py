"""side_by_side.py: a quotation and the text, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.collection import Collection
from qa.verifying.side_by_side import Side, compare, compared_span
from qa.verifying.verifier import Verifier

WORDS = st.lists(st.sampled_from(["the", "ice", "broke", "in", "April", ",", "1918.", "–"]), max_size=12).map(" ".join)


def row(quoted: str, original: str) -> list[str]:
    """The stretches, the quotation's with a minus and the text's with a plus."""
    signs = {Side.BOTH: "", Side.QUOTED: "-", Side.ORIGINAL: "+"}
    return [signs[part.side] + part.text for part in compare(quoted, original)]


@pytest.mark.parametrize(
    ("quoted", "original", "shown"),
    [
        ("reached 72,500.", "reached 72,400.", ["reached ", "-72,500", "+72,400", "."]),
        ("a big red dog ran", "a small blue dog ran", ["a ", "-big red", "+small blue", " dog ran"]),
        ("the dog", "the dog ran home", ["the dog", "+ ran home"]),
        ("one  line\nbroken", "one line broken", ["one line broken"]),
        ("dont", "don’t", ["-dont", "+don’t"]),
        ("", "words", ["+words"]),
    ],
)
def test_row(quoted: str, original: str, shown: list[str]) -> None:
    """Equal words once, changed ones of both sides beside each other, neighbours together."""
    assert row(quoted, original) == shown


@given(WORDS, WORDS)
def test_nothing_is_lost(quoted: str, original: str) -> None:
    """What both and one side have is that side's whole text, white space apart."""
    parts = compare(quoted, original)
    for side, text in ((Side.QUOTED, quoted), (Side.ORIGINAL, original)):
        own = "".join(part.text for part in parts if part.side in (Side.BOTH, side))
        assert "".join(own.split()) == "".join(text.split())


def test_changed_words_at_the_ends_are_compared_too(harbour: Collection) -> None:
    """A place ends where words agree; what is compared goes on to the changed word behind it, and its full stop."""
    text = harbour.articles[0].text
    verdict = Verifier(harbour).verify("The pilot, Ōtani, drowned in 1919.")
    assert compared_span(text, verdict).of(text) == "The pilot, Ōtani, drowned in 1918."
