"""Texts to unit vectors: what an encoder is, and the one that sentence-transformers makes of any of its models.

Who asks and serves uses the exported one of `onnx_encoder.py`, which is faster and does without PyTorch.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoding.model_files import checked_weights, require_export_packages
from index.settings import DEFAULT_MODEL

Vectors = NDArray[np.float32]
Stored = NDArray[np.float16]  # vectors as an index keeps them: half the memory, and a cosine is off by 0.00001

BATCH = 64


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Texts as unit vectors: `vectors` their own, float32 (n, dimension), `tokens` those of each one's tokens, (t, width).

    What a model puts before and behind every text is left out; a text that has nothing else keeps it, so that t >= 1.
    """

    vectors: Vectors
    tokens: tuple[Vectors, ...]


class Encoder(Protocol):
    """Anything that turns texts into vectors of length one."""

    @property
    def fingerprint(self) -> str:
        """The identity of this encoder: another one has other vectors. Saved with an index."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def description(self) -> str:
        """A sentence about what encodes, and how well, for people."""

    @property
    def files(self) -> tuple[Path, ...]:
        """What an index folder must hold to encode questions by itself; empty where the model has to be installed."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 of shape (len(texts), dimension). A text's vector does not depend on the others."""

    def encode_tokens(self, texts: Sequence[str]) -> Encoded:
        """Return the same vectors, and with them those of the texts' tokens in the model's last layer."""


class SentenceTransformerEncoder:
    """An encoder by sentence-transformers on PyTorch; may be called from several threads."""

    files: tuple[Path, ...] = ()

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """Load `model`, a name or a folder.

        Raises:
            ModelError: it is not there, or the installed default model is not the published one, or PyTorch is not installed.
        """
        require_export_packages()
        self.name = model
        folder, self.fingerprint = checked_weights(model)
        self.description = self.describe(model)
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        # Imported here: it takes seconds, and only who encodes should wait for it.
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it without types
        self.model = SentenceTransformer(str(folder), device="cpu")
        self.dimension = int(self.model.get_embedding_dimension() or 0)
        self._lock = Lock()

    @staticmethod
    def describe(model: str, why: str = "") -> str:
        """Say what encodes; `why` is the reason, if there is one, that the model is not exported."""
        return f"{model} by sentence-transformers on PyTorch, which is slower{f': {why}' if why else ''}."

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 of shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        # The tokenizer keeps its padding in itself, so that two threads in it at once fail ("Already borrowed").
        with self._lock:
            vectors = self.model.encode(
                list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> Encoded:
        """Return the same vectors, and with them those of the texts' tokens in the model's last layer."""
        if not texts:
            return Encoded(self.encode(texts), ())
        with self._lock:
            found: list[Any] = list(  # of dictionaries, which its types leave out
                self.model.encode(list(texts), batch_size=BATCH, output_value=None, show_progress_bar=False)
            )
        vectors = np.stack([features["sentence_embedding"].cpu().numpy() for features in found])
        return Encoded(unit(vectors), tuple(self._tokens(features) for features in found))

    def _tokens(self, features: dict[str, Any]) -> Vectors:
        """Return the vectors of a text's own tokens, float32 (t, width)."""
        tokenizer = self.model.tokenizer
        added = (tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.bos_token_id, tokenizer.eos_token_id)
        present = features["attention_mask"].cpu().numpy() > 0  # the others fill up the batch
        own = present & ~np.isin(features["input_ids"].cpu().numpy(), [number for number in added if number is not None])
        return unit(features["token_embeddings"].cpu().numpy()[own if own.any() else present])


def unit(vectors: Vectors) -> Vectors:
    """Return vectors, float32 (n, dim), brought to length one."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), dtype=np.float32)
