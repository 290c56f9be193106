"""encoder.py: texts to unit vectors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoding.encoder import SentenceTransformerEncoder
from index.encoding.model_files import MODEL_SHA256, model_folder, weights_sha256
from index.errors import ModelError
from index.settings import DEFAULT_MODEL


def test_installed_model_is_the_published_one() -> None:
    """The installed weights have the official SHA-256."""
    assert weights_sha256(model_folder(DEFAULT_MODEL)) == MODEL_SHA256


def test_vectors_are_unit_float32(original: SentenceTransformerEncoder) -> None:
    """Vectors are float32 of length one, one for each text, and like texts are close."""
    vectors = original.encode(["The soldiers left.", "The troops withdrew.", "Bread is expensive."])
    assert (vectors.dtype.name, vectors.shape) == ("float32", (3, 384))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * 3, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3
    assert original.encode([]).shape == (0, 384)


def test_tokens_are_those_of_the_text(original: SentenceTransformerEncoder) -> None:
    """Each word of a short text is a token of length one, whatever its company; the text's vector is the same with them."""
    texts = ["Bread is expensive.", "Ships waited outside the harbour for the thaw, and nobody came."]
    found = original.encode_tokens(texts)
    assert [own.shape for own in found.tokens] == [(4, 384), (14, 384)]
    assert np.linalg.norm(found.tokens[0], axis=1) == pytest.approx([1.0] * 4, abs=1e-5)
    assert found.vectors == pytest.approx(original.encode(texts), abs=1e-5)
    assert found.tokens[0] == pytest.approx(original.encode_tokens(texts[:1]).tokens[0], abs=1e-5)
    assert original.encode_tokens([""]).tokens[0].shape == (2, 384)
    assert original.encode_tokens([]).tokens == ()


def test_threads_do_not_disturb_each_other(original: SentenceTransformerEncoder) -> None:
    """Questions encoded at the same time get the vectors that each would get alone."""
    questions = [f"How many ships came in {year}?" + " And why?" * (year % 7) for year in range(1900, 1940)]
    alone = [original.encode([question])[0] for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: original.encode([question])[0], questions))
    assert np.array_equal(alone, together)


def test_a_folder_can_be_a_model() -> None:
    """Any folder with a sentence-transformers model serves."""
    folder = model_folder(DEFAULT_MODEL)
    assert SentenceTransformerEncoder(str(folder)).fingerprint == MODEL_SHA256


def test_folder_without_a_model(tmp_path: Path) -> None:
    """A folder without weights is refused with what is missing."""
    with pytest.raises(ModelError, match="holds no model: neither model.safetensors"):
        SentenceTransformerEncoder(str(tmp_path))


def test_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is no folder and cannot be had from a hub is refused with a sentence."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="'nobody/no-such-model' is neither a folder nor to be had"):
        SentenceTransformerEncoder("nobody/no-such-model")
