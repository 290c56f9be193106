"""The connection of this process to a Ray cluster.

Ray is imported where it is used: who answers on one machine needs none of it.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
from threading import Thread
from typing import Any

from index.cluster.replicated_shards import ClusterError
from index.errors import first_line

REACHABLE = 5.0  # seconds for a cluster to accept a connection
CONNECTED = 60.0  # seconds for it to let this process in

# No figures of ours are sent to anybody; and a cluster that is gone is not replaced by one that Ray starts here by itself.
ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_AUTO_CONNECT": "0"}
MISMATCH = "Version mismatch"  # with which Ray begins where its version, or Python's, is another on the cluster
ON_LOOPBACK = "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"  # by whose value 0 Ray leaves an address of the machine itself as it is


def connected(address: str) -> Any:
    """Return Ray, connected to the cluster at an address.

    Raises:
        ClusterError: Ray is not installed, nobody answers there, or it is no cluster or another version's.
    """
    host, port = _host_and_port(address)
    os.environ.update({name: os.environ.get(name, value) for name, value in ENVIRONMENT.items()})
    if _is_loopback(host) and not _answers(_own_address(), port):
        os.environ.setdefault(ON_LOOPBACK, "0")
    try:
        import ray
    except ModuleNotFoundError as error:
        raise ClusterError("Ray is not installed. Install it with: pip install 'loccit[cluster]'") from error
    if not ray.is_initialized():
        _connect(ray, address)
    return ray


def _connect(ray: Any, address: str) -> None:
    """Connect, in a thread: to what is no cluster Ray tries again and again, and hears no signal meanwhile."""
    errors: list[Exception] = []

    def init() -> None:
        try:
            ray.init(address=address, namespace="loccit", log_to_driver=False, logging_level=logging.ERROR)
        except Exception as error:  # noqa: BLE001  # it is raised again below
            errors.append(error)

    thread = Thread(target=init, name="connecting", daemon=True)
    thread.start()
    thread.join(CONNECTED)
    if thread.is_alive():
        raise ClusterError(
            f"What answers at {address} has let nobody in for {CONNECTED:g} s: it may be no cluster of Ray. {WANTED}"
        )
    if errors:
        raise ClusterError(f"The cluster at {address} cannot be used: {_said(errors[0])}") from errors[0]


def _said(error: Exception) -> str:
    """Return what Ray says; which versions do not fit it tells in several lines."""
    if not str(error).startswith(MISMATCH):
        return first_line(error)
    return f"{' '.join(str(error).split())}. Install the same versions on all machines."


WANTED = "Name the head's address, such as 10.0.0.1:6379, as ray start has printed it."


def _host_and_port(address: str) -> tuple[str, int]:
    """Return the parts of an address at which somebody answers."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise ClusterError(f"The address of the cluster is {address!r}, which is no host and port. {WANTED}")
    try:
        socket.create_connection((host, int(port)), REACHABLE).close()
    except (OSError, OverflowError) as error:
        raise ClusterError(f"Nobody answers at the cluster's address {address}: {error}. {WANTED}") from error
    return host, int(port)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(socket.gethostbyname(host)).is_loopback
    except (OSError, ValueError):
        return False


def _own_address() -> str:
    """Return the address by which others reach this machine, which Ray takes for one of the machine itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # an address of nobody (RFC 5737): nothing is sent
            return str(asking.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), REACHABLE).close()
    except OSError:
        return False
    return True
