"""What runs on a machine of a cluster: a shard, open in the generations that are asked for."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from index.searching import Scorer
from index.sharding import ShardRequest, load_shard, read_whole, shard_scorer

KEPT = 2  # generations: while a new one is taken up, questions that have begun go on with the former


class ShardServer:
    """Answers for one shard of an index. Safe to call from several threads."""

    def __init__(self, folder: str, shard: int) -> None:
        self._folder = Path(folder)
        self._shard = shard
        self._lock = Lock()
        self._scorers: dict[str, Scorer] = {}

    def open(self, generation: str) -> None:
        """Open the shard as it is in a generation of the whole; what is open stays so.

        Raises:
            IndexFolderError: it is missing or damaged, or this machine cannot see it.
        """
        with self._lock:
            if generation in self._scorers:
                return
            whole = read_whole(self._folder, generation)
            opened = shard_scorer(load_shard(self._folder, whole, self._shard), whole)
            kept = list(self._scorers.items())[1 - KEPT :] if KEPT > 1 else []
            self._scorers = dict(kept) | {generation: opened}

    def answer(self, generation: str, request: ShardRequest) -> object:
        """Return what the shard says; one that was started again opens what is asked for first."""
        scorer = self._scorers.get(generation)
        if scorer is None:
            self.open(generation)
            scorer = self._scorers[generation]
        return request.of(scorer)
