"""Nearest passages by meaning: FAISS over unit vectors, so that an inner product is a cosine.

Every vector is compared as long as that is fast; above FLAT_UP_TO, vectors are looked for in the clusters nearest to the
question, in 8 bits a number (FAISS's IVF and SQ8). Measured on 100,000 vectors of sentences and passages, one thread: all
6.5 ms; in 8 bits 4.4 ms; in 64 of 256 clusters 1.3 ms with 0.995 of the ten best, whose graph (HNSW) is faster by 1 ms, but takes
ten times as long to build and keeps growing when articles are removed.
"""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoding import Stored, Vectors
from index.errors import IndexFolderError

Positions = NDArray[np.int64]
Clusters = faiss.Index

FLAT_UP_TO = 20_000  # vectors
LEAST_RECALL = 0.995  # of the ten nearest vectors, the share that must be found
JUDGED = 200  # questions that are asked to know it
TRAINING = 64  # vectors a cluster


class SemanticIndex:
    """Finds the vectors nearest to one, and computes the cosine of any; all cosines are those of the vectors themselves."""

    def __init__(self, vectors: Stored, nearest: faiss.Index) -> None:
        """Take unit `vectors`, float16 (n, dim), in memory or mapped from a file, and an index over them."""
        self.vectors = vectors
        self._at_hand = at_hand(vectors)
        self._nearest = nearest

    @classmethod
    def build(cls, vectors: Stored, sentences: Stored, clusters: Clusters | None = None) -> SemanticIndex:
        """Index `vectors`, unit length, float16 (n, dim); `sentences` (m, dim) show how far to look.

        `clusters` are those of the collection of which these are a part, by which its other parts are searched, too.
        """
        if clusters is not None:
            return cls(vectors, _filled(faiss.clone_index(clusters), vectors))
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors.astype(np.float32))
        if len(vectors) <= FLAT_UP_TO:
            return cls(vectors, flat)
        return cls(vectors, _clustered(vectors, flat, _questions(_spread(sentences, 2 * JUDGED))))

    @property
    def size(self) -> int:
        """The number of vectors."""
        return len(self.vectors)

    def nearest(self, vector: Vectors, limit: int) -> Positions:
        """Return the positions of the `limit` nearest vectors to `vector` (dim,), best first; of equals, the first."""
        return self.nearest_products(vector, limit)[0]

    def nearest_products(self, vector: Vectors, limit: int) -> tuple[Positions, Vectors]:
        """Return the same, and the inner products that put them there, float32: cosines, or in clusters nearly so."""
        # For this thread. Two that share one question wait for each other, up to ten times as long where others want the cores.
        faiss.omp_set_num_threads(1)
        (products,), (positions,) = self._nearest.search(vector[np.newaxis, :], min(limit + 1, self.size))
        products, positions = products[positions >= 0], positions[positions >= 0]  # where clusters hold fewer, FAISS adds -1
        if len(products) > limit and products[limit] == products[limit - 1]:
            # Which of equals are named would depend on what else is in the index.
            _, products, positions = self._nearest.range_search(vector[np.newaxis, :], np.nextafter(products[limit], -np.inf))
        order = np.lexsort((positions, -products))[:limit]
        return np.asarray(positions[order], dtype=np.int64), np.asarray(products[order], dtype=np.float32)

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        """Return the cosine of `vector` (dim,) with each of the vectors at `positions`, float32 (len(positions),)."""
        return cosines(self._at_hand[positions], vector)

    @property
    def clusters(self) -> Clusters | None:
        """The clusters in which vectors are looked for, without any vector; None where all are compared."""
        if not isinstance(self._nearest, faiss.IndexIVF):
            return None
        empty = faiss.clone_index(self._nearest)
        empty.reset()
        return empty

    def save(self, path: Path) -> None:
        """Write the index to a file; the vectors are written by whoever has them."""
        # Not by FAISS's own writing, which does not notice that the disk is full when it closes the file.
        path.write_bytes(faiss.serialize_index(self._nearest).tobytes())

    @classmethod
    def open(cls, vectors: Stored, path: Path) -> SemanticIndex:
        """Read the index over `vectors` from a file.

        Raises:
            IndexFolderError: FAISS cannot read it.
        """
        try:
            return cls(vectors, faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexFolderError(f"{path} cannot be read as a FAISS index. Build the index again.") from error


def at_hand(vectors: Stored) -> Stored | Vectors:
    """Return vectors as they are fastest to work with: where they are few, in single precision and in memory."""
    return vectors.astype(np.float32) if len(vectors) <= FLAT_UP_TO else vectors


def cosines(vectors: Stored | Vectors, vector: Vectors) -> Vectors:
    """Return the cosine of each of `vectors` (n, dim) with `vector` (dim,), all of unit length, float32 (n,).

    Not by the matrix product: for this much its threads wait for each other longer than they work.
    """
    return np.asarray(np.einsum("ij,j->i", vectors.astype(np.float32, copy=False), vector), dtype=np.float32)


def _clustered(vectors: Stored, flat: faiss.Index, questions: Vectors) -> faiss.IndexIVF:
    """Return an index that looks into as many clusters as it takes to find LEAST_RECALL of the ten nearest."""
    count = round(len(vectors) ** 0.5)
    clusters, inner_product = faiss.IndexFlatIP(vectors.shape[1]), faiss.METRIC_INNER_PRODUCT
    eight_bits = faiss.ScalarQuantizer.QT_8bit
    clustered = faiss.IndexIVFScalarQuantizer(clusters, vectors.shape[1], count, eight_bits, inner_product)
    clustered.train(_spread(vectors, TRAINING * count))
    _filled(clustered, vectors)
    _, exact = flat.search(questions, 10)
    clustered.nprobe = max(count // 32, 1)
    while clustered.nprobe < count and _recall(vectors, clustered, questions, exact) < LEAST_RECALL:
        clustered.nprobe = min(clustered.nprobe * 2, count)
    return clustered


def _filled(clustered: Clusters, vectors: Stored) -> Clusters:
    """Return clusters with `vectors` put into them, each where it would be put without the others.

    In matrix products, which FAISS takes for many vectors, the last bit, and so the nearer of two clusters, can depend on the
    vectors beside one.
    """
    least = faiss.cvar.distance_compute_blas_threshold
    faiss.cvar.distance_compute_blas_threshold = len(vectors) + 1
    try:
        clustered.add(vectors.astype(np.float32))
    finally:
        faiss.cvar.distance_compute_blas_threshold = least
    return clustered


def _questions(sentences: Vectors) -> Vectors:
    """Return what stands between two sentences each: like a question, it is near to several places and in none."""
    between = sentences[: len(sentences) // 2] + sentences[len(sentences) - len(sentences) // 2 :]
    lengths = np.linalg.norm(between, axis=1, keepdims=True)
    return np.ascontiguousarray(between / np.maximum(lengths, 1e-9), dtype=np.float32)


def _recall(vectors: Stored, clustered: faiss.Index, questions: Vectors, exact: Positions) -> float:
    """Return the share of the exact ten nearest that are the ten nearest among twenty found."""
    _, found = clustered.search(questions, 20)
    shares = []
    for question, positions, wanted in zip(questions, found, exact, strict=True):
        near = positions[positions >= 0]
        ten = near[np.argsort(-cosines(vectors[near], question), kind="stable")[:10]]
        shares.append(len(np.intersect1d(ten, wanted)) / len(wanted))
    return float(np.mean(shares))


def _spread(vectors: Stored, count: int) -> Vectors:
    """Return so many of the vectors at most, evenly spread."""
    return vectors[np.linspace(0, len(vectors) - 1, min(count, len(vectors))).astype(np.int64)].astype(np.float32)
