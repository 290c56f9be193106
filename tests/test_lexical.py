"""index/lexical.py: BM25 against a second implementation, written from the formula."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex
from index.settings import Settings

WORD = st.sampled_from(["ice", "ship", "harbour", "thaw", "pilot", "bread"])


def bm25(passages: list[list[str]], query: list[str], k1: float, b: float) -> list[float]:
    """BM25 with Lucene's inverse document frequency (Robertson and Zaragoza 2009)."""
    average = sum(map(len, passages)) / len(passages)
    scores = []
    for passage in passages:
        score = 0.0
        for term in query:
            frequency = sum(term in other for other in passages)
            idf = math.log(1 + (len(passages) - frequency + 0.5) / (frequency + 0.5)) if frequency else 0.0
            count = passage.count(term)
            score += idf * count * (k1 + 1) / (count + k1 * (1 - b + b * len(passage) / average))
        scores.append(score)
    return scores


@given(st.lists(st.lists(WORD, max_size=8), min_size=1, max_size=8).filter(any), st.lists(WORD, max_size=5))
def test_scores_are_bm25(passages: list[list[str]], query: list[str]) -> None:
    """Scores equal the formula's, for any passages and question."""
    index = LexicalIndex(passages, Settings(bm25_k1=1.2, bm25_b=0.5))
    assert index.scores(query) == pytest.approx(bm25(passages, query, 1.2, 0.5), abs=1e-4)


def test_word_in_most_passages_still_counts() -> None:
    """A word of nearly every passage – what an article is about – never scores below a passage without it."""
    scores = LexicalIndex([["siberia", "ice"], ["siberia"], ["siberia"], ["ice"]], Settings()).scores(["siberia"])
    assert scores[3] == 0.0
    assert min(scores[:3]) > 0.0


def test_unseen_word_and_empty_question_score_nothing() -> None:
    """Neither divides by zero, and neither favours a passage."""
    index = LexicalIndex([["ice"], ["ship"]], Settings())
    assert index.scores(["unseen"]).tolist() == index.scores([]).tolist() == [0.0, 0.0]


def test_passages_without_any_term() -> None:
    """A text of signs alone can be indexed; it is found by nothing."""
    index = LexicalIndex([[], []], Settings())
    assert index.scores(["ice"]).tolist() == [0.0, 0.0]
    assert index.coverage(["ice"], []) == 0.0


def test_coverage_weighs_by_rarity() -> None:
    """The share of a question that a text covers counts rare words for more, and unseen ones for most."""
    index = LexicalIndex([["ice", "ship"], ["ice"], ["ice"]], Settings())
    ice, ship, unseen = (index.rarity(term) for term in ("ice", "ship", "unseen"))
    assert ice < ship < unseen
    assert index.coverage(["ice", "ship", "unseen"], ["ship", "harbour"]) == pytest.approx(ship / (ice + ship + unseen))
    assert index.coverage([], ["ship"]) == 0.0
    assert np.isclose(index.coverage(["ship", "ship"], ["ship"]), 1.0)
