"""ray_connection.py: a cluster is there, or a sentence says what is wrong."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from index.cluster.ray_connection import connected
from index.cluster.replicated_shards import ClusterError
from tests.conftest import REPOSITORY

TRY = """
import sys
from index.cluster import ray_connection
from index.cluster.replicated_shards import ClusterError
ray_connection.CONNECTED = 1.0
try:
    ray_connection.connected(sys.argv[1])
except ClusterError as error:
    print(error)
"""


def test_addresses_that_nobody_answers() -> None:
    """A sentence says what was found and what is wanted."""
    for wrong in ("nowhere", "10.0.0.1", ":6379", "host:"):
        with pytest.raises(ClusterError, match=f"is '{wrong}', which is no host and port. Name the head's address"):
            connected(wrong)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ClusterError, match=f"Nobody answers at the cluster's address 127.0.0.1:{port}: "):
        connected(f"127.0.0.1:{port}")


def test_something_else_that_answers() -> None:
    """Ray would try again and again; there is a sentence, and the process ends."""
    pytest.importorskip("ray")
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = subprocess.run([sys.executable, "-c", TRY, address], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.stdout.startswith(
        f"What answers at {address} has let nobody in for 1 s: it may be no cluster of Ray. Name the head"
    )
    assert done.returncode == 0
