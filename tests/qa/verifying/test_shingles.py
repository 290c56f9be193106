"""shingles.py: where the runs of a text's words stand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from qa.verifying.shingles import NOWHERE, Shingles, Vocabulary, hashes


def test_equal_runs_have_one_number() -> None:
    """Of 1 2 1 2, the pairs are 12, 21, 12: the first and the third are the same, and the order of words counts."""
    first, second, third = hashes(np.array([1, 2, 1, 2]), 2)
    assert first == third
    assert first != second


def test_text_shorter_than_a_run_has_none() -> None:
    """Two words make no run of three."""
    assert hashes(np.array([1, 2]), 3).tolist() == []


def test_places_of_a_run_are_found_in_order() -> None:
    """The pair 1 2 stands at words 0 and 2 of the text, the pair 2 3 at word 3, the pair 3 1 nowhere."""
    shingles = Shingles.of(np.array([1, 2, 1, 2, 3]), 2)
    low, high = shingles.ranges(np.array([1, 2, 3, 1]))
    places = [shingles.order[start:end].tolist() for start, end in zip(low, high, strict=True)]
    assert places == [[0, 2], [3], []]


def test_unknown_word_stands_nowhere() -> None:
    """A run with a word that the article does not have is in no place, even where two unknown words would be alike."""
    shingles = Shingles.of(np.array([1, NOWHERE, 2]), 2)
    low, high = shingles.ranges(np.array([1, NOWHERE]))
    assert (high - low).tolist() == [0]


def test_articles_share_the_numbers_of_words() -> None:
    """A word has one number in all articles, whatever its case where that is left aside, and each knows its own words."""
    vocabulary = Vocabulary()
    one, other = vocabulary.numbers(["The", "ship", "the"]), vocabulary.numbers(["ship", "Ōtani", "otani"])
    assert (one.tolist(), other.tolist()) == ([0, 1, 2], [1, 3, 4])
    assert vocabulary.without_case(one).tolist() == [0, 1, 0]
    assert vocabulary.without_case(other).tolist() == [1, 2, 2]
    assert vocabulary.words(other) == {"ship", "Ōtani", "otani"}
    assert (vocabulary.exact["ship"], vocabulary.folded["otani"]) == (1, 2)


def test_words_are_numbered_once_by_several_threads() -> None:
    """However many articles are prepared at once, no two words get one number."""
    vocabulary = Vocabulary()
    texts = [[f"word-{(start + step) % 500}" for step in range(500)] for start in range(0, 500, 60)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(vocabulary.numbers, texts))
    assert sorted(vocabulary.exact.values()) == list(range(500))
    assert [numbers.tolist() for numbers in found] == [[vocabulary.exact[word] for word in words] for words in texts]
