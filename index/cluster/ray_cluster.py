"""A Ray cluster that holds shards: Ray places their replicas on different machines, and starts them again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from index.cluster.membership import Membership
from index.cluster.ray_connection import connected
from index.cluster.ray_replicas import RayReplicas
from index.cluster.replicated_shards import ReplicatedShards
from index.cluster.standings import ReplicaState, Standings
from index.cluster.upkeep import Upkeep
from index.encoding import Encoder
from index.errors import IndexFolderError
from index.folder import current_generation
from index.sharding import ShardedCollection, is_sharded, open_texts

OPENED = 1800.0  # seconds for shards to be opened, which are verified first
PATIENCE = 10.0  # seconds that replicas may take to answer
SILENCE = 0.5  # of these, after which one that gives no sign at all counts as gone: it may be busy, but says so


class RayCluster:
    """The shards that this process has on a cluster. They end with the process, by `close`, or with a `with` statement."""

    def __init__(self, address: str, replicas: int, patience: float = PATIENCE, lost: Callable[[], None] | None = None) -> None:
        """Connect to the cluster at an address; each shard gets so many replicas, each on a machine of its own.

        A shard of which no replica has answered after `patience` seconds is left out of the answer. `lost` is called once this
        process belongs to the cluster no more: nothing of it will answer again.

        Raises:
            ClusterError: Ray is not installed, nobody answers there, or it is another version's.
        """
        self._patience = patience
        ray = connected(address)
        self._replicas = RayReplicas(ray, replicas)
        self._standings = Standings(replicas)
        self._upkeep = Upkeep(self._replicas, self._standings, replicas, patience * SILENCE)
        self._membership = Membership(ray, lost) if lost else None
        if self._membership:
            self._membership.watch()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def open(self, folder: Path, encoder: Encoder | None = None) -> ShardedCollection:
        """Open an index in shards: its texts here, its scores on the cluster.

        Raises:
            IndexFolderError: the folder holds none, or it is damaged.
            ClusterError: the cluster has too few machines, or a shard cannot be opened on any.
        """
        home = folder.resolve()
        if not is_sharded(home):
            current_generation(home)  # where there is no index at all, it says so
            raise IndexFolderError(
                f"The index in {folder} is not cut into shards, as a cluster needs it. Build it anew with: "
                f"loccit index ARTICLE... --shards N --into {folder}; or leave out --cluster."
            )
        return open_texts(folder, lambda name, whole: self._shards(str(home / name), len(whole.head.shards)), encoder)

    def states(self) -> tuple[ReplicaState, ...]:
        """Return what is known of each replica."""
        return self._standings.states()

    def close(self) -> None:
        """End what was started on the cluster."""
        if self._membership:
            self._membership.stop()
        self._upkeep.stop()
        self._replicas.end_from(0)

    def _shards(self, generation: str, count: int) -> ReplicatedShards:
        shards, opened = ReplicatedShards(self._replicas.calls(generation), self._standings, self._patience), False
        self._upkeep.want(generation, count, shards)
        try:
            self._replicas.start(count)
            self._upkeep.wait_for(generation, count, OPENED)
            opened = True
        finally:
            self._upkeep.tried(generation, shards, taken_up=opened)
        return shards
