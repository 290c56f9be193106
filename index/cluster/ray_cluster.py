"""A Ray cluster: it places the replicas of shards on different machines, starts them again, and carries what is asked.

Ray is imported where it is used: who answers on one machine needs none of it.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.cluster.replicated_shards import ReplicaError, ReplicatedShards
from index.cluster.shard_server import ShardServer
from index.encoding import Encoder
from index.errors import LoccitError, first_line
from index.sharding import ShardedCollection, ShardRequest, Whole, open_texts

CPU = 0.01  # of a machine's, that Ray counts for a replica: it shares what is there
THREADS = 4  # requests that a replica works on at once
REACHABLE = 5.0  # seconds for a cluster to accept a connection
PLACED = 60.0  # seconds for replicas to be placed
OPENED = 600.0  # seconds for shards to be opened, which are verified first

_log = logging.getLogger(__name__)


class ClusterError(LoccitError):
    """A cluster cannot be used."""


class RayCluster:
    """The connection of this process to a cluster. What it has started there ends with the process."""

    def __init__(self, address: str, replicas: int) -> None:
        """Connect to the cluster at an address; each shard gets so many replicas, each on a machine of its own.

        Raises:
            ClusterError: Ray is not installed, nobody answers there, or it is another version's.
        """
        self._replicas = replicas
        self._actors: dict[tuple[str, int], list[Any]] = {}
        self._ray = _connected(address)

    def open(self, folder: Path, encoder: Encoder | None = None) -> ShardedCollection:
        """Open an index in shards: its texts here, its scores on the cluster.

        Raises:
            IndexFolderError: the folder holds none, or it is damaged.
            ClusterError: the cluster has too few machines, or a shard cannot be opened on any.
        """
        home = folder.resolve()
        return open_texts(folder, lambda name, whole: self._shards(home, name, whole), encoder)

    def _shards(self, folder: Path, generation: str, whole: Whole) -> ReplicatedShards:
        actors = [self._started(folder, shard) for shard in range(len(whole.head.shards))]
        self._open_all(folder, actors, generation)
        return ReplicatedShards(RayCalls(self._ray, actors, generation), self._replicas)

    def _started(self, folder: Path, shard: int) -> list[Any]:
        """Return the replicas of a shard, started where they are not yet."""
        known = self._actors.get((str(folder), shard))
        if known is None:
            known = self._actors[str(folder), shard] = self._start(folder, shard)
        return known

    def _start(self, folder: Path, shard: int) -> list[Any]:
        from ray.util.placement_group import placement_group
        from ray.util.scheduling_strategies import PlacementGroupSchedulingStrategy

        machines = [node for node in self._ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0) >= CPU]
        if len(machines) < self._replicas:
            raise ClusterError(
                f"The cluster has {len(machines)} machines that can hold shards, but {self._replicas} replicas of each need as "
                "many. Start others with: ray start --address; or serve with fewer --replicas."
            )
        group = placement_group([{"CPU": CPU}] * self._replicas, strategy="STRICT_SPREAD")
        if not group.wait(PLACED):
            raise ClusterError(f"The cluster has not placed the replicas of shard {shard + 1} within {PLACED:g} s.")
        server = self._ray.remote(ShardServer)
        return [
            server.options(
                num_cpus=CPU,
                max_restarts=-1,
                max_concurrency=THREADS,
                scheduling_strategy=PlacementGroupSchedulingStrategy(group, bundle),
            ).remote(str(folder), shard)
            for bundle in range(self._replicas)
        ]

    def _open_all(self, folder: Path, actors: Sequence[Sequence[Any]], generation: str) -> None:
        """Open a generation on every replica; one of each shard must have it, and what others lack they open when asked."""
        calls = [[replica.open.remote(generation) for replica in replicas] for replicas in actors]
        self._ray.wait([call for own in calls for call in own], num_returns=sum(map(len, calls)), timeout=OPENED)
        for shard, own in enumerate(calls, start=1):
            errors = [error for error in map(self._error, own) if error]
            for error in errors:
                _log.warning("A replica of shard %d of %s is not open: %s", shard, folder, error)
            if len(errors) == len(own):
                raise ClusterError(f"No machine of the cluster can open shard {shard} of {folder}: {errors[0]}")

    def _error(self, call: Any) -> str:
        try:
            self._ray.get(call, timeout=0)
        except self._ray.exceptions.RayTaskError as error:
            return str(error.cause)
        except self._ray.exceptions.RayError as error:
            return first_line(error)
        return ""


class RayCalls:
    """Calls of replicas by Ray."""

    def __init__(self, ray: Any, actors: Sequence[Sequence[Any]], generation: str) -> None:
        self._ray = ray
        self._actors = actors
        self._generation = generation

    def begin(self, shard: int, replica: int, request: ShardRequest) -> Any:
        """Begin to ask a replica, and return the call."""
        return self._actors[shard][replica].answer.remote(self._generation, request)

    def ended(self, calls: Sequence[Any], seconds: float) -> Sequence[Any]:
        """Return calls that have ended, waiting so long for one at most."""
        ended, _ = self._ray.wait(list(calls), num_returns=1, timeout=seconds)
        return list(ended)

    def result(self, call: Any) -> Any:
        """Return what an ended call has brought.

        Raises:
            ReplicaError: it has failed.
        """
        try:
            return self._ray.get(call)
        except self._ray.exceptions.RayError as error:
            raise ReplicaError(first_line(error)) from error


def _connected(address: str) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # no figures of ours are sent to anybody
    try:
        import ray
    except ModuleNotFoundError as error:
        raise ClusterError("Ray is not installed. Install it with: pip install 'loccit[cluster]'") from error
    _require_answer(address)
    if ray.is_initialized():
        return ray
    try:
        ray.init(address=address, namespace="loccit", log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ClusterError(f"The cluster at {address} cannot be used: {first_line(error)}") from error
    return ray


def _require_answer(address: str) -> None:
    host, _, port = address.rpartition(":")
    wanted = "Name the head's address, such as 10.0.0.1:6379, as ray start has printed it."
    if not host or not port.isdigit():
        raise ClusterError(f"The address of the cluster is {address!r}, which is no host and port. {wanted}")
    try:
        socket.create_connection((host, int(port)), REACHABLE).close()
    except (OSError, OverflowError) as error:
        raise ClusterError(f"Nobody answers at the cluster's address {address}: {error}. {wanted}") from error
