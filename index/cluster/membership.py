"""Whether this process still belongs to the cluster that it has connected to.

Ray counts a process with the machine from which it has connected. Where that machine ends for the cluster – its part of Ray was
killed, or the head started anew –, what the process had started counts as ended, and stays so, while other machines go on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

EVERY = 5.0  # seconds from one look to the next
LOOKS = 2  # in a row, after which what is missing counts as gone

_log = logging.getLogger(__name__)


class Membership:
    """Looks in a thread of its own, and calls `lost` once when the machine that this process belongs to is not in the cluster."""

    def __init__(self, ray: Any, lost: Callable[[], None]) -> None:
        """Take Ray, connected."""
        self._ray = ray
        self._lost = lost
        self._own = ray.get_runtime_context().get_node_id()
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="membership", daemon=True)

    def watch(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a look that Ray has not ended is not waited for."""
        self._stopped.set()

    def _run(self) -> None:
        missing = 0
        while missing < LOOKS:
            if self._stopped.wait(EVERY):
                return
            missing = 0 if self._belongs() else missing + 1
        _log.critical(
            "The machine of this process is in the cluster no more: its part of Ray has ended, or the head was started anew. "
            "What holds the shards has ended with it, so this process ends, too, for another to connect."
        )
        self._lost()

    def _belongs(self) -> bool:
        """Whether the cluster counts the machine among those that live; where nobody can say, it does."""
        try:
            nodes = self._ray.nodes()
        except Exception as error:  # noqa: BLE001  # of several kinds; without a head, Ray ends this process by itself after a while
            _log.warning("The cluster does not say which machines it has: %s", error)
            return True
        return any(node["NodeID"] == self._own and node["Alive"] for node in nodes)
