"""Replicas on a Ray cluster: placed on different machines, started again by Ray, and called by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from threading import Lock
from typing import Any

from index.cluster.builds import build_here
from index.cluster.replicated_shards import ClusterError, ReplicaError
from index.cluster.shard_server import ShardServer, packed, unpacked
from index.errors import first_line
from index.sharding import ShardRequest

CPU = 0.01  # of a machine's, that Ray counts for a replica: it shares what is there
THREADS = 4  # requests that a replica works on at once
PLACED = 60.0  # seconds for replicas to be placed
MISSING = re.compile(r"No (module named '[\w.]+')")
HOLDING = "holding"  # the name of the thread in which a replica opens what it is told to: nobody asks it meanwhile in vain


class RayReplicas:
    """The replicas of each shard. What is started on the cluster ends with this process."""

    def __init__(self, ray: Any, count: int) -> None:
        """Take Ray, connected, and how many replicas each shard has."""
        self._ray = ray
        self._count = count
        self._lock = Lock()
        self._actors: dict[int, tuple[Any, list[Any]]] = {}

    def start(self, shards: int) -> None:
        """Start the replicas of so many shards where they are not yet.

        Raises:
            ClusterError: the cluster has too few machines.
        """
        with self._lock:
            for shard in range(shards):
                if shard not in self._actors:
                    self._actors[shard] = self._started(shard)

    def end_from(self, shard: int) -> None:
        """End the replicas of the shard of this number and of all behind it."""
        from ray.util.placement_group import remove_placement_group

        with self._lock:
            for number in [each for each in self._actors if each >= shard]:
                group, actors = self._actors.pop(number)
                for actor in actors:
                    self._ray.kill(actor)
                remove_placement_group(group)

    def calls(self, generation: str) -> RayCalls:
        """Return what asks the replicas in a generation."""
        return RayCalls(self, generation)

    def begin_holding(self, shard: int, replica: int, generations: Sequence[str]) -> Any:
        """Begin to tell a replica what to hold, and return the call; raises as `result`."""
        return self._actor(shard, replica).hold.options(concurrency_group=HOLDING).remote(tuple(generations))

    def begin_asking(self, shard: int, replica: int, generation: str, request: ShardRequest) -> Any:
        """Begin to ask a replica, and return the call; raises as `result`."""
        return self._actor(shard, replica).answer_packed.remote(generation, packed(request))

    def ended(self, calls: Sequence[Any], seconds: float) -> Sequence[Any]:
        """Return calls that have ended, waiting so long for one at most."""
        ended, _ = self._ray.wait(list(calls), num_returns=1, timeout=seconds)
        return list(ended)

    def held(self, call: Any) -> dict[str, str]:
        """Return what a replica has said that it was told what to hold; raises as `result`."""
        return dict(self.result(call))

    def result(self, call: Any) -> Any:
        """Return what an ended call has brought.

        Raises:
            ReplicaError: it has failed.
        """
        try:
            return self._ray.get(call)
        except self._ray.exceptions.RayTaskError as error:
            raise ReplicaError(first_line(error.cause)) from error
        except self._ray.exceptions.RayError as error:
            raise ReplicaError(_said(error)) from error

    def _actor(self, shard: int, replica: int) -> Any:
        started = self._actors.get(shard)
        if started is None:
            raise ReplicaError(f"The replicas of shard {shard + 1} are not started.")
        return started[1][replica]

    def _started(self, shard: int) -> tuple[Any, list[Any]]:
        from ray.util.placement_group import placement_group, remove_placement_group
        from ray.util.scheduling_strategies import PlacementGroupSchedulingStrategy

        self._require_machines()
        group = placement_group([{"CPU": CPU}] * self._count, strategy="STRICT_SPREAD")
        if not group.wait(PLACED):
            remove_placement_group(group)
            raise ClusterError(f"The cluster has not placed the replicas of shard {shard + 1} within {PLACED:g} s.")
        server = self._ray.remote(concurrency_groups={HOLDING: 1})(ShardServer)
        return group, [
            server.options(
                num_cpus=CPU,
                max_restarts=-1,
                max_concurrency=THREADS,
                enable_task_events=False,  # nobody looks at Ray's list of all questions, which costs time to keep
                scheduling_strategy=PlacementGroupSchedulingStrategy(group, bundle),
            ).remote(shard, build_here())
            for bundle in range(self._count)
        ]

    def _require_machines(self) -> None:
        machines = [node for node in self._ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0) >= CPU]
        if len(machines) < self._count:
            raise ClusterError(
                f"The cluster has {len(machines)} machines that can hold shards, but {self._count} replicas of each need as "
                "many. Start others with: ray start --address; or serve with fewer --replicas."
            )


def _said(error: Exception) -> str:
    """Return what is wrong; of a machine that lacks loccit, or something that it needs, Ray tells that in many lines."""
    missing = MISSING.search(str(error))
    if missing is None:
        return first_line(error)
    return f"a machine of the cluster has no {missing[1]}: install the same version of loccit for the Python that Ray runs in."


class RayCalls:
    """Calls of replicas in one generation."""

    def __init__(self, replicas: RayReplicas, generation: str) -> None:
        self._replicas = replicas
        self._generation = generation

    def begin(self, shard: int, replica: int, request: ShardRequest) -> Any:
        """Begin to ask a replica, and return the call; raises as `result`."""
        return self._replicas.begin_asking(shard, replica, self._generation, request)

    def ended(self, calls: Sequence[Any], seconds: float) -> Sequence[Any]:
        """Return calls that have ended, waiting so long for one at most."""
        return self._replicas.ended(calls, seconds)

    def result(self, call: Any) -> Any:
        """Return what an ended call has brought; raises as `RayReplicas.result`."""
        return unpacked(self._replicas.result(call))
