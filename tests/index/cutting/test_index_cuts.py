"""index_cuts.py: an index is cut by whole articles, and put together again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.cutting.index_cuts import ShardsError, balanced, cut, together
from index.maintenance import build_collection
from index.settings import Settings
from tests.doubles import WordEncoder


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.data())
def test_each_article_is_in_one_shard(passages: list[int], data: st.DataObject) -> None:
    """In order, with none left out and no shard empty."""
    shards = data.draw(st.integers(1, len(passages)))
    parts = balanced(passages, shards)
    assert [at for own in parts for at in own] == list(range(len(passages)))
    assert len(parts) == shards
    assert all(parts)


def test_shards_are_about_as_large() -> None:
    """A long article stands with fewer others."""
    assert balanced([10] * 8, 4) == [range(2), range(2, 4), range(4, 6), range(6, 8)]
    assert balanced([90, 10, 10, 10], 2) == [range(1), range(1, 4)]


def test_more_shards_than_articles_are_refused() -> None:
    """With both numbers."""
    with pytest.raises(ShardsError, match="cannot be cut into 3 shards, for there are 2 articles. Name from 1 to 2 shards."):
        balanced([1, 1], 3)
    with pytest.raises(ShardsError, match="cannot be cut into 0 shards, for there is 1 article."):
        balanced([1], 0)


def test_cut_and_put_together_it_is_the_same(files: dict[str, Path]) -> None:
    """Every number of it, whichever way it was cut."""
    one = build_collection([files["harbour"].parent], Settings(), WordEncoder()).index
    again = together([made() for made in cut(one, [[1], [0, 2]])], [1, 0, 1]).contents
    contents = one.contents
    assert again.manifest == contents.manifest
    assert again.terms.vocabulary == contents.terms.vocabulary
    assert again.abbreviations == contents.abbreviations
    pairs: list[tuple[NDArray[Any], NDArray[Any]]] = [
        (again.passages.rows, contents.passages.rows),
        (again.terms.ids, contents.terms.ids),
        (again.lexical.weights, contents.lexical.weights),
        (again.semantic.vectors, contents.semantic.vectors),
        (again.sentence_vectors, contents.sentence_vectors),
        (again.tokens.rows, contents.tokens.rows),
    ]
    assert all(np.array_equal(found, expected) for found, expected in pairs)
