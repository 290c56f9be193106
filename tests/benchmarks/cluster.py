"""What shards cost, and what a cluster of them would: `python -m tests.benchmarks.cluster [SET]`, by default COVID-QA.

What is measured here and what is assumed stand apart; the rest is arithmetic, and shown as such.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from index.cluster.ray_cluster import RayCluster
from index.collection import Collection
from index.cutting.shard_changes import put_in_shards
from index.distributing.ray_workers import RayWorkers
from index.encoding.encoder import Encoder
from index.folder.file_names import ARTICLES, CATALOGUE, ENCODER_FILES, PASSAGES, WHOLE
from index.folder.generations import current_generation
from index.folder.saving import writing
from index.indexing.building import build
from index.indexing.reading import BuildOptions
from index.settings import Settings
from index.sharding.shard_loading import load_shard, shard_scorer
from index.sharding.shard_requests import ShardRequest
from index.sharding.sharded_collection import ShardedCollection
from index.sharding.sharded_opening import open_sharded, open_texts
from index.sharding.sharded_scorer import LocalShards
from index.sharding.whole import Whole
from tests.benchmarks.data import outside_set
from tests.raylets import raylets

COUNTS = (1, 2, 4, 8)
QUESTIONS = 200
BUILT = 16  # articles of which the index is built on one machine and on two
TEXTS = {ARTICLES, CATALOGUE, PASSAGES, *ENCODER_FILES}  # what the process that serves reads, and shards do not

# Assumed, not measured.
GROWING = (1_000_000, 10_000_000, 100_000_000)
MEMORY = 64 * 2**30  # bytes of a machine
FILLED = 0.7  # of them, by the files of its shards
PER_MACHINE = 4  # cores of a machine that work on one question, each on a shard of its own
REPLICAS = 2


@dataclass(frozen=True, slots=True)
class Work:
    """What one question costs in the median: ms of the busiest shard, of all together, and of putting together what they say."""

    shards: int
    passages: float
    busiest: float
    all: float
    together: float
    rounds: float


class TimedShards:
    """Shards in this process; adds up how long each works on a question."""

    def __init__(self, shards: LocalShards) -> None:
        self._shards = shards
        self.taken: dict[int, float] = defaultdict(float)
        self.rounds = 0

    def ask(self, requests: Mapping[int, ShardRequest]) -> dict[int, Any]:
        """Return what each shard says, by its number."""
        self.rounds += 1
        found: dict[int, Any] = {}
        for shard, request in requests.items():
            start = perf_counter()
            found |= self._shards.ask({shard: request})
            self.taken[shard] += (perf_counter() - start) * 1000.0
        return found


def main(name: str) -> None:
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    outside = outside_set(name)
    collection = outside.collection
    questions = [question.question for question in outside.questions][:QUESTIONS]
    scratch = Path(tempfile.mkdtemp(prefix="loccit-cluster-"))
    try:
        folders = {count: _cut(collection, scratch / str(count), count) for count in COUNTS}
        works = [_work(folders[count], questions) for count in COUNTS]
        _tell_work(name, len(collection.passages), works)
        hot, whole = _bytes_per_passage(folders[4], len(collection.passages))
        overhead = _overhead(folders[4], questions)
        _building(collection, scratch)
        _tell_growth(works, hot, whole, overhead)
    finally:
        shutil.rmtree(scratch)


def _cut(collection: Collection, folder: Path, shards: int) -> Path:
    with writing(folder) as writer:
        put_in_shards(writer, collection.index, shards)
    return folder


def _work(folder: Path, questions: Sequence[str]) -> Work:
    timed: list[TimedShards] = []

    def shards_of(_: str, whole: Whole) -> TimedShards:
        scorers = {at: shard_scorer(load_shard(folder, whole, at), whole) for at in range(len(whole.head.shards))}
        timed.append(TimedShards(LocalShards(scorers)))
        return timed[-1]

    served = open_texts(folder, shards_of)
    (shards,) = timed
    busiest, every, together, rounds = [], [], [], []
    for query in [served.query(question) for question in questions]:
        shards.taken.clear()
        shards.rounds = 0
        start = perf_counter()
        served.hits(query)
        whole = (perf_counter() - start) * 1000.0
        busiest.append(max(shards.taken.values()))
        every.append(sum(shards.taken.values()))
        together.append(whole - every[-1])
        rounds.append(shards.rounds)
    count = len(shards.taken)
    return Work(count, len(served.passages) / count, median(busiest), median(every), median(together), median(rounds))


def _tell_work(name: str, passages: int, works: Sequence[Work]) -> None:
    print(f"\nMeasured: {name}, {passages} passages, {QUESTIONS} questions, median ms a question, all in one process")
    print("shards  passages each  busiest shard  all shards  putting together  rounds")
    for each in works:
        print(
            f"{each.shards:6}  {each.passages:13.0f}  {each.busiest:13.2f}  {each.all:10.2f}  {each.together:16.2f}"
            f"  {each.rounds:6.0f}"
        )


def _bytes_per_passage(folder: Path, passages: int) -> tuple[float, float]:
    """Return the bytes of a passage in the files that a shard searches, and in the file of the whole."""
    files = [path for path in folder.glob("shard-*/gen-*/*") if path.name not in TEXTS]
    hot = sum(path.stat().st_size for path in files) / passages
    whole = (current_generation(folder) / WHOLE).stat().st_size / passages
    print(f"\nMeasured: {hot:.0f} bytes a passage in the files that shards search, {whole:.0f} in the file of the whole")
    return hot, whole


def _overhead(folder: Path, questions: Sequence[str]) -> float:
    """Return how much longer the same shards take on a cluster than in one process, median ms."""
    with raylets(2) as cluster:
        here, served = open_sharded(folder), RayCluster(cluster.address, 1)
        there = served.open(folder)
        for question in questions[:20]:
            there.hits(there.query(question))
        taken = [(_ms(here, question), _ms(there, question)) for question in questions]
        served.close()
    one, other = median(each for each, _ in taken), median(each for _, each in taken)
    print(f"\nMeasured: 4 shards in one process {one:.2f} ms, on 2 machines of a cluster here {other:.2f} ms, {other - one:+.2f}")
    return max(other - one, 0.0)


def _ms(collection: ShardedCollection, question: str) -> float:
    query = collection.query(question)
    start = perf_counter()
    collection.hits(query)
    return (perf_counter() - start) * 1000.0


def _building(collection: Collection, scratch: Path) -> None:
    paths = [Path(source.path) for source in collection.index.contents.manifest.sources][:BUILT]
    encoder = collection.index.encoder
    taken = [_built(paths, encoder, machines, scratch / f"built-{machines}") for machines in (1, 2)]
    print(
        f"\nMeasured: {len(paths)} articles read, encoded and put into 4 shards on one worker in {taken[0]:.1f} s, on two in "
        f"{taken[1]:.1f} s: {taken[0] / taken[1]:.2f} times as fast. A worker has one core and encodes one text at a time; "
        "assembling and writing, in this process, is in both."
    )


def _built(paths: Sequence[Path], encoder: Encoder, machines: int, folder: Path) -> float:
    """Return the seconds that building takes, when the processes that work have started."""
    with raylets(machines) as cluster:
        workers = RayWorkers(cluster.address)
        for _ in range(2):
            dict(workers.encode(encoder, _vectors, [(at, ["A text."]) for at in range(4 * machines)]))
        start = perf_counter()
        with writing(folder) as writer:
            put_in_shards(writer, build(paths, Settings(), encoder, options=BuildOptions(workers=workers)), 4)
        return perf_counter() - start


def _vectors(encoder: Encoder, texts: Sequence[str]) -> tuple[np.ndarray[Any, np.dtype[np.float32]], ...]:
    return (encoder.encode(texts),)


def _tell_growth(works: Sequence[Work], hot: float, whole: float, overhead: float) -> None:
    slope, least = np.polyfit([each.passages for each in works], [each.busiest for each in works], 1)
    together = works[-1].together
    print(
        f"\nAssumed: {MEMORY / 2**30:.0f} GB a machine, of which {FILLED:.0%} hold the files of shards; {PER_MACHINE} shards\n"
        f"each, searched at once; {REPLICAS} replicas; a shard's work grows by a line through the sizes above; the network of\n"
        "real machines costs no more than the sockets here; the process that serves puts together as fast as above.\n"
        f"Arithmetic: machines = ceil(passages * {hot:.0f} B * {REPLICAS} / ({MEMORY / 2**30:.0f} GB * {FILLED})); "
        f"shards = {PER_MACHINE} * machines / {REPLICAS};\n"
        f"ms = {max(least, 0.0):.2f} + {slope * 1000:.3f} * thousand passages of a shard + {together:.2f} together "
        f"+ {overhead:.2f} of the cluster"
    )
    print("   passages  machines  GB in all  shards  passages each  GB of the whole  ms a question")
    for passages in GROWING:
        need = passages * hot * REPLICAS
        machines = max(ceil(need / (MEMORY * FILLED)), REPLICAS)
        shards = ceil(PER_MACHINE * machines / REPLICAS)
        each = passages / shards
        taken = max(least, 0.0) + slope * each + together + overhead
        print(
            f"{passages:11,}  {machines:8}  {need / 2**30:9.0f}  {shards:6}  {each:13,.0f}  {passages * whole / 2**30:15.1f}"
            f"  {taken:13.1f}"
        )


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["covidqa"]))
