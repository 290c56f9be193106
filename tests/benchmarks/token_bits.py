"""What fewer bits for tokens' vectors cost: `python -m tests.benchmarks.token_bits [SET ...]`, by default COVID-QA and CLAPNQ.

Each set is asked without the judge, its token vectors rounded as they would be kept, and otherwise as they are.
Source of residual codes: Santhanam et al., "ColBERTv2", NAACL 2022.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.collection import Collection
from index.folder.contents import OpenIndex
from index.searching.token_vectors import STEPS, TokenVectors
from qa.answering.answerer import Answerer
from qa.evaluating.judging import DEFAULT_DEPTH, outcomes, start_run
from qa.evaluating.run_records import RunSetup
from qa.evaluating.systems import LocalSystem
from qa.reporting.text_tables import measures_table
from tests.benchmarks.data import OutsideSet, outside_set

SETS = ("covidqa", "clapnq")
CENTROIDS, SAMPLE, PART = 1024, 20_000, 20_000
SHOWN = ("passage hit@1", "quotation hit@1", "quotation reciprocal rank", "quote precision")

Numbers = NDArray[np.float32]
Coded = Callable[[Numbers], Numbers]  # vectors as they come back from how they would be kept


def one_scale_each(vectors: Numbers) -> Numbers:
    """Fifteen steps from the largest number of each vector to its opposite: 4 bits a number, and 2 bytes a vector."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.asarray(np.round(vectors / largest * 7) / 7 * largest, dtype=np.float32)


def with_levels(bits: int) -> Coded:
    """Levels that suit the numbers of all vectors (Lloyd and Max), scaled for each dimension."""
    return lambda vectors: _rounded(vectors, bits)


def residual(bits: int) -> Coded:
    """The nearest of some centroids, 2 bytes, and what is left in so many bits a number."""

    def coded(vectors: Numbers) -> Numbers:
        count = min(CENTROIDS, len(vectors) // 40)
        clusters = faiss.Kmeans(vectors.shape[1], count, niter=6, seed=1, max_points_per_centroid=40)
        clusters.train(vectors)
        nearest = clusters.index.search(vectors, 1)[1][:, 0]
        centroids = np.asarray(clusters.centroids, dtype=np.float32)[nearest]
        return np.asarray(centroids + _rounded(vectors - centroids, bits), dtype=np.float32)

    return coded


CODES: dict[str, Coded | None] = {
    "8 bits, as it is": None,
    "4 bits, a scale for each vector": one_scale_each,
    "4 bits, fitted levels": with_levels(4),
    "2 bits, fitted levels": with_levels(2),
    "centroid and 2 bits": residual(2),
}


def main(names: Sequence[str]) -> None:
    for name in names or SETS:
        outside = outside_set(name)
        for label, coded in CODES.items():
            print(f"\n{name}, {label}")
            print("\n".join(line for line in _table(outside, coded).splitlines() if line.startswith(SHOWN)))


def _table(outside: OutsideSet, coded: Coded | None) -> str:
    index = outside.collection.index
    tokens = index.contents.tokens
    if coded is not None:
        back = coded(np.asarray(tokens.rows, dtype=np.float32))
        back *= STEPS / np.maximum(np.linalg.norm(back, axis=1, keepdims=True), 1e-9)
        tokens = TokenVectors(back, tokens.starts)  # type: ignore[arg-type]  # they are compared as float32 in any case
    system = LocalSystem(Answerer(Collection(OpenIndex(replace(index.contents, tokens=tokens), index.encoder))))
    setup = RunSetup(outside.name, outside.name, "", None, DEFAULT_DEPTH, system.settings())
    run = start_run(setup, outside.questions)
    return measures_table(replace(run, outcomes=tuple(outcomes(system, outside.questions))))


def _rounded(vectors: Numbers, bits: int) -> Numbers:
    """Return numbers moved to the nearest of 2 ** bits levels, which are fitted to a sample."""
    scale = np.maximum(vectors.std(axis=0), 1e-3)
    sample = np.random.default_rng(0).integers(0, len(vectors), SAMPLE)
    levels = _levels((vectors[sample] / scale).ravel()[: 20 * SAMPLE], bits)
    found = np.empty_like(vectors)
    for start in range(0, len(vectors), PART):
        own = vectors[start : start + PART] / scale
        found[start : start + PART] = levels[np.searchsorted((levels[1:] + levels[:-1]) / 2, own)] * scale
    return found


def _levels(numbers: NDArray[Any], bits: int) -> NDArray[Any]:
    levels: NDArray[Any] = np.quantile(numbers, (np.arange(2**bits) + 0.5) / 2**bits)
    for _ in range(40):
        nearest = np.searchsorted((levels[1:] + levels[:-1]) / 2, numbers)
        counts = np.bincount(nearest, minlength=len(levels))
        levels = np.where(counts > 0, np.bincount(nearest, numbers, len(levels)) / np.maximum(counts, 1), levels)
    return levels


if __name__ == "__main__":
    main(sys.argv[1:])
