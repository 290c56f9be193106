"""What runs on a machine of a cluster: a shard, open in the generations that are asked for."""

from __future__ import annotations

import pickle
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.cluster.builds import Build, build_here
from index.errors import LoccitError
from index.searching import Scorer
from index.sharding import ShardRequest, load_shard, read_whole, shard_scorer


class NotOpenError(LoccitError):
    """The shard is not open yet, or no more, in the generation that was asked."""


class ShardServer:
    """Answers for one shard of an index. `answer` may be called from several threads, `hold` from one."""

    def __init__(self, shard: int, wanted: Build) -> None:
        """Take the number of the shard, and which loccit asks for it: another one might score otherwise."""
        self._shard = shard
        self._wanted = wanted
        self._scorers: dict[str, Scorer] = {}

    def hold(self, generations: Sequence[str]) -> dict[str, str]:
        """Open the shard as it is in some generations, given by their folders, and close it in all others.

        Returns for each a sentence where it is missing or damaged, or this machine cannot see or read it; else an empty one.
        """
        held = self._scorers  # while one is opened the others answer
        self._scorers = {name: held[name] for name in generations if name in held}
        return {name: self._problem(name) for name in generations}

    def answer(self, generation: str, request: ShardRequest) -> object:
        """Return what the shard says in a generation.

        Raises:
            NotOpenError: it is not held: this server was started again, or opens it just now.
        """
        scorer = self._scorers.get(generation)
        if scorer is None:
            raise NotOpenError(f"Shard {self._shard + 1} is not open in {generation}.")
        return request.of(scorer)

    def answer_packed(self, generation: str, request: bytes) -> bytes:
        """Return the same of a packed request, and packed: Ray carries bytes as they are, and all else slowly."""
        return packed(self.answer(generation, unpacked(request)))

    def _problem(self, generation: str) -> str:
        if generation in self._scorers:
            return ""
        machine, own = socket.gethostname(), build_here()
        if own != self._wanted:
            return f"The machine {machine} has {own}, but what asks it is {self._wanted}. Install the same on both."
        folder, name = Path(generation).parent, Path(generation).name
        if not folder.is_dir():
            return f"The machine {machine} does not see {folder}. Put the index where all machines see it under one path."
        try:
            whole = read_whole(folder, name)
            opened = shard_scorer(load_shard(folder, whole, self._shard), whole)
        except LoccitError as error:
            return f"On the machine {machine}: {error}"
        self._scorers = self._scorers | {generation: opened}
        return ""


def packed(said: object) -> bytes:
    """Return a request, or what a shard says to one, as it travels."""
    return pickle.dumps(said, pickle.HIGHEST_PROTOCOL)


def unpacked(said: bytes) -> Any:
    """Return what has travelled: within one cluster, in which whoever can call a shard can run anything."""
    return pickle.loads(said)  # noqa: S301  # as Ray itself does with what is no bytes
