"""learned_ranking.py: features of passages, weighted."""

from __future__ import annotations

import json

import numpy as np
import pytest

from index.searching.learned_ranking import FEATURES, features, learned_score, weights
from index.searching.match_features import Matches
from tests.conftest import REPOSITORY


@pytest.fixture
def matches() -> Matches:
    """Two passages: one of two sentences, and one of a single sentence that has nothing of the question."""
    compared = np.full((2, 2), np.nan, dtype=np.float32)
    return Matches(
        passage_coverage=np.array([0.5, 0.0], dtype=np.float32),
        passage_cosine=np.array([0.4, -0.2], dtype=np.float32),
        sentence_coverages=np.array([[0.25, 0.5], [0.0, 0.0]], dtype=np.float32),
        sentence_cosines=np.array([[0.6, 0.1], [-0.3, -1.0]], dtype=np.float32),
        with_next=np.zeros((2, 2), dtype=np.float32),
        pairs=np.array([1.0, 0.0], dtype=np.float32),
        max_sims=compared,
        max_sims_with_next=compared,
    )


def test_features_are_those_of_the_best_sentence(matches: Matches) -> None:
    """In the order of their names; a cosine below nought counts as nought."""
    assert features(matches) == pytest.approx(np.array([[0.4, 0.6, 0.5, 0.5, 1.0], [0.0] * 5]))


def test_weights_are_those_of_the_file_brought_to_one() -> None:
    """`ranking.json` names each feature; divided by their sum, they are the weights."""
    named = json.loads((REPOSITORY / "index" / "searching" / "ranking.json").read_text("utf-8"))["weights"]
    assert set(named) == set(FEATURES)
    assert weights() == pytest.approx(np.array([named[name] for name in FEATURES]) / sum(named.values()))
    assert float(weights().sum()) == pytest.approx(1.0)


def test_the_score_is_their_weighted_sum(matches: Matches) -> None:
    """From 0 for nothing in common to 1 for everything."""
    weight = dict(zip(FEATURES, weights().tolist(), strict=True))
    expected = (
        0.4 * weight["passage_cosine"]
        + 0.6 * weight["sentence_cosine"]
        + 0.5 * weight["passage_coverage"]
        + 0.5 * weight["sentence_coverage"]
        + 1.0 * weight["pairs"]
    )
    assert learned_score(matches).tolist() == pytest.approx([expected, 0.0])
