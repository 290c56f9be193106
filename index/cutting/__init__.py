"""cutting: an index is cut into shards, and shards are changed.

In: an index, or articles' files and ids and the folder of an index in shards. Out: shards' folders, and what is known of all.
May import: `index.encoding`, `index.errors`, `index.folder`, `index.indexing`, `index.readers`, `index.sharding`.
"""

from index.cutting.shard_changes import OpenShards, add_to_shards, put_in_shards, remove_from_shards, remove_shards

__all__ = [
    "OpenShards",
    "add_to_shards",
    "put_in_shards",
    "remove_from_shards",
    "remove_shards",
]
