"""Where the runs of a text's words stand: each run as one number, sorted, so that those of a quotation are found at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.text import fold
from qa.verifying.canonical_text import Numbers

NOWHERE = -1  # the number of a word that an article does not have


class _Numbered(dict[str, int]):
    """Words and their numbers, from nought; one that is new gets the next."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class Vocabulary:
    """The words of articles, with their numbers: `exact` as they are, `folded` without case and diacritics.

    Safe to use from several threads, of which those that only look words up need not wait.
    """

    def __init__(self) -> None:
        self._exact, self._folded = _Numbered(), _Numbered()
        self.exact: dict[str, int] = self._exact
        self.folded: dict[str, int] = self._folded
        self._written: list[str] = []
        self._folded_of = array("q")  # by exact number
        self._lock = Lock()

    def numbers(self, words: Iterable[str]) -> Numbers:
        """Return the exact numbers of words, (words,)."""
        with self._lock:
            return np.fromiter(map(self._exact.__getitem__, words), np.int64)

    def without_case(self, numbers: Numbers) -> Numbers:
        """Return the folded numbers of words, given their exact ones."""
        with self._lock:
            self._catch_up()
            return np.array(self._folded_of, np.int64)[numbers]

    def words(self, numbers: Numbers) -> frozenset[str]:
        """Return the words of exact numbers."""
        with self._lock:
            self._catch_up()
        return frozenset(map(self._written.__getitem__, np.unique(numbers)))

    def _catch_up(self) -> None:
        """Fold the words that have come since it was last asked."""
        new = list(islice(self._exact, len(self._written), None))
        self._folded_of.extend(self._folded[fold(word)] for word in new)
        self._written += new


@dataclass(frozen=True, slots=True)
class Shingles:
    """Each run of `words` words as one number: `sorted` (n,), and the `order` in which they stand in the text (n,)."""

    words: int
    sorted: NDArray[np.uint64]
    order: Numbers

    @classmethod
    def of(cls, numbers: Numbers, words: int) -> Shingles:
        """Return the shingles of a text."""
        hashed = hashes(numbers, words)
        order = np.argsort(hashed, kind="stable")
        return cls(words, hashed[order], order)

    def ranges(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return for each shingle of `numbers` from where to where in `order` its places stand, none for unknown words."""
        hashed = hashes(numbers, self.words)
        low, high = np.searchsorted(self.sorted, hashed, "left"), np.searchsorted(self.sorted, hashed, "right")
        for k in range(self.words):
            high = np.where(numbers[k : k + len(hashed)] == NOWHERE, low, high)
        return low, high


def hashes(numbers: Numbers, words: int) -> NDArray[np.uint64]:
    """Return one number for each run of `words` numbers, (len(numbers) - words + 1,)."""
    count = max(len(numbers) - words + 1, 0)
    total = np.zeros(count, np.uint64)
    for k in range(words):
        total = total * np.uint64(6364136223846793005) + numbers[k : k + count].astype(np.uint64) + np.uint64(1442695040888963407)
    return total
