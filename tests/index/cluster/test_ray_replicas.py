"""ray_replicas.py: replicas on real raylets are started, called and ended."""

from __future__ import annotations

import pytest

from index.cluster.ray_connection import connected
from index.cluster.ray_replicas import RayReplicas
from index.cluster.replicated_shards import ClusterError, ReplicaError
from tests.raylets import Raylets


def test_replicas_are_on_machines_of_their_own(machines: Raylets) -> None:
    """More than there are machines are refused; what was ended, or never started, fails."""
    ray = connected(machines.address)
    with pytest.raises(ClusterError, match="has 3 machines that can hold shards, but 4 replicas of each need as many."):
        RayReplicas(ray, 4).start(1)
    replicas = RayReplicas(ray, 2)
    replicas.start(1)
    call = replicas.begin_holding(0, 1, ["/nowhere/gen-nowhere1"])
    while not replicas.ended([call], 20):
        pass
    assert "does not see /nowhere. Put the index where all" in replicas.held(call)["/nowhere/gen-nowhere1"]
    with pytest.raises(ReplicaError, match="The replicas of shard 2 are not started."):
        replicas.begin_holding(1, 0, [])
    replicas.end_from(0)
    with pytest.raises(ReplicaError, match="The replicas of shard 1 are not started."):
        replicas.begin_holding(0, 0, [])


def test_a_machine_that_lacks_loccit_is_told() -> None:
    """Of what Ray tells in many lines, the one that helps is said, and what to do."""
    said = "The actor died because of an error in its creation task\nTraceback\nModuleNotFoundError: No module named 'index.PIL'"

    class Exceptions:
        RayTaskError = type("RayTaskError", (Exception,), {})
        RayError = type("RayError", (Exception,), {})

    class Ray:
        exceptions = Exceptions

        def get(self, call: object) -> object:
            raise Exceptions.RayError(said if call == "lacking" else "The actor is unavailable.\nTraceback")

    replicas = RayReplicas(Ray(), 1)
    with pytest.raises(ReplicaError, match=r"^a machine of the cluster has no module named 'index\.PIL': install the same ver"):
        replicas.result("lacking")
    with pytest.raises(ReplicaError, match=r"^The actor is unavailable\.$"):
        replicas.result("away")
