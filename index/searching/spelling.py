"""A question's word that no passage has, and no dictionary, may be a misspelt one: the nearest term of the index is taken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA

from index.languages import ENGLISH
from index.text import common_words

SHORTEST = 5  # letters; below, too many words are near to each other
LONG = 8  # letters, from which two may be wrong


class Speller:
    """Finds the term that is meant by a misspelt one."""

    def __init__(self, vocabulary: Sequence[str], frequency: Callable[[int], int]) -> None:
        """Take the sorted terms of an index, and the function that counts the passages with the term of a number."""
        self._vocabulary = vocabulary
        self._frequency = frequency

    def meant(self, term: str, word: str, language: str = ENGLISH) -> str | None:
        """Return the term that `term`, made from the question's `word`, is a misspelling of; None where it is none.

        The first letter must be right, and one letter in five may be missing, wrong, extra or swapped with its neighbour;
        of terms equally near, the most frequent is taken. Words of the `language`'s dictionary are never taken for misspelt.
        """
        if len(term) < SHORTEST or not term.isalpha() or word in common_words(language):
            return None
        most = 2 if len(term) >= LONG else 1
        near = [
            (distance, -self._frequency(number), number)
            for number in self._with_initial(term[0])
            if (distance := OSA.distance(term, self._vocabulary[number], score_cutoff=most)) <= most
        ]
        return self._vocabulary[min(near)[2]] if near else None

    def _with_initial(self, letter: str) -> range:
        """Return the numbers of the terms that begin with a letter."""
        return range(bisect_left(self._vocabulary, letter), bisect_left(self._vocabulary, chr(ord(letter) + 1)))
