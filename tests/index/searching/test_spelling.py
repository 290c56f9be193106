"""spelling.py: misspelt words of a question."""

from __future__ import annotations

import pytest

from index.collection import Collection
from index.searching.spelling import Speller

VOCABULARY = ("expedit", "expeditionari", "graves", "siberia", "vladimir", "vladivostok", "withdraw", "withdrawn")
FREQUENCIES = (3, 5, 2, 9, 1, 4, 6, 8)


@pytest.fixture
def speller() -> Speller:
    """Somebody who knows a few terms."""
    return Speller(VOCABULARY, FREQUENCIES.__getitem__)


@pytest.mark.parametrize(
    ("term", "meant"),
    [
        ("vladivostock", "vladivostok"),  # a surplus letter
        ("vladvostok", "vladivostok"),  # one missing
        ("valdivostok", "vladivostok"),  # two swapped
        ("sibiria", "siberia"),  # one wrong
        ("withdrwan", "withdrawn"),  # of two that are near, the nearer
        ("xladivostok", None),  # the first letter must be right
        ("gravs", "graves"),
        ("grvs", None),  # too short
        ("vldvostk", None),  # too far
        ("1918a", None),  # no word
        ("zyzzyva", None),
    ],
)
def test_nearest_term_is_meant(speller: Speller, term: str, meant: str | None) -> None:
    """One letter may be wrong, in long words two."""
    assert speller.meant(term, term) == meant


def test_words_of_the_dictionary_are_not_misspelt(speller: Speller) -> None:
    """A word that English has is asked as it stands, however near another is: the text just does not use it."""
    assert speller.meant("grave", "graves") is None


def test_misspelt_name_is_found(harbour: Collection) -> None:
    """A misspelling finds what the right spelling finds; a known word is never changed."""
    wrong, right = (
        harbour.search(harbour.query(f"Who imported {word}?"), 5) for word in ("flour from Canadda", "flour from Canada")
    )
    assert wrong[0].passage == right[0].passage
    assert wrong[0].coverage == right[0].coverage
    assert harbour.query("Canada").read_as == ()
    assert harbour.query("Canadda").read_as == (("Canadda", "Canada"),)
