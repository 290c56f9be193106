"""Whether two collections hold the same and answer alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.collection import Collection

QUESTIONS = ("Who built the railway?", "What did the mayor import?", "zyzzyva", "ice in April")


def hits(collection: Collection) -> list[object]:
    return [collection.search(collection.query(question), 50) for question in QUESTIONS]


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of an index that is not cut, by their names."""
    (generation,) = folder.glob("gen-*")
    return {path.name: path.read_bytes() for path in sorted(generation.iterdir())}


def same(one: Collection, other: Collection) -> bool:
    """Whether two collections hold the same and answer alike, to the last bit."""
    ours, theirs = one.index.contents, other.index.contents
    arrays = (
        (ours.passages.rows, theirs.passages.rows),
        (ours.terms.ids, theirs.terms.ids),
        (ours.lexical.weights, theirs.lexical.weights),
        (ours.semantic.vectors, theirs.semantic.vectors),
        (ours.sentence_vectors, theirs.sentence_vectors),
        (ours.tokens.rows, theirs.tokens.rows),
        (ours.tokens.starts, theirs.tokens.starts),
    )
    return (
        tuple(ours.articles) == tuple(theirs.articles)
        and ours.terms.vocabulary == theirs.terms.vocabulary
        and all(np.array_equal(a, b) for a, b in arrays)
        and hits(one) == hits(other)
    )
