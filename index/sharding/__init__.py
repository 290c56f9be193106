"""sharding: an index cut into shards by whole articles, which together answer as the index would, to the last bit.

In: the folder of an index that is cut. Out: what is known of all its shards together, a collection over them, and who scores one.
May import: `index.catalogue`, `index.collection`, `index.copies`, `index.encoding`, `index.errors`, `index.folder`,
`index.records`, `index.searching`, `index.settings`, `index.text`.
"""

from index.sharding.shard_loading import load_shard, shard_scorer
from index.sharding.shard_requests import ShardRequest
from index.sharding.sharded_collection import ShardedCollection
from index.sharding.sharded_opening import joined_manifest, open_sharded, open_texts, verify_sharded
from index.sharding.whole import Counted, ShardFolder, Whole, gathered
from index.sharding.whole_file import is_sharded, read_whole, write_whole

__all__ = [
    "Counted",
    "ShardFolder",
    "ShardRequest",
    "ShardedCollection",
    "Whole",
    "gathered",
    "is_sharded",
    "joined_manifest",
    "load_shard",
    "open_sharded",
    "open_texts",
    "read_whole",
    "shard_scorer",
    "verify_sharded",
    "write_whole",
]
