"""Where the answers of a service come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from index.cluster import ReplicaState
from qa.opened_index import OpenedIndex
from qa.records import IndexState

States = Callable[[], tuple[ReplicaState, ...]]
"""Returns what is known of each replica of the index's shards on a cluster; of none where the index is in this process."""


def in_this_process() -> tuple[ReplicaState, ...]:
    """Return that there are no replicas."""
    return ()


class IndexSource(Protocol):
    """Where the index that is open comes from."""

    def current(self) -> OpenedIndex:
        """Return what is open now; one request asks no other."""

    def state(self) -> IndexState:
        """Return which index answers, and whether something is wrong with its folder."""
