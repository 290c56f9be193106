"""sharded_scorer.py: scores of shards are put together; that they are those of one index has `test_sharded_collection.py`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.collection import Collection, scorer_of
from index.maintenance import build_collection
from index.searching.scoring import ShardsGoneError
from index.settings import Settings
from index.sharding.places import Places
from index.sharding.sharded_scorer import LocalShards, ShardedScorer
from tests.doubles import WordEncoder


@pytest.fixture
def three(files: dict[str, Path]) -> Collection:
    """Three articles."""
    return build_collection([files["harbour"].parent], Settings(), WordEncoder())


def test_shards_that_are_not_there(three: Collection) -> None:
    """Which are gone is said, and whether any is left."""
    places = Places(np.array([0, 1, 0], np.int32), np.array([1, 1, 1], np.int64))
    scorer, query = ShardedScorer(LocalShards({}), places, 2), three.query("flour")
    with pytest.raises(ShardsGoneError) as all_gone:
        scorer.candidates(query, 5)
    assert (all_gone.value.shards, all_gone.value.none_left) == (frozenset({0, 1}), True)
    with pytest.raises(ShardsGoneError) as one_gone:
        scorer.scored(query, np.array([1]))
    assert (one_gone.value.shards, one_gone.value.none_left) == (frozenset({1}), False)
    with pytest.raises(ShardsGoneError):
        scorer.candidates(query, 5, frozenset({0, 1}))


def test_one_shard_is_the_index(three: Collection) -> None:
    """What one shard says is what the index says; of no passage, nothing is said."""
    own = scorer_of(three.index.contents)
    counts = np.bincount(three.passages.rows[:, 0])
    scorer, query = ShardedScorer(LocalShards({0: own}), Places(np.zeros(3, np.int32), counts), 1), three.query("flour")
    assert scorer.candidates(query, 5).positions.tolist() == own.candidates(query, 5).positions.tolist()
    assert not scorer.occurs(0, range(2, 2))
