"""Where the answers of a service come from."""

from __future__ import annotations

from typing import Protocol

from qa.opened_index import OpenedIndex
from qa.records import IndexState


class IndexSource(Protocol):
    """Where the index that is open comes from."""

    def current(self) -> OpenedIndex:
        """Return what is open now; one request asks no other."""

    def state(self) -> IndexState:
        """Return which index answers, and whether something is wrong with its folder."""
