"""Where the answers of a service come from."""

from __future__ import annotations

from typing import Protocol

from qa.answering import Answerer
from qa.records import IndexState


class Source(Protocol):
    """Where answers come from."""

    def current(self) -> Answerer:
        """Return who answers now; one request asks no other."""

    def state(self) -> IndexState:
        """Return which index answers, and whether something is wrong with its folder."""
