"""Nearest passages by meaning: FAISS over unit vectors, so that an inner product is a cosine."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.errors import IndexFolderError

Positions = NDArray[np.int64]


class SemanticIndex:
    """An exact index: every vector is compared."""

    def __init__(self, flat: faiss.Index) -> None:
        self._flat = flat

    @classmethod
    def build(cls, vectors: Vectors) -> SemanticIndex:
        """Index `vectors`, unit length, float32 (n, dim)."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        return cls(flat)

    @property
    def size(self) -> int:
        """The number of vectors."""
        return int(self._flat.ntotal)

    def nearest(self, vector: Vectors, limit: int) -> Positions:
        """Return the positions of the `limit` nearest vectors to `vector` (dim,), best first."""
        _, positions = self._flat.search(vector[np.newaxis, :], min(limit, self.size))
        return np.asarray(positions[0], dtype=np.int64)

    def cosines(self, vector: Vectors, positions: Positions) -> Vectors:
        """Return the cosine of `vector` (dim,) with each of the vectors at `positions`, float32 (len(positions),)."""
        vectors: Vectors = self._flat.reconstruct_batch(positions)
        return vectors @ vector

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._flat, str(path))

    @classmethod
    def open(cls, path: Path) -> SemanticIndex:
        """Read an index from a file.

        Raises:
            IndexFolderError: FAISS cannot read it.
        """
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexFolderError(f"{path} cannot be read as a FAISS index. Build the index again.") from error
