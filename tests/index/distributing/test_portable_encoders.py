"""portable_encoders.py: an encoder arrives as it left."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from index.collection import Collection
from index.distributing.portable_encoders import PortableEncoder, at_hand, unpack
from index.encoding.encoder import SentenceTransformerEncoder
from index.errors import ModelError
from tests.doubles import WordEncoder


def test_an_exported_model_travels_by_its_files(collection: Collection) -> None:
    """It encodes as before, and is made once."""
    encoder = collection.index.encoder
    portable = pickle.loads(pickle.dumps(PortableEncoder.of(encoder)))  # noqa: S301  # our own bytes, of a line ago
    arrived = unpack(portable)
    assert arrived.fingerprint == encoder.fingerprint
    assert np.array_equal(arrived.encode(["The ice broke.", "Bread."]), encoder.encode(["The ice broke.", "Bread."]))
    assert unpack(portable) is arrived
    assert at_hand(encoder.fingerprint) is arrived
    assert at_hand("none") is None


def test_a_model_of_pytorch_travels_by_its_name(original: SentenceTransformerEncoder) -> None:
    """Where another one of that name is installed, a sentence says so."""
    portable = PortableEncoder.of(original)
    assert (portable.files, portable.itself, portable.model) == ((), None, original.name)
    with pytest.raises(ModelError, match=f"{original.name} has SHA-256 {original.fingerprint} here, but other where the index"):
        replace(portable, fingerprint="other").unpacked()


def test_any_other_travels_itself() -> None:
    """As tests' encoders do."""
    encoder = WordEncoder(fingerprint="itself")
    assert unpack(PortableEncoder.of(encoder)) is encoder
