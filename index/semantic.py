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
    """Finds the vectors nearest to one, and tells the cosine of any.

    Cosines are always those of the vectors themselves; `approximate`, where there is one, only says which to look at.
    """

    def __init__(self, vectors: Vectors, nearest: faiss.Index) -> None:
        """Take unit `vectors`, float32 (n, dim), in memory or mapped from a file, and an index over them."""
        self.vectors = vectors
        self._nearest = nearest

    @classmethod
    def build(cls, vectors: Vectors) -> SemanticIndex:
        """Index `vectors`, unit length, float32 (n, dim)."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        return cls(vectors, flat)

    @property
    def size(self) -> int:
        """The number of vectors."""
        return len(self.vectors)

    def nearest(self, vector: Vectors, limit: int) -> Positions:
        """Return the positions of the `limit` nearest vectors to `vector` (dim,), best first."""
        _, positions = self._nearest.search(vector[np.newaxis, :], min(limit, self.size))
        return np.asarray(positions[0], dtype=np.int64)

    def cosines(self, vector: Vectors, positions: Positions | slice) -> Vectors:
        """Return the cosine of `vector` (dim,) with each of the vectors at `positions`, float32 (len(positions),)."""
        cosines: Vectors = self.vectors[positions] @ vector
        return cosines

    def save(self, path: Path) -> None:
        """Write the index to a file; the vectors are written by whoever has them."""
        faiss.write_index(self._nearest, str(path))

    @classmethod
    def open(cls, vectors: Vectors, path: Path) -> SemanticIndex:
        """Read the index over `vectors` from a file.

        Raises:
            IndexFolderError: FAISS cannot read it.
        """
        try:
            return cls(vectors, faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexFolderError(f"{path} cannot be read as a FAISS index. Build the index again.") from error
