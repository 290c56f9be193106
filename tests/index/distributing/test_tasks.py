"""tasks.py: what a machine of a cluster does with what it is sent."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.distributing.portable_encoders import PortableEncoder, unpack
from index.distributing.tasks import Unseen, encode_here, read_here
from index.indexing.workers import Unreadable
from index.settings import Settings
from tests.doubles import WordEncoder


def test_reading(files: dict[str, Path], tmp_path: Path) -> None:
    """Articles, a refusal, or that the file is not there; a link that leads nowhere is refused as what it is."""
    found = read_here(str(files["harbour"]), Settings())
    assert isinstance(found, list)
    assert [(each.article.id, each.source.path) for each in found] == [("harbour", str(files["harbour"]))]
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    for name in ("empty.txt", "link.txt"):
        refusal = read_here(str(tmp_path / name), Settings())
        assert isinstance(refusal, Unreadable)
        assert name in refusal.sentence
    assert isinstance(read_here(str(tmp_path / "none.txt"), Settings()), Unseen)


def test_encoding_by_an_encoder_at_hand() -> None:
    """It is fetched only where this process has none of its fingerprint."""
    unpack(PortableEncoder.of(WordEncoder(fingerprint="at hand")))
    (vectors,) = encode_here("at hand", [], lambda encoder, texts: (encoder.encode(texts),), ["ice", "bread"])
    assert np.array_equal(vectors, WordEncoder().encode(["ice", "bread"]))
