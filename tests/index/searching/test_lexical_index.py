"""lexical_index.py: BM25 against rank-bm25 itself, and against a second implementation, written from the formula."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index.searching.abbreviation_forms import Alternative
from index.searching.lexical_index import LexicalIndex, Statistics, idf
from index.settings import Settings

TERMS = 6
TERM = st.integers(0, TERMS - 1)
QUERY = st.lists(TERM, max_size=5)
PASSAGES = st.lists(st.lists(TERM, max_size=8), min_size=1, max_size=8).filter(any)


def bm25(passages: list[list[int]], query: list[int], k1: float, b: float) -> list[float]:
    """BM25 with Lucene's inverse document frequency (Robertson and Zaragoza 2009)."""
    average = sum(map(len, passages)) / len(passages)
    scores = []
    for passage in passages:
        score = 0.0
        for term in query:
            frequency = sum(term in other for other in passages)
            weight = math.log(1 + (len(passages) - frequency + 0.5) / (frequency + 0.5)) if frequency else 0.0
            count = passage.count(term)
            score += weight * count * (k1 + 1) / (count + k1 * (1 - b + b * len(passage) / average))
        scores.append(score)
    return scores


@given(PASSAGES, QUERY)
def test_scores_are_bm25(passages: list[list[int]], query: list[int]) -> None:
    """Scores equal the formula's, for any passages and question."""
    index = LexicalIndex.build(passages, TERMS, Settings(bm25_k1=1.2, bm25_b=0.5))
    assert index.scores(query) == pytest.approx(bm25(passages, query, 1.2, 0.5), abs=1e-4)


# rank-bm25 divides by zero for an empty passage with b = 1.
@given(st.lists(st.lists(TERM, min_size=1, max_size=8), min_size=1, max_size=8), QUERY, st.floats(0.1, 3.0), st.floats(0.0, 1.0))
def test_frozen_scores_are_those_of_rank_bm25(passages: list[list[int]], query: list[int], k1: float, b: float) -> None:
    """Adding up columns gives what rank-bm25's own get_scores gives, its inverse document frequency replaced."""
    scorer = BM25Okapi(passages, k1=k1, b=b)
    frequencies = Counter(term for passage in passages for term in set(passage))
    scorer.idf = {term: idf(len(passages), frequency) for term, frequency in frequencies.items()}
    index = LexicalIndex.build(passages, TERMS, Settings(bm25_k1=k1, bm25_b=b))
    assert index.scores(query) == pytest.approx(scorer.get_scores(query), abs=1e-4)


def test_word_in_most_passages_still_counts() -> None:
    """A word of nearly every passage – what an article is about – never scores below a passage without it."""
    siberia, ice = 0, 1
    scores = LexicalIndex.build([[siberia, ice], [siberia], [siberia], [ice]], 2, Settings()).scores([siberia])
    assert scores[3] == 0.0
    assert min(scores[:3]) > 0.0


def test_unseen_word_and_empty_question_score_nothing() -> None:
    """Neither divides by zero, and neither favours a passage."""
    index = LexicalIndex.build([[0], [1]], 2, Settings())
    assert index.scores([-1]).tolist() == index.scores([]).tolist() == [0.0, 0.0]


def test_passages_without_any_term() -> None:
    """A text of signs alone can be indexed; it is found by nothing."""
    index = LexicalIndex.build([[], []], 0, Settings())
    assert index.scores([-1]).tolist() == [0.0, 0.0]


def test_rare_words_weigh_more() -> None:
    """A term is the rarer, the fewer passages have it, and one that none has is the rarest."""
    index = LexicalIndex.build([[0, 1], [0], [0]], 2, Settings())
    assert index.rarity(0) < index.rarity(1) < index.rarity(-1)
    assert (index.frequency(0), index.frequency(1), index.frequency(-1)) == (3, 1, 0)


@given(PASSAGES, TERM, st.integers(0, 8), st.integers(0, 8))
def test_occurs_within(passages: list[list[int]], term: int, start: int, length: int) -> None:
    """Whether a term occurs in a stretch of passages is what a look at them says."""
    within = range(min(start, len(passages)), min(start + length, len(passages)))
    index = LexicalIndex.build(passages, TERMS, Settings())
    assert index.occurs(term, within) == any(term in passages[at] for at in within)


def test_an_alternative_counts_in_place_of_a_stretch() -> None:
    """A passage gets what it gets for the terms or for their other form, the more of the two; by rarity both weigh the same."""
    passages = [[0, 1, 4], [2, 4], [0, 1, 2, 4], [3, 4], [4, 5]]
    index = LexicalIndex.build(passages, TERMS, Settings(bm25_b=0.0))
    found = index.scores([0, 1, 4], [Alternative(0, 2, (2,))])
    first, other = index.scores([0, 1]), index.scores([2])
    ratio = (index.rarity(0) + index.rarity(1)) / index.rarity(2)
    expected = [max(one, ratio * two) for one, two in zip(first, other, strict=True)] + index.scores([4])
    assert found == pytest.approx(expected, rel=1e-6)
    assert found[0] == pytest.approx(found[1]) == pytest.approx(found[2])
    assert found[3] < found[0]


def test_a_part_scores_as_the_whole_does() -> None:
    """To the bit: what a term scores in a passage goes by how rare it is in all passages, and how long these are."""
    random = np.random.default_rng(5)
    passages = [random.integers(0, 30, random.integers(0, 25)).tolist() for _ in range(60)]
    whole = LexicalIndex.build(passages, 30, Settings())
    statistics = Statistics(60, sum(map(len, passages)), np.diff(whole.starts))
    for start, end in ((0, 60), (0, 7), (7, 8), (8, 60), (60, 60)):
        part = LexicalIndex.of_part([np.array(own, np.int32) for own in passages[start:end]], statistics, Settings())
        assert part.scores([3, 4, 3, -1, 29]).tolist() == whole.scores([3, 4, 3, -1, 29])[start:end].tolist()
        assert [part.rarity(term) for term in range(-1, 30)] == [whole.rarity(term) for term in range(-1, 30)]


def test_a_part_of_passages_without_words() -> None:
    """Where no passage has a word, none scores."""
    statistics = Statistics(3, 0, np.zeros(4, np.int64))
    part = LexicalIndex.of_part([np.zeros(0, np.int32)] * 2, statistics, Settings())
    assert part.scores([1, 2]).tolist() == [0.0, 0.0]
