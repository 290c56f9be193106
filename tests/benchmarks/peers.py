"""Asks the gold questions of loccit, with its judge and without, and of its peers: `python -m tests.benchmarks.peers [GOLD]`.

The tutorial's pipeline is what most guides build: sentence-transformers on PyTorch, rank-bm25 over words split at spaces, FAISS's
flat index, reciprocal ranks. txtai is a library that does as much in one call; it is installed for this alone, in an environment
of its own (`.bench/txtai`). All hand in ranked passages, of which those that overlap a better one are left out, as loccit does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from rank_bm25 import BM25Okapi

from index.collection import Collection
from index.encoding.encoder import SentenceTransformerEncoder
from index.encoding.model_files import model_folder
from index.judging import open_judge
from index.maintenance import build_collection
from index.records import Article, Passage
from index.settings import DEFAULT_MODEL
from qa.answering.answerer import Answerer
from qa.answering.quoted_sentences import overlap
from qa.evaluating.intervals import score
from qa.evaluating.measures import LATENCY, RANKING, Measure
from qa.evaluating.resumable_runs import prepare_experiment, run_experiment
from qa.evaluating.run_records import Run
from qa.evaluating.significance import differences
from qa.evaluating.systems import Cited, LocalSystem, Response, System, SystemSettings
from qa.reporting.text_tables import comparison_table
from tests.benchmarks.data import CACHE, REPOSITORY

TXTAI = "txtai==9.14.0"
RRF_K = 60
DEPTH = 10
OVERLAPPING = 5  # windows that share a sentence with one, itself among them: so many are asked for, for one to be cited
SHOWN: tuple[Measure, ...] = tuple(measure for measure in RANKING if measure.name.startswith("passage"))


class Ranker(Protocol):
    """Ranks all passages for a question."""

    def rank(self, question: str) -> list[int]:
        """Return the positions of passages, best first."""


class Tutorial:
    """The parts as they come, put together as guides do."""

    def __init__(self, texts: list[str]) -> None:
        self._encoder = SentenceTransformerEncoder()
        self._bm25 = BM25Okapi([text.lower().split() for text in texts])
        vectors = self._encoder.encode(texts)
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(vectors)

    def rank(self, question: str) -> list[int]:
        """Return the positions of passages by the sum of their reciprocal ranks."""
        by_words = np.argsort(-self._bm25.get_scores(question.lower().split()), kind="stable")
        _, by_meaning = self._flat.search(self._encoder.encode([question]), self._flat.ntotal)
        worth = np.zeros(self._flat.ntotal)
        for order in (by_words, by_meaning[0]):
            worth[order] += 1 / (RRF_K + np.arange(1, len(order) + 1))
        return [int(position) for position in np.argsort(-worth, kind="stable")]


class Txtai:
    """txtai's hybrid search, in a process of the environment that it is installed in."""

    WORKER = """
import json, sys
from txtai import Embeddings
first = json.loads(sys.stdin.readline())
embeddings = Embeddings(path=first["model"], hybrid=True)
embeddings.index(list(enumerate(first["texts"])))
print("ready", flush=True)
for line in sys.stdin:
    print(json.dumps([int(at) for at, _ in embeddings.search(json.loads(line), first["depth"])]), flush=True)
"""

    def __init__(self, texts: list[str]) -> None:
        command = [str(_environment() / "bin" / "python"), "-c", self.WORKER]
        self._worker = subprocess.Popen(  # our own script
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=CACHE
        )
        self._say({"model": str(model_folder(DEFAULT_MODEL)), "texts": texts, "depth": OVERLAPPING * DEPTH})
        if self._hear() != "ready\n":
            sys.exit(f"txtai did not start. Run: {command[0]} -c 'import txtai'")

    def rank(self, question: str) -> list[int]:
        """Return the positions of passages as txtai orders them."""
        self._say(question)
        found: list[int] = json.loads(self._hear())
        return found

    def close(self) -> None:
        """End the process."""
        self._worker.terminate()
        self._worker.wait()

    def _say(self, value: object) -> None:
        if self._worker.stdin:
            self._worker.stdin.write(json.dumps(value) + "\n")
            self._worker.stdin.flush()

    def _hear(self) -> str:
        return self._worker.stdout.readline() if self._worker.stdout else ""


class Peer:
    """A ranker as a system to be evaluated; what it cites is whole passages, and it refuses nothing."""

    def __init__(self, collection: Collection, ranker: Ranker) -> None:
        self._collection = collection
        self._passages = list(collection.passages)
        self._ranker = ranker

    def settings(self) -> SystemSettings:
        """Return nothing: a peer is as it comes."""
        return {}

    def article(self, article_id: str) -> Article:
        """Return the article of that id."""
        return self._collection.article(article_id)

    def ask(self, question: str, limit: int, article_id: str | None) -> Response:  # noqa: ARG002  # there is one article
        """Return the first passages that do not overlap."""
        cited = []
        for passage in self._without_overlaps(self._ranker.rank(question)):
            cited.append(Cited(passage.article_id, passage.span, passage.span, (), 1.0))
            if len(cited) == limit:
                break
        return Response(tuple(cited), refused=False, confidence=1.0)

    def _without_overlaps(self, positions: list[int]) -> Iterator[Passage]:
        taken: list[Passage] = []
        for at in positions:
            if not any(overlap(self._passages[at], passage) for passage in taken):
                taken.append(self._passages[at])
                yield self._passages[at]


def main(gold: Path) -> None:
    collection = build_collection([REPOSITORY / "seeds"])
    texts = [passage.text for passage in collection.passages]
    own: System = LocalSystem(Answerer(collection, judge=open_judge()))
    txtai = Txtai(texts)
    systems: dict[str, Callable[[], System]] = {
        "loccit": lambda: own,
        "no judge": lambda: LocalSystem(Answerer(collection)),
        "tutorial": lambda: Peer(collection, Tutorial(texts)),
        "txtai": lambda: Peer(collection, txtai),
    }
    try:
        planned = prepare_experiment(gold, own, None, DEPTH)
        # What asks for notes by number is answered by the markers, which peers do not have: it would be no comparison.
        planned = replace(planned, questions=tuple(each for each in planned.questions if each.type != "note"))
        runs = [run_experiment(make(), planned, name) for name, make in systems.items()]
    finally:
        txtai.close()
    _print(runs)


def _print(runs: list[Run]) -> None:
    print(f"{'':<26}" + "".join(f"{run.setup.name:>12}" for run in runs))
    for measure in (*SHOWN, *LATENCY):
        digits = 1 if measure in LATENCY else 3
        print(f"{measure.name:<26}" + "".join(f"{score(run.outcomes, measure, 0).value:>12.{digits}f}" for run in runs))
    for other in runs[1:]:
        print(f"\nloccit beside {other.setup.name}\n{comparison_table(differences(runs[0], [other], SHOWN))}")


def _environment() -> Path:
    """Return txtai's environment, made if it is not there."""
    folder = CACHE / "txtai"
    if not (folder / "bin" / "txtai-installed").exists():
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--constraint", "constraints.txt", TXTAI]
        subprocess.run(pip, check=True, cwd=REPOSITORY)  # our own command
        (folder / "bin" / "txtai-installed").touch()
    return folder


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "seeds" / "gold.jsonl")
