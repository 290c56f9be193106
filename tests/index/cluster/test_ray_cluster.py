"""ray_cluster.py: shards on real raylets answer as one index does, and go on when machines end."""

from __future__ import annotations

from pathlib import Path
from time import sleep

import pytest

from index.cluster.ray_cluster import RayCluster
from index.collection import Collection
from index.errors import IndexFolderError
from index.maintenance import build_collection, save_collection
from index.settings import Settings
from tests.doubles import WordEncoder
from tests.raylets import Raylets
from tests.sharded import on_disk
from tests.waiting import until

QUESTIONS = ("Who imported flour from Canada?", "Who wept over the ice?", "the convikts of the railway", "zyzzyva")


@pytest.fixture
def one(files: dict[str, Path]) -> Collection:
    """Three articles."""
    return build_collection([files["harbour"].parent], Settings(), WordEncoder())


def test_machines_end_and_nothing_is_lost(machines: Raylets, one: Collection, tmp_path: Path) -> None:
    """The same hits as from one index; with a machine killed too, for each shard has a replica elsewhere; then started again."""
    on_disk(one, tmp_path / "index", 2, WordEncoder())
    cluster = RayCluster(machines.address, 2, patience=120.0)  # on a busy machine answers take as long as they take
    served = cluster.open(tmp_path / "index", WordEncoder())
    expected = [one.search(one.query(question), 50) for question in QUESTIONS]
    assert [served.search(served.query(question), 50) for question in QUESTIONS] == expected
    machines.kill(machines.machines.pop(0))
    for _ in range(20):
        for question, hits in zip(QUESTIONS, expected, strict=True):
            found = served.hits(served.query(question))
            assert tuple(found) == hits
            assert found.not_asked == ()
        sleep(0.05)
    machines.machines.append(machines.add())
    until(lambda: [each.answers for each in cluster.states()] == [True] * 4, seconds=300.0)
    cluster.close()


def test_an_index_that_is_not_cut(one: Collection, machines: Raylets, tmp_path: Path) -> None:
    """A sentence says how it is built for a cluster; and one that is not there is none."""
    save_collection(one, tmp_path / "index")
    with RayCluster(machines.address, 2) as cluster:
        with pytest.raises(
            IndexFolderError, match="is not cut into shards, as a cluster needs it. Build it anew with: .* --shards N"
        ):
            cluster.open(tmp_path / "index", WordEncoder())
        with pytest.raises(IndexFolderError, match="There is no index at"):
            cluster.open(tmp_path / "none", WordEncoder())
