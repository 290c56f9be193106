"""Small real classes in the place of large ones."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from index.encoding.encoder import Encoded, Vectors, unit
from index.judging.judge import Judgement, Stretch
from index.text.analysis import terms


class WordEncoder:
    """An encoder whose cosine is the share of common words: each term has a direction of its own, drawn from its hash."""

    def __init__(self, dimension: int = 64, fingerprint: str = "words") -> None:
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.description = "Words alone."
        self.files: tuple[Path, ...] = ()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 (len(texts), dimension)."""
        return unit(np.array([self._words(text).sum(axis=0) for text in texts]).reshape(len(texts), self.dimension))

    def encode_tokens(self, texts: Sequence[str]) -> Encoded:
        """Return the same vectors, and with them those of the terms; a text without any has one of nought."""
        return Encoded(self.encode(texts), tuple(unit(self._words(text)) for text in texts))

    def _words(self, text: str) -> Vectors:
        """Return the directions of a text's terms, one a row."""
        return np.array([self._direction(term) for term in terms(text)] or [np.zeros(self.dimension)], dtype=np.float32)

    def _direction(self, term: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        seed = int.from_bytes(sha256(term.encode()).digest()[:4], "big")
        return np.random.default_rng(seed).standard_normal(self.dimension)


class CountingEncoder(WordEncoder):
    """Remembers what it has encoded, questions apart."""

    def __init__(self, fingerprint: str = "words") -> None:
        super().__init__(fingerprint=fingerprint)
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 (len(texts), dimension)."""
        self.encoded += texts
        return super().encode(texts)


class WordJudge:
    """A judge that counts the question's words, and so reads two texts together as a child would; no weights, no files."""

    description = "a judge of words"
    fingerprint = "0" * 64

    def judge(self, question: str, stretches: Sequence[Stretch]) -> tuple[Judgement, ...]:
        """Return, of each text, the share of the question's terms that it has, from -4 to 4."""
        wanted = set(terms(question))

        def logit(text: str) -> float:
            return 8.0 * len(wanted & set(terms(text))) / max(len(wanted), 1) - 4.0

        return tuple(
            Judgement(logit(each.text), tuple(logit(span.of(each.text)) for span in each.sentences)) for each in stretches
        )
