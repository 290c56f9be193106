"""places.py: positions among all passages and in a shard lead to each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.sharding.places import Places

ARTICLES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=12)


def places(articles: list[tuple[int, int]]) -> Places:
    return Places(np.array([shard for shard, _ in articles], np.int32), np.array([count for _, count in articles], np.int64))


@given(ARTICLES)
def test_positions_lead_there_and_back(articles: list[tuple[int, int]]) -> None:
    """Each passage stands in the shard of its article, behind those of the articles before it there, and back again."""
    found = places(articles)
    taken: dict[int, int] = {}
    expected = []
    for shard, count in articles:
        expected += [(shard, taken.get(shard, 0) + at) for at in range(count)]
        taken[shard] = taken.get(shard, 0) + count
    positions = np.arange(len(expected))
    assert list(zip(found.shard_of(positions).tolist(), found.in_shard(positions).tolist(), strict=True)) == expected
    for shard, count in taken.items():
        own = found.among_all(shard, np.arange(count))
        assert own.tolist() == [at for at, (other, _) in enumerate(expected) if other == shard]


def test_windows_are_joined_in_the_order_of_the_articles() -> None:
    """Each window names its article by its place among all."""
    found = places([(1, 1), (0, 2), (1, 1)])
    windows = [np.array([[0, 0, 3], [0, 1, 4]], np.int32), np.array([[0, 0, 1], [1, 0, 2]], np.int32)]
    assert found.joined(windows).tolist() == [[0, 0, 1], [1, 0, 3], [1, 1, 4], [2, 0, 2]]
    assert [found.articles_of(shard).tolist() for shard in (0, 1)] == [[1], [0, 2]]
