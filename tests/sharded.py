"""Collections in shards, as tests need them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.collection import Collection
from index.cutting.index_cuts import cut
from index.cutting.shard_changes import put_in_shards
from index.encoding.encoder import Encoder
from index.folder.contents import Texts
from index.folder.saving import writing
from index.sharding.shard_loading import shard_scorer
from index.sharding.sharded_collection import ShardedCollection
from index.sharding.sharded_opening import open_sharded
from index.sharding.sharded_scorer import LocalShards
from index.sharding.whole import Counted, ShardFolder, Whole, gathered


def in_memory(
    collection: Collection, shards: Sequence[Sequence[int]], missing: frozenset[int] = frozenset()
) -> ShardedCollection:
    """Return a collection cut into shards, each with the articles at its positions; those `missing` cannot be asked."""
    numbers = {at: shard for shard, own in enumerate(shards) for at in own}
    parts = [made().contents for made in cut(collection.index, shards)]
    folders = [ShardFolder(f"shard-{shard + 1}", "gen-memory", "") for shard in range(len(parts))]
    order = [numbers[at] for at in range(len(numbers))]
    whole: Whole = gathered(
        [Counted.of(part) for part in parts],
        folders,
        order,
        collection.index.contents.abbreviations,
        collection.index.contents.manifest.languages,
    )
    texts = [Texts(part.manifest, part.articles, part.passages.rows, part.encoder_files, part.outlines) for part in parts]
    scorers = {shard: shard_scorer(part, whole) for shard, part in enumerate(parts) if shard not in missing}
    return ShardedCollection(whole, texts, LocalShards(scorers), collection.index.encoder)


def on_disk(collection: Collection, folder: Path, shards: int, encoder: Encoder | None = None) -> ShardedCollection:
    """Return a collection saved in so many shards, and opened again."""
    with writing(folder) as writer:
        put_in_shards(writer, collection.index, shards)
    return open_sharded(folder, encoder=encoder)
