"""onnx_encoder.py: an exported model, read from its folder, encodes without PyTorch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.collection import Collection
from index.encoding.model_files import MODEL_SHA256, file_sha256
from index.encoding.onnx_encoder import CARD, CARDS, MODEL, MODEL_FILES, OnnxEncoder
from index.errors import ModelError
from index.settings import DEFAULT_MODEL


@pytest.fixture
def encoder(collection: Collection) -> OnnxEncoder:
    """That of the seed article's index."""
    found = collection.index.encoder
    assert isinstance(found, OnnxEncoder)
    return found


def with_card(encoder: OnnxEncoder, into: Path, **changes: object) -> OnnxEncoder:
    """The same network, with another card."""
    for path in encoder.files:
        (into / path.name).write_bytes(path.read_bytes())
    (into / CARD).write_bytes(CARDS.dump_json(replace(encoder.card, **changes)))  # type: ignore[arg-type]  # as the caller says
    return OnnxEncoder(into)


def test_it_is_what_its_files_say(encoder: OnnxEncoder) -> None:
    """Its fingerprint is the network's digest, its card names the model, and its files are all that it takes."""
    assert [path.name for path in encoder.files] == list(MODEL_FILES)
    assert encoder.fingerprint == file_sha256(encoder.files[MODEL_FILES.index(MODEL)])
    assert (encoder.card.model, encoder.card.weights_sha256, encoder.dimension) == (DEFAULT_MODEL, MODEL_SHA256, 384)


def test_it_describes_itself(encoder: OnnxEncoder, tmp_path: Path) -> None:
    """By the model, the precision, how near it is to the original, and a remark if there is one."""
    told = with_card(encoder, tmp_path, cosine=0.5, compared=3, precision="fp32", remark="So it is.")
    expected = f"{DEFAULT_MODEL} by ONNX Runtime in fp32: mean cosine 0.5000 with the original on 3 passages. So it is."
    assert told.description == expected


def test_a_prompt_stands_before_each_text(encoder: OnnxEncoder, tmp_path: Path) -> None:
    """What a model wants before its texts is put there."""
    prompted = with_card(encoder, tmp_path, prompt="query: ")
    assert np.array_equal(prompted.encode(["ice"]), encoder.encode(["query: ice"]))


def test_a_text_is_cut_off_where_the_card_says(encoder: OnnxEncoder, tmp_path: Path) -> None:
    """Two marks and two words are read of a text where there may be four tokens."""
    short = with_card(encoder, tmp_path, max_tokens=4)
    assert np.array_equal(short.encode(["ice bread ship"]), encoder.encode(["ice bread"]))
    assert [tokens.shape for tokens in short.encode_tokens(["ice bread ship", "ice"]).tokens] == [(2, 384), (1, 384)]


def test_a_text_is_cut_off_behind_a_whole_word(encoder: OnnxEncoder, tmp_path: Path) -> None:
    """Where the end of what is read falls into a word, that is left out; a first word that is too long by itself is cut."""
    short = with_card(encoder, tmp_path, max_tokens=4)
    assert np.array_equal(short.encode(["ice zyzzyvas"]), encoder.encode(["ice"]))
    assert [tokens.shape for tokens in short.encode_tokens(["ice zyzzyvas", "zyzzyvas"]).tokens] == [(1, 384), (2, 384)]


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    """It is refused with a sentence."""
    with pytest.raises(ModelError, match="The exported model in .* cannot be read: .* Build the index again."):
        OnnxEncoder(tmp_path)
