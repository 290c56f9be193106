"""Times one question against the plain pipeline, on the seed article: `python -m tests.benchmarks.speed`.

The plain pipeline is what a tutorial builds: sentence-transformers on PyTorch encodes the question, `BM25Okapi.get_scores`,
`IndexFlatIP`, fusion in NumPy, over the same passages. Both run in turn in one process; what counts is the ratio.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode
from urllib.request import urlopen

import faiss
import numpy as np
from rank_bm25 import BM25Okapi

from index.collection import Collection
from index.encoding.encoder import SentenceTransformerEncoder
from index.folder.encoders import open_encoder
from index.maintenance import build_collection, save_collection
from index.text.analysis import terms
from qa.answering.answerer import Answerer
from qa.evaluating.gold_questions import read_gold
from tests.benchmarks.data import REPOSITORY
from tests.benchmarks.memory import resident

ROUNDS = 5
QUESTION = "How many Japanese troops were in Siberia at the peak?"


class PlainPipeline:
    """The parts as they come, put together in the shortest way."""

    def __init__(self, texts: list[str], encoder: SentenceTransformerEncoder) -> None:
        self._encoder = encoder
        self._bm25 = BM25Okapi([terms(text) for text in texts])
        vectors = encoder.encode(texts)
        self._flat = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(vectors)

    def search(self, question: str, limit: int) -> list[int]:
        """Return the positions of the best passages."""
        lexical = self._bm25.get_scores(terms(question))
        found, positions = self._flat.search(self._encoder.encode([question]), self._flat.ntotal)
        semantic = np.empty(self._flat.ntotal)
        semantic[positions[0]] = found[0]
        scaled = [(scores - scores.min()) / max(float(np.ptp(scores)), 1e-9) for scores in (lexical, semantic)]
        return [int(position) for position in np.argsort(-(scaled[0] + scaled[1]))[:limit]]


def main() -> None:
    encoder = SentenceTransformerEncoder()
    collection = build_collection([REPOSITORY / "seeds"])
    answerer = Answerer(collection)
    plain = PlainPipeline([passage.text for passage in collection.passages], encoder)
    questions = [question.question for question in read_gold(REPOSITORY / "seeds" / "gold.jsonl", collection)]
    timed = times(
        questions,
        {
            "plain pipeline": lambda question: plain.search(question, 5),
            "search": lambda question: collection.search(collection.query(question), 5),
            "answer": answerer.ask,
        },
    )
    for name, milliseconds in timed.items():
        ratio = timed["plain pipeline"] / milliseconds
        print(f"{name:<16}{milliseconds:8.2f} ms, median   {ratio:5.2f} times as fast as the plain pipeline")
    _encoding(collection, encoder)
    _shell(collection, encoder)
    _serving(collection)


def times(questions: list[str], systems: dict[str, Callable[[str], object]]) -> dict[str, float]:
    """Return each system's median milliseconds a question; by turns each is asked all questions, as if it were alone."""
    taken: dict[str, list[float]] = {name: [] for name in systems}
    for _ in range(ROUNDS):
        for (name, ask), question in product(systems.items(), questions):
            taken[name].append(milliseconds(lambda ask=ask, question=question: ask(question)))  # type: ignore[misc]  # mypy knows no defaults here
    return {name: median(values) for name, values in taken.items()}


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000.0


def _encoding(collection: Collection, original: SentenceTransformerEncoder) -> None:
    """Compare how fast the passages are encoded."""
    texts, exported = [passage.text for passage in collection.passages], open_encoder(collection.index.contents)
    taken = {name: [] for name in ("PyTorch", "exported")}  # type: dict[str, list[float]]
    for _ in range(ROUNDS):
        taken["PyTorch"].append(milliseconds(lambda: original.encode(texts)))
        taken["exported"].append(milliseconds(lambda: exported.encode(texts)))
    rates = {name: len(texts) / median(values) * 1000.0 for name, values in taken.items()}
    ratio = rates["exported"] / rates["PyTorch"]
    print(f"encoding        {rates['exported']:5.0f} passages/s, {ratio:.2f} times PyTorch's {rates['PyTorch']:.0f}")


def _shell(collection: Collection, original: SentenceTransformerEncoder) -> None:
    """Compare one question from the shell, on this index and on one that needs PyTorch."""
    with tempfile.TemporaryDirectory() as temporary:
        folders = {"exported": Path(temporary) / "exported", "PyTorch": Path(temporary) / "torch"}
        save_collection(collection, folders["exported"])
        save_collection(build_collection([REPOSITORY / "seeds"], encoder=original), folders["PyTorch"])
        taken = {
            name: median(milliseconds(lambda folder=folder: _ask(folder)) for _ in range(ROUNDS))  # type: ignore[misc]  # as above
            for name, folder in folders.items()
        }
    ratio = taken["PyTorch"] / taken["exported"]
    print(f"from the shell  {taken['exported']:5.0f} ms, {ratio:.2f} times as fast as with PyTorch, {taken['PyTorch']:.0f} ms")


def _ask(folder: Path) -> None:
    command = [str(Path(sys.executable).with_name("loccit")), "ask", QUESTION, "--index", str(folder)]
    subprocess.run(command, check=True, capture_output=True)  # our own command


def _serving(collection: Collection) -> None:
    """Print what a serving process holds after some questions."""
    with tempfile.TemporaryDirectory() as temporary:
        save_collection(collection, Path(temporary) / "index")
        command = [str(Path(sys.executable).with_name("loccit")), "serve", "--index", f"{temporary}/index", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # our own command
            try:
                address = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
                for _ in range(100):
                    urlopen(f"{address[0] if address else ''}?{urlencode({'q': QUESTION})}").read()  # noqa: S310  # our own server
                print(f"serving         {resident(server.pid):5.0f} MB resident after 100 questions")
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
