"""semantic_index.py: the nearest vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoding.encoder import Stored
from index.errors import IndexFolderError
from index.searching import semantic_index as semantic
from index.searching.semantic_index import SemanticIndex


def unit_vectors(count: int, seed: int) -> Stored:
    """Vectors in a few dozen directions, with some noise, as those of sentences are."""
    random = np.random.default_rng(seed)
    directions = np.random.default_rng(0).standard_normal((40, 16))
    vectors = directions[random.integers(0, 40, count)] + 0.6 * random.standard_normal((count, 16))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float16)


@pytest.mark.parametrize("flat_up_to", [10_000, 100])
def test_nearest_are_the_nearest(flat_up_to: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compared with all or looked for in clusters, of the ten nearest at least 99 in 100 are found, best first."""
    monkeypatch.setattr(semantic, "FLAT_UP_TO", flat_up_to)
    vectors, questions = unit_vectors(2000, 1), unit_vectors(200, 2).astype(np.float32)
    index = SemanticIndex.build(vectors, unit_vectors(300, 3))
    found = 0
    for question in questions:
        exact = np.argsort(-(vectors @ question), kind="stable")[:10]
        near = index.nearest(question, 200)
        best = near[np.argsort(-index.cosines(question, near), kind="stable")[:10]]
        found += len(np.intersect1d(exact, best))
        assert len(set(near.tolist())) == len(near)
    assert found >= 0.99 * 10 * len(questions)


def test_cosines_are_those_of_the_vectors() -> None:
    """However an index finds vectors, a cosine is the inner product."""
    vectors, question = unit_vectors(50, 1), unit_vectors(1, 2)[0].astype(np.float32)
    index = SemanticIndex.build(vectors, vectors)
    positions = np.array([3, 1, 40])
    assert index.cosines(question, positions) == pytest.approx(
        [vectors[at].astype(np.float32) @ question for at in positions], abs=1e-6
    )


def test_more_than_there_are() -> None:
    """Asked for more vectors than there are, it gives all, each once."""
    vectors = unit_vectors(5, 1)
    assert sorted(SemanticIndex.build(vectors, vectors).nearest(vectors[0].astype(np.float32), 50).tolist()) == [0, 1, 2, 3, 4]


def test_file_that_is_no_index(tmp_path: Path) -> None:
    """What FAISS cannot read is refused with a sentence."""
    path = tmp_path / "passages.faiss"
    path.write_bytes(b"no index")
    with pytest.raises(IndexFolderError, match="passages.faiss cannot be read as a FAISS index. Build the index again."):
        SemanticIndex.open(unit_vectors(5, 1), path)
