"""distributing: files are read and texts encoded as tasks on the machines of a Ray cluster.

In: the address of a cluster, files that all its machines see, an encoder. Out: what would be read and encoded here.
May import: `index.cluster`, `index.encoding`, `index.errors`, `index.indexing`, `index.settings`.
"""

from index.distributing.ray_workers import RayWorkers

__all__ = ["RayWorkers"]
