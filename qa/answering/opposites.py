"""A quotation that says of the first what is asked of the last: it comes as near as one can, and does not answer."""

from __future__ import annotations

from dataclasses import dataclass

from index.languages import ENGLISH
from index.text import terms, tokens

OPPOSITES = (
    ("first", "last"),
    ("first", "final"),
    ("earliest", "latest"),
    ("largest", "smallest"),
    ("biggest", "smallest"),
    ("highest", "lowest"),
    ("longest", "shortest"),
    ("oldest", "youngest"),
    ("best", "worst"),
    ("most", "least"),
    ("most", "fewest"),
    ("northern", "southern"),
    ("eastern", "western"),
)
NAMES = frozenset(terms("name"))  # a last name is none that comes last
WORDS = frozenset(word for pair in OPPOSITES for word in pair)
REACH = 2  # words behind such a word in which what it is said of is named


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word of the question, and the one that the quotation has in its place, both in lower case."""

    asked: str
    said: str


def opposite(question: str, quotation: str, language: str = ENGLISH) -> Opposite | None:
    """Return what a quotation says the opposite of, of the same thing, and does not say itself; None where there is no such.

    >>> opposite("When did the last American troops leave?", "The first American troops arrived on August 15, 1918.")
    Opposite(asked='last', said='first')
    >>> opposite("When did the last troops leave?", "The first troops came in 1918, the last ones left in 1920.")
    """
    if language != ENGLISH:
        return None
    asked = _words(question)
    if WORDS.isdisjoint(asked):
        return None
    said = _words(quotation)
    for pair in OPPOSITES:
        for word, other in (pair, pair[::-1]):
            in_place = word in asked and other not in asked and other in said and word not in said
            if in_place and _behind(asked, word) & _behind(said, other):
                return Opposite(word, other)
    return None


def _words(text: str) -> list[str]:
    return [token.lower() for token in tokens(text)]


def _behind(words: list[str], word: str) -> set[str]:
    """Return the terms of what a word is said of."""
    behind = (words[at + 1 : at + 1 + REACH] for at, each in enumerate(words) if each == word)
    return {term for reached in behind for term in terms(" ".join(reached))} - NAMES
