"""What encodes for an index: the model in its folder, that of the index before it, or the one asked for, exported."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.encoding import Encoder, OnnxEncoder, SentenceTransformerEncoder, exported, model_folder, weights_sha256
from index.errors import ModelError
from index.folder.contents import FORMAT, Contents, OpenIndex, Texts
from index.searching import Passages


def open_encoder(contents: Contents | Texts) -> Encoder:
    """Return what encodes questions for a saved index.

    Raises:
        ModelError: it is not in the index, and the model is not installed.
    """
    if contents.encoder_files:
        return OnnxEncoder(contents.encoder_files[0].parent)
    return SentenceTransformerEncoder(contents.manifest.settings.model)


def encoder_for(
    model: str, passages: Passages, previous: OpenIndex | None, progress: Path | None, *, shown: bool = False
) -> Encoder:
    """Return what encodes: the previous index's encoder if it is of the model wanted, else the model, exported.

    `shown` shows on a terminal how far the export is.

    Raises:
        ModelError: there is no such model.
    """
    if previous and model == previous.contents.manifest.settings.model and _unchanged(model, previous):
        return previous.encoder
    return _exported(model, _Texts(passages), progress, shown=shown)


def settled(index: OpenIndex, generation: Path) -> OpenIndex:
    """Return an index that was saved with its encoder's files as they lie in its generation: those of the build may be gone."""
    if not isinstance(index.encoder, OnnxEncoder):
        return index
    encoder = index.encoder.moved(generation)
    return OpenIndex(replace(index.contents, encoder_files=encoder.files), encoder)


def _exported(model: str, texts: Sequence[str], progress: Path | None, *, shown: bool) -> Encoder:
    if progress:
        # By the format, for one that was exported by another version may lack an output.
        return exported(model, progress / f"encoder-{FORMAT}", texts, shown=shown)
    folder = Path(tempfile.mkdtemp(prefix="loccit-"))
    encoder = exported(model, folder / "encoder", texts, shown=shown)
    weakref.finalize(encoder, shutil.rmtree, folder, ignore_errors=True)
    return encoder


class _Texts(Sequence[str]):
    """The passages' texts, made one by one."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages

    def __len__(self) -> int:
        return len(self._passages)

    def __getitem__(self, position: int) -> str:  # type: ignore[override]  # nobody asks for slices
        return self._passages[int(position)].text


def _unchanged(model: str, previous: OpenIndex) -> bool:
    """Whether a model is the one that an index was made with; one that is not installed cannot have changed."""
    try:
        return weights_sha256(model_folder(model)) == previous.contents.manifest.model_sha256
    except ModelError:
        return bool(previous.encoder.files)


def weights_of(encoder: Encoder) -> str:
    """Return the digest of the model's weights, whatever was made of them."""
    return encoder.card.weights_sha256 if isinstance(encoder, OnnxEncoder) else encoder.fingerprint
