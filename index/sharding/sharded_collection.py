"""A collection whose index is in shards: texts are read here, scores are asked of the shards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.collection import ScoredCollection
from index.copies import SentenceCopies
from index.encoding import Encoder
from index.folder import Texts
from index.records import Article
from index.searching import Passages
from index.sharding.places import Places
from index.sharding.sharded_scorer import ShardedScorer, Shards
from index.sharding.whole import Whole


class ShardedArticles(Sequence[Article]):
    """The articles of all shards in the order of the collection, each read when it is asked for."""

    def __init__(self, shards: Sequence[Sequence[Article]], places: Places) -> None:
        self._shards = shards
        self._numbers = places.shards
        self._local: NDArray[np.int64] = np.zeros(len(places.shards), dtype=np.int64)
        for shard in range(len(shards)):
            own = places.articles_of(shard)
            self._local[own] = np.arange(len(own))

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, position: int) -> Article: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, position: int | slice) -> Article | tuple[Article, ...]:
        if isinstance(position, slice):
            return tuple(self[at] for at in range(*position.indices(len(self))))
        return self._shards[int(self._numbers[position])][int(self._local[position])]


class ShardedCollection(ScoredCollection):
    """Articles whose passages are scored by shards, here or on other machines, as one index would score them."""

    def __init__(
        self, whole: Whole, texts: Sequence[Texts], shards: Shards, encoder: Encoder, received: Path | None = None
    ) -> None:
        """Take what is known of the whole, each shard's texts, who asks the shards, and where files that came in are kept."""
        self.whole = whole
        articles, windows = [each.articles for each in texts], [each.windows for each in texts]
        self._places = whole.places
        passages = Passages(ShardedArticles(articles, self._places), self._places.joined(windows))
        scorer = ShardedScorer(shards, self._places, len(whole.head.shards))
        rest = [iter(each.manifest.sources) for each in texts]
        self.sources = tuple(next(rest[shard]) for shard in whole.shards)
        outlines = [iter(each.outlines) for each in texts]
        listed = [next(outlines[shard]) for shard in whole.shards]
        catalogue = Catalogue(listed, [source.path for source in self.sources], str(received or ""))
        copies = SentenceCopies(passages, whole.sentence_keys)
        super().__init__(whole.head.article_ids, catalogue, copies, passages, whole.lexicon, scorer, encoder, whole.head.settings)

    def articles_of_shard(self, shard: int) -> tuple[str, ...]:
        """Return the ids of the articles in the shard of a number."""
        return tuple(self.whole.head.article_ids[at] for at in self._places.articles_of(shard))
