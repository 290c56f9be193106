"""Times one question against the plain pipeline, on the seed article: `python -m tests.benchmarks.speed`.

The plain pipeline is what a tutorial builds: sentence-transformers on PyTorch encodes the question, `BM25Okapi.get_scores`,
`IndexFlatIP`, fusion in NumPy, over the same passages. Both run in turn in one process; what counts is the ratio.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import faiss
import numpy as np
from rank_bm25 import BM25Okapi

from index.analysis import terms
from index.collection import Collection
from index.encoder import SentenceTransformerEncoder
from qa.answering import Answerer
from qa.gold import read_gold
from tests.benchmarks.data import REPOSITORY

ROUNDS = 5


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
    collection = Collection.build([REPOSITORY / "seeds"], encoder=encoder)
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


def times(questions: list[str], systems: dict[str, Callable[[str], object]]) -> dict[str, float]:
    """Return each system's median milliseconds a question, all systems asked each question in turn."""
    taken: dict[str, list[float]] = {name: [] for name in systems}
    for question in questions * ROUNDS:
        for name, ask in systems.items():
            start = perf_counter()
            ask(question)
            taken[name].append((perf_counter() - start) * 1000.0)
    return {name: median(values) for name, values in taken.items()}


if __name__ == "__main__":
    main()
