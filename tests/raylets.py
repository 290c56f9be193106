"""A Ray cluster of several machines on this one: a head and raylets, each a process of its own, ended by their ids."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from tests.clustered import descended, is_running
from tests.waiting import until

ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # the loopback address is the machine's
    "RAY_worker_niceness": "0",  # else, on a busy machine, replicas wait for everybody else
    "RAY_health_check_initial_delay_ms": "500",
    "RAY_health_check_period_ms": "500",
    "RAY_health_check_timeout_ms": "10000",
    "RAY_health_check_failure_threshold": "3",
}
LONGEST = 120.0  # seconds for processes to end
MEMORY = 80 * 2**20  # bytes of each object store
HEAD: dict[str, Any] = {"num_cpus": 0, "include_dashboard": False, "node_ip_address": "127.0.0.1", "object_store_memory": MEMORY}


class Raylets:
    """A head that holds nothing, and machines that do. What the head knows it keeps in a Redis if the address of one is given."""

    def __init__(self, machines: int, redis: str = "") -> None:
        from ray.cluster_utils import Cluster

        self._redis = redis
        with _keeping_in(redis):
            self._cluster = Cluster(initialize_head=True, head_node_args=HEAD)
        self.address: str = self._cluster.address
        self.machines: list[Any] = [self.add() for _ in range(machines)]
        self._killed: list[int] = []

    def add(self) -> Any:
        """Start another machine."""
        return self._cluster.add_node(num_cpus=1, object_store_memory=MEMORY, node_ip_address="127.0.0.1")

    def kill(self, machine: Any) -> None:
        """End all processes of a machine at once, as kill -9 does."""
        own = [each.process for processes in machine.all_processes.values() for each in processes]
        ids = [process for each in own for process in descended(each.pid)]
        self._killed += ids
        for each in ids:
            with suppress(ProcessLookupError):  # it has ended with another
                os.kill(each, signal.SIGKILL)
        for each in own:
            each.wait()  # else Ray takes one that nobody has taken notice of for one that lives

    def process(self, machine: Any) -> int:
        """Return the id of a machine's raylet."""
        return next(int(each.process.pid) for processes in machine.all_processes.values() for each in processes)

    def kill_head(self) -> None:
        """End the head's processes at once."""
        self.kill(self._cluster.head_node)

    def start_head(self) -> None:
        """Start another head in the place of the one that was killed, at the same address."""
        self._cluster.head_node = None
        with _keeping_in(self._redis):
            self._cluster.add_node(gcs_server_port=int(self.address.rpartition(":")[2]), **HEAD)

    def stop(self) -> None:
        """End everything that was started; nothing of it may be left."""
        machines = [self._cluster.head_node, *self._cluster.worker_nodes]
        processes = [each.process.pid for machine in machines for some in machine.all_processes.values() for each in some]
        started = {*self._killed, *(child for each in processes for child in descended(each))}
        self._cluster.shutdown()  # type: ignore[no-untyped-call]  # Ray leaves it without types
        try:
            until(lambda: not any(map(is_running, started)), LONGEST)
        finally:
            for each in filter(is_running, started):
                os.kill(each, signal.SIGKILL)


@contextmanager
def _keeping_in(redis: str) -> Iterator[None]:
    """Let a head that is started now keep what it knows in the Redis at an address, if one is given."""
    if redis:
        os.environ["RAY_REDIS_ADDRESS"] = redis
    try:
        yield
    finally:
        os.environ.pop("RAY_REDIS_ADDRESS", None)


@contextmanager
def raylets(machines: int, redis: str = "") -> Iterator[Raylets]:
    """Start a cluster, and leave nothing of it."""
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    import ray
    from ray._private import ray_constants

    # What the variable says, for Ray may have been imported before.
    reachable, ray_constants.ENABLE_RAY_CLUSTER = ray_constants.ENABLE_RAY_CLUSTER, False
    cluster = Raylets(machines, redis)
    try:
        yield cluster
    finally:
        ray.shutdown()
        cluster.stop()
        ray_constants.ENABLE_RAY_CLUSTER = reachable
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
