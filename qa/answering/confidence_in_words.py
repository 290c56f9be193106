"""A confidence in words: four bands, the same wherever one is shown to people.

| per cent | word |
|---|---|
| 0 to 19 | unlikely |
| 20 to 49 | possible |
| 50 to 74 | likely |
| 75 to 100 | very likely |

The word follows the whole per cent that is shown, so that number and word never disagree.
"""

from __future__ import annotations

from bisect import bisect_right

WORDS = ("unlikely", "possible", "likely", "very likely")
EDGES = (20, 50, 75)  # per cent at which the next word begins


def per_cent(probability: float) -> int:
    """Return a probability in whole per cent, halves upwards.

    >>> per_cent(0.125)
    13
    """
    return int(probability * 100 + 0.5)


def in_words(probability: float) -> str:
    """Return how likely that is.

    >>> in_words(0.62)
    'likely'
    """
    return WORDS[bisect_right(EDGES, per_cent(probability))]
