"""cluster: shards on the machines of a Ray cluster, each with replicas on several of them.

In: the address of a cluster, and the folder of an index in shards, which all its machines see. Out: a collection scored there,
and what is known of each replica.
May import: `index.encoding`, `index.errors`, `index.folder`, `index.searching`, `index.sharding`.
"""

from index.cluster.builds import Build, build_here
from index.cluster.ray_cluster import RayCluster
from index.cluster.ray_connection import connected
from index.cluster.replicated_shards import ClusterError
from index.cluster.standings import ReplicaState

__all__ = ["Build", "ClusterError", "RayCluster", "ReplicaState", "build_here", "connected"]
