"""membership.py: whoever belongs to a cluster no more hears of it, once, and not of what passes."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import Any

import pytest

from index.cluster import membership
from index.cluster.membership import Membership
from tests.waiting import until

HERE, GONE, ELSEWHERE = {"NodeID": "own", "Alive": True}, {"NodeID": "own", "Alive": False}, {"NodeID": "other", "Alive": True}
LONGEST = 60.0


class Cluster:
    """What Ray says of its machines, look by look; the last for good. An error is raised."""

    def __init__(self, looks: Sequence[list[dict[str, Any]] | Exception]) -> None:
        self.looks = list(looks)
        self.asked = 0

    def get_runtime_context(self) -> Cluster:
        """Return what tells where this process belongs."""
        return self

    def get_node_id(self) -> str:
        """Return the machine of this process."""
        return "own"

    def nodes(self) -> list[dict[str, Any]]:
        """Return the machines as this look has them."""
        found = self.looks[min(self.asked, len(self.looks) - 1)]
        self.asked += 1
        if isinstance(found, Exception):
            raise found
        return found


@pytest.mark.parametrize(
    ("looks", "asked"),
    [
        ([[HERE], [GONE, ELSEWHERE]], 3),  # its machine has ended
        ([[HERE], [ELSEWHERE]], 3),  # a new head knows of others alone
        ([[GONE], [HERE], [GONE]], 4),  # once is not enough
    ],
    ids=["ended", "unknown", "twice"],
)
def test_a_process_hears_that_its_machine_is_gone(
    looks: list[list[dict[str, Any]]], asked: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the cluster does not count its machine among those that live, twice in a row, it hears that, and the log says so."""
    monkeypatch.setattr(membership, "EVERY", 0.001)
    lost, cluster = Event(), Cluster(looks)
    Membership(cluster, lost.set).watch()
    assert lost.wait(LONGEST)
    assert cluster.asked == asked
    assert caplog.messages[-1].startswith("The machine of this process is in the cluster no more: ")


def test_a_cluster_that_says_nothing_is_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a head nobody can say, and as long as that is so the process goes on; whoever stops hears nothing any more."""
    monkeypatch.setattr(membership, "EVERY", 0.001)
    lost, cluster = Event(), Cluster([RuntimeError("no head"), [HERE]])
    watched = Membership(cluster, lost.set)
    watched.watch()
    until(lambda: cluster.asked > 10, LONGEST)
    watched.stop()
    assert not lost.is_set()
