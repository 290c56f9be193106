"""encoders.py: which model encodes for an index."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.collection import Collection
from index.encoding.onnx_encoder import MODEL_FILES
from index.errors import ModelError
from index.folder.encoders import encoder_for, open_encoder, weights_of
from index.folder.generations import current_generation
from index.folder.loading import load
from index.maintenance import save_collection
from index.settings import DEFAULT_MODEL
from tests.doubles import WordEncoder


def test_the_encoder_of_a_previous_index_goes_on(harbour: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the model that is installed is the one that it was made from, nothing is exported."""
    monkeypatch.setattr("index.folder.encoders.weights_sha256", lambda _: "words")
    found = encoder_for(DEFAULT_MODEL, harbour.passages, harbour.index, None)
    assert found is harbour.index.encoder


def test_a_model_that_is_not_installed_cannot_have_changed(harbour: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that holds its encoder is gone on with where the model is missing; one that does not needs it."""

    def missing(_: object) -> Path:
        raise ModelError("The model is not installed.")

    for module in ("folder.encoders", "encoding.model_files"):
        monkeypatch.setattr(f"index.{module}.model_folder", missing)
    encoder = WordEncoder()
    encoder.files = (Path("model.onnx"),)
    holding = replace(harbour.index, encoder=encoder)
    assert encoder_for(DEFAULT_MODEL, harbour.passages, holding, None) is encoder
    with pytest.raises(ModelError, match="The model is not installed."):
        encoder_for(DEFAULT_MODEL, harbour.passages, harbour.index, None)


def test_a_saved_index_is_asked_by_its_own_model(collection: Collection, tmp_path: Path) -> None:
    """The model in the folder has the weights that the manifest names, and it is what opens."""
    save_collection(collection, tmp_path / "index")
    encoder = open_encoder(load(tmp_path / "index"))
    assert [path.parent for path in encoder.files] == [current_generation(tmp_path / "index")] * len(MODEL_FILES)
    assert weights_of(encoder) == collection.index.contents.manifest.model_sha256
    assert encoder.fingerprint == collection.index.encoder.fingerprint != weights_of(encoder)
    assert weights_of(WordEncoder()) == "words"
