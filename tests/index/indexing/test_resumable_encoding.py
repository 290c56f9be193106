"""resumable_encoding.py: what was encoded by a build that was interrupted is not encoded again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.indexing.resumable_encoding import ResumableEncoding
from tests.doubles import CountingEncoder, WordEncoder


def test_kept_chunks_are_not_encoded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build encodes only the chunk that the first did not come to, and gets the same vectors."""
    monkeypatch.setattr("index.indexing.resumable_encoding.CHUNK", 2)
    texts, encoder = ["ice", "bread", "ship", "thaw", "pilot"], CountingEncoder()
    ResumableEncoding(encoder, tmp_path / "progress").encode(texts[:4])
    encoder.encoded.clear()
    vectors = ResumableEncoding(encoder, tmp_path / "progress").encode(texts)
    assert encoder.encoded == ["pilot"]
    assert np.array_equal(vectors, encoder.encode(texts).astype(np.float16))


def test_another_model_uses_nothing_of_what_was_kept(tmp_path: Path) -> None:
    """What one encoder made is not taken for another's, nor vectors alone for those with their tokens."""
    ResumableEncoding(WordEncoder(), tmp_path).encode(["ice"])
    other, same_one = CountingEncoder("others"), CountingEncoder()
    ResumableEncoding(other, tmp_path).encode(["ice"])
    ResumableEncoding(same_one, tmp_path).encode_tokens(["ice"])
    assert (other.encoded, same_one.encoded) == (["ice"], ["ice"])


def test_nothing_is_kept_without_a_folder() -> None:
    """Each time all is encoded; of no text there are no vectors, of the encoder's width."""
    encoder = CountingEncoder()
    encoding = ResumableEncoding(encoder)
    for _ in range(2):
        encoding.encode(["ice"])
    assert encoder.encoded == ["ice", "ice"]
    vectors, tokens = encoding.encode_tokens([])
    assert (vectors.shape, tokens.starts.tolist()) == ((0, 64), [0])


def test_damaged_chunks_are_encoded_again(tmp_path: Path) -> None:
    """What does not have the digest that was written is not used."""
    encoder = CountingEncoder()
    wanted = ResumableEncoding(encoder, tmp_path).encode(["ice"])
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert np.array_equal(ResumableEncoding(encoder, tmp_path).encode(["ice"]), wanted)
    assert encoder.encoded == ["ice", "ice"]
