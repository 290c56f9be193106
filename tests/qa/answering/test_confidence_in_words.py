"""confidence_in_words.py: a confidence in words."""

from __future__ import annotations

import pytest

from qa.answering.confidence_in_words import in_words, per_cent


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "unlikely"),
        (0.1949, "unlikely"),
        (0.195, "possible"),
        (0.25, "possible"),
        (0.4949, "possible"),
        (0.495, "likely"),
        (0.7449, "likely"),
        (0.745, "very likely"),
        (1.0, "very likely"),
    ],
)
def test_words_change_where_the_shown_number_does(probability: float, words: str) -> None:
    """The word is that of the whole per cent that is shown: 19.5 % is shown as 20 %, and 20 % is possible."""
    assert in_words(probability) == words


@pytest.mark.parametrize(("probability", "number"), [(0.0, 0), (0.005, 1), (0.125, 13), (0.994, 99), (0.995, 100), (1.0, 100)])
def test_halves_go_upwards(probability: float, number: int) -> None:
    """A probability is shown in whole per cent."""
    assert per_cent(probability) == number
