"""Reading and encoding as tasks of Ray: a few for each processor of the cluster wait there, and the next are sent as they end.

Ray does a task again elsewhere where its machine has ended. What a task gives back is what this process would make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from index.cluster import Build, ClusterError, build_here, connected
from index.distributing.portable_encoders import PortableEncoder
from index.distributing.tasks import Unseen, encode_here, read_here
from index.encoding import Encoder
from index.errors import first_line
from index.indexing import Arrays, IndexedArticle, Unreadable, Work
from index.settings import Settings

CPU = 1  # of a machine's, that a task takes
WAITING = 2  # tasks for each processor, so that none waits for the next
ASKED = 60.0  # seconds for a machine to say which loccit it has
LOOKED = 5.0  # seconds after which is looked whether there are machines at all
ALONE = 60.0  # seconds without any machine after which no other is waited for
AGAIN = 3  # times that a task is sent again when its process or machine has ended

Numbered = Iterable[tuple[int, tuple[Any, ...]]]  # the arguments of tasks, each with a number of the caller's


class RayWorkers:
    """The machines of a cluster, which read and encode."""

    def __init__(self, address: str) -> None:
        """Connect to the cluster at an address.

        Raises:
            ClusterError: it cannot be used, has no machine that works, or one with another loccit.
        """
        self._address = address
        self._ray = connected(address)
        if not self._machines():
            raise ClusterError(
                f"The cluster at {address} has no machine with a processor for tasks. Start one with: ray start --address "
                f"{address}"
            )
        self._require_same_build()

    def read(self, files: Sequence[Path], settings: Settings) -> Iterator[tuple[int, list[IndexedArticle] | Unreadable]]:
        """Yield what each file holds, with the file's position.

        Raises:
            ClusterError: a machine does not see a file that is here, or none is left.
        """
        tasks = ((at, (str(path.absolute()), settings)) for at, path in enumerate(files))
        for at, call in self._ended(read_here, tasks):
            yield at, self._read(files[at], call)

    def encode(self, encoder: Encoder, work: Work, texts: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Arrays]]:
        """Yield what `work` makes of each chunk of texts, with the number that came with it.

        Raises:
            ClusterError: a chunk cannot be encoded, or no machine is left.
        """
        portable = [self._ray.put(PortableEncoder.of(encoder))]
        tasks = ((at, (encoder.fingerprint, portable, work, list(chunk))) for at, chunk in texts)
        for at, call in self._ended(encode_here, tasks):
            try:
                yield at, self._ray.get(call)
            except self._ray.exceptions.RayError as error:
                raise ClusterError(
                    f"The cluster at {self._address} could not encode: {_said(error)}. What is encoded already is kept for the "
                    "next time."
                ) from error

    def _read(self, path: Path, call: Any) -> list[IndexedArticle] | Unreadable:
        try:
            found: list[IndexedArticle] | Unreadable | Unseen = self._ray.get(call)
        except self._ray.exceptions.RayError as error:  # whatever it does to a machine, one file does not stop the others
            return Unreadable(f"{path} cannot be read by the machines of the cluster: {_said(error)}")
        if not isinstance(found, Unseen):
            return found
        if not path.exists():
            return Unreadable(f"There is no file {path}.")
        raise ClusterError(
            f"The machine {found.machine} of the cluster does not see {path.absolute()}. Put the articles where all machines see "
            "them under one path."
        )

    def _ended(self, function: Any, tasks: Numbered) -> Iterator[tuple[int, Any]]:
        """Yield the calls of tasks as they end, each with its number; what is open when nobody asks for more is given up."""
        remote = self._ray.remote(num_cpus=CPU, max_retries=AGAIN)(function)
        rest = iter(tasks)
        open_calls: dict[Any, int] = {}
        try:
            while True:
                wanted = WAITING * self._processors() - len(open_calls)
                open_calls |= {remote.remote(*given): at for at, given in islice(rest, max(wanted, 0))}
                if not open_calls:
                    return
                call = self._first(list(open_calls))
                yield open_calls.pop(call), call
        finally:
            for call in open_calls:
                self._ray.cancel(call, force=True)

    def _first(self, calls: Sequence[Any]) -> Any:
        """Return a call that has ended, waiting for one as long as there are machines."""
        alone_since: float | None = None
        while True:
            ended, _ = self._ray.wait(list(calls), num_returns=1, timeout=LOOKED)
            if ended:
                return ended[0]
            alone_since = None if self._machines() else alone_since or monotonic()
            if alone_since is not None and monotonic() - alone_since >= ALONE:
                raise ClusterError(
                    f"The cluster at {self._address} has had no machine for {ALONE:g} s. What is read and encoded already is "
                    "kept for the next time."
                )

    def _machines(self) -> list[Any]:
        return [node for node in self._ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0) >= CPU]

    def _processors(self) -> int:
        return max(1, int(sum(node["Resources"]["CPU"] for node in self._machines())))

    def _require_same_build(self) -> None:
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        asked = self._ray.remote(num_cpus=0)(build_here)
        calls = {
            node["NodeManagerAddress"]: asked.options(
                scheduling_strategy=NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)
            ).remote()
            for node in self._machines()
        }
        own = build_here()
        for machine, call in calls.items():
            found = self._build(machine, call)
            if found != own:
                raise ClusterError(
                    f"The machine {machine} of the cluster has {found}, but here is {own}. Install the same on both."
                )

    def _build(self, machine: str, call: Any) -> Build:
        try:
            found: Build = self._ray.get(call, timeout=ASKED)
        except self._ray.exceptions.RayError as error:
            raise ClusterError(
                f"The machine {machine} of the cluster cannot run loccit: {_said(error)}. Install it there with: "
                "pip install 'loccit[cluster]'"
            ) from error
        return found


def _said(error: Exception) -> str:
    """Return what went wrong on a machine, without the pages that Ray puts around it."""
    return first_line(getattr(error, "cause", None) or error)
