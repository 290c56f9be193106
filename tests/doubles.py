"""Small real classes in the place of large ones."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from index.analysis import terms
from index.encoder import Vectors


class WordEncoder:
    """An encoder whose cosine is the share of common words: each term has a direction of its own, drawn from its hash."""

    def __init__(self, dimension: int = 64, fingerprint: str = "words") -> None:
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.description = "Words alone."
        self.files: tuple[Path, ...] = ()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 (len(texts), dimension)."""
        vectors = np.array([self._sum(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.ascontiguousarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _sum(self, text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        total = np.zeros(self.dimension)
        for term in terms(text):
            seed = int.from_bytes(sha256(term.encode()).digest()[:4], "big")
            total += np.random.default_rng(seed).standard_normal(self.dimension)
        return total
