"""whole.py: what is counted over all shards is what is counted in one index."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.maintenance import build_collection
from index.settings import Settings
from tests.doubles import WordEncoder
from tests.sharded import in_memory


def test_counts_are_those_of_one_index(files: dict[str, Path]) -> None:
    """Terms, how many passages have them, where first, and how long all passages are."""
    one = build_collection([files["harbour"].parent], Settings(), WordEncoder())
    whole, contents = in_memory(one, [[0, 2], [1]]).whole, one.index.contents
    assert whole.vocabulary == contents.terms.vocabulary
    assert whole.frequencies.tolist() == np.diff(contents.lexical.starts).tolist()
    assert [whole.lexicon.first(n) for n in range(len(whole.vocabulary))] == [
        contents.lexical.first(n) for n in range(len(whole.vocabulary))
    ]
    assert whole.statistics.passages == len(one.passages)
    assert whole.statistics.terms == sum(len(one.terms_of(passage.text)) for passage in one.passages)
    assert whole.head.article_ids == ("bridge", "harbour", "railway")
