"""Where the runs of a text's words stand: each run as one number, sorted, so that those of a quotation are found at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NOWHERE = -1  # the number of a word that an article does not have
Numbers = NDArray[np.int64]


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
