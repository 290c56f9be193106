"""ray_cluster.py: shards on real raylets answer as one index does, and go on when machines end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from index.cluster import replicated_shards
from index.cluster.ray_cluster import ClusterError, RayCluster
from index.collection import Collection
from index.maintenance import build_collection
from index.settings import Settings
from tests.doubles import WordEncoder
from tests.raylets import Raylets, raylets
from tests.sharded import on_disk

QUESTIONS = ("Who imported flour from Canada?", "Who wept over the ice?", "the convikts of the railway", "zyzzyva")


def test_addresses_that_nobody_answers() -> None:
    """A sentence says what was found and what is wanted."""
    pytest.importorskip("ray")
    with pytest.raises(ClusterError, match="is 'nowhere', which is no host and port. Name the head's address"):
        RayCluster("nowhere", 2)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ClusterError, match=f"Nobody answers at the cluster's address 127.0.0.1:{port}: "):
        RayCluster(f"127.0.0.1:{port}", 2)


@pytest.fixture(scope="module")
def machines() -> Iterator[Raylets]:
    """Three machines and a head."""
    pytest.importorskip("ray")
    with raylets(3) as cluster:
        yield cluster


@pytest.fixture
def one(files: dict[str, Path]) -> Collection:
    """Three articles."""
    return build_collection([files["harbour"].parent], Settings(), WordEncoder())


def test_machines_end_and_nothing_is_lost(
    machines: Raylets, one: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same hits as from one index; with a machine killed too, for each shard has a replica elsewhere; then started again."""
    monkeypatch.setattr(replicated_shards, "PATIENCE", 120.0)  # on a busy machine the first answers take as long as they take
    on_disk(one, tmp_path / "index", 2, WordEncoder())
    with pytest.raises(ClusterError, match="has 3 machines that can hold shards, but 4 replicas of each need as many."):
        RayCluster(machines.address, 4).open(tmp_path / "index", WordEncoder())
    served = RayCluster(machines.address, 2).open(tmp_path / "index", WordEncoder())
    expected = [one.search(one.query(question), 50) for question in QUESTIONS]
    assert [served.search(served.query(question), 50) for question in QUESTIONS] == expected
    machines.kill(machines.machines[0])
    killed = monotonic()
    for _ in range(20):
        for question, hits in zip(QUESTIONS, expected, strict=True):
            found = served.hits(served.query(question))
            assert tuple(found) == hits
            assert found.not_asked == ()
        sleep(0.05)
    assert monotonic() - killed > 1.0
