"""stores: an index on an object store, published from a folder, and fetched into others by the machines of a cluster.

In: an index folder, and the URL of a store that fsspec knows. Out: the same index there, or here, verified file by file.
May import: `index.encoding`, `index.errors`, `index.folder`, `index.sharding`.
"""

from index.stores.transfers import fetch, publish

__all__ = ["fetch", "publish"]
