"""encoding: texts become unit vectors, and a sentence-transformers model becomes an exported, quantised one.

In: a model's name or folder, and texts. Out: vectors of texts and of their tokens.
May import: `index.errors`, `index.settings`. PyTorch is imported where a model is exported or has no export, and nowhere else.
"""

from index.encoding.encoder import Encoder, SentenceTransformerEncoder, Stored, Vectors
from index.encoding.lean_graph import make_lean
from index.encoding.model_files import (
    BUILDERS,
    DEFAULT_PACKAGE,
    checked_weights,
    file_sha256,
    model_folder,
    require_export_packages,
    weights_sha256,
)
from index.encoding.onnx_encoder import MODEL_FILES, OnnxEncoder, onnx_session
from index.encoding.onnx_export import exported, fuse, quantise, trace
from index.encoding.prefixes import Prefixes, prefixes_of

__all__ = [
    "BUILDERS",
    "DEFAULT_PACKAGE",
    "MODEL_FILES",
    "Encoder",
    "OnnxEncoder",
    "Prefixes",
    "SentenceTransformerEncoder",
    "Stored",
    "Vectors",
    "checked_weights",
    "exported",
    "file_sha256",
    "fuse",
    "make_lean",
    "model_folder",
    "onnx_session",
    "prefixes_of",
    "quantise",
    "require_export_packages",
    "trace",
    "weights_sha256",
]
