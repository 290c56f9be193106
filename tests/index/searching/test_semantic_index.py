"""semantic_index.py: the nearest vectors."""

from __future__ import annotations

import itertools
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


@pytest.mark.parametrize("flat_up_to", [10_000, 100])
def test_of_equals_the_first_are_nearest(flat_up_to: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of equally near vectors are named does not depend on what else is in the index."""
    monkeypatch.setattr(semantic, "FLAT_UP_TO", flat_up_to)
    vectors = np.repeat(unit_vectors(60, 1), 5, axis=0)[np.random.default_rng(4).permutation(300)]
    index = SemanticIndex.build(vectors, unit_vectors(300, 3))
    for question in unit_vectors(20, 2).astype(np.float32):
        positions, products = index.nearest_products(question, 300)
        order = sorted(range(len(positions)), key=lambda at: (-products[at], positions[at]))
        assert order == list(range(len(positions)))
        for limit in (1, 3, 7, 50):
            assert index.nearest(question, limit).tolist() == positions[:limit].tolist()


def test_parts_in_the_same_clusters_find_what_the_whole_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors of a part stand in the clusters in which they stand in the whole, and are as near."""
    monkeypatch.setattr(semantic, "FLAT_UP_TO", 100)
    vectors = unit_vectors(1000, 1)
    whole = SemanticIndex.build(vectors, unit_vectors(300, 3))
    cuts = (0, 90, 91, 600, 1000)
    parts = [SemanticIndex.build(vectors[a:b], vectors[a:b], whole.clusters) for a, b in itertools.pairwise(cuts)]
    assert whole.size == 1000
    for question in unit_vectors(30, 2).astype(np.float32):
        near = zip(cuts, (part.nearest_products(question, 20) for part in parts), strict=False)
        found = {start + int(at): float(product) for start, own in near for at, product in zip(*own, strict=True)}
        positions, products = whole.nearest_products(question, 20)
        best = sorted(found, key=lambda at: (-found[at], at))[:20]
        assert best == positions.tolist()
        assert [found[at] for at in best] == products.tolist()


def test_where_all_are_compared_there_are_no_clusters() -> None:
    """A small index has none, so that a part of it compares all of its own."""
    vectors = unit_vectors(50, 1)
    assert SemanticIndex.build(vectors, vectors).clusters is None
