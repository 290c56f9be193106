"""token_vectors.py: the vectors of sentences' tokens."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoding.encoder import Vectors, unit
from index.searching.token_vectors import TokenVectors

# Of three sentences: two tokens along the axes, one between these, and one that points away from the second.
SENTENCES = ([[1.0, 0.0], [0.0, 1.0]], [[0.6, 0.8]], [[0.0, -1.0]])
PARTS = st.lists(st.lists(st.integers(1, 4), max_size=5), min_size=1, max_size=4)


def vectors(rows: list[list[float]]) -> Vectors:
    return np.array(rows, dtype=np.float32)


def drawn(lengths: list[int], width: int = 8) -> list[Vectors]:
    """Sentences of so many tokens each, the same ones each time."""
    random = np.random.default_rng(len(lengths))
    return [unit(random.standard_normal((length, width)).astype(np.float32)) for length in lengths]


def same(one: TokenVectors, other: TokenVectors) -> bool:
    return np.array_equal(one.rows, other.rows) and np.array_equal(one.starts, other.starts)


def test_numbers_are_kept_in_steps_of_a_127th() -> None:
    """Each number is rounded to a 127th, and each sentence begins where the one before ends."""
    tokens = TokenVectors.of([vectors(rows) for rows in SENTENCES])
    assert tokens.rows.tolist() == [[127, 0], [0, 127], [round(0.6 * 127), round(0.8 * 127)], [0, -127]]
    assert tokens.rows.dtype == np.int8
    assert tokens.starts.tolist() == [0, 2, 3, 4]


def test_nearest_token_counts() -> None:
    """For each of a question's tokens it is the nearest token of a sentence whose cosine is given, below 0 as well."""
    tokens = TokenVectors.of([vectors(rows) for rows in SENTENCES])
    found = tokens.max_sims(vectors([[1.0, 0.0], [0.8, 0.6]]), np.array([0, 1, 2]))
    near = [[1.0, 0.8], [76 / 127, (0.8 * 76 + 0.6 * 102) / 127], [0.0, -0.6]]
    assert found == pytest.approx(np.array(near), abs=1e-6)
    assert tokens.max_sims(vectors([[0.8, 0.6]]), np.array([2, 0])) == pytest.approx(np.array([[-0.6], [0.8]]), abs=1e-6)


def test_rounding_makes_nothing_nearer_than_itself() -> None:
    """No cosine is above 1, also where the rounded vector is longer than the one that it stands for."""
    own = vectors([[0.5**0.5, 0.5**0.5]])
    assert float(np.linalg.norm(TokenVectors.of([own]).rows / 127)) > 1.0
    assert TokenVectors.of([own]).max_sims(own, np.array([0])).tolist() == [[1.0]]


@given(PARTS)
def test_joined_is_as_if_made_at_once(parts: list[list[int]]) -> None:
    """Sentences put one behind the other are what they would be if they were made together."""
    sentences = [drawn(lengths) for lengths in parts]
    at_once = TokenVectors.of([sentence for part in sentences for sentence in part])
    made = [TokenVectors.of(part) for part in sentences]
    assert same(TokenVectors.joined(made), at_once)
    assert same(TokenVectors.drained(made), at_once)
    assert made == []


def test_what_lies_in_a_row_is_not_copied() -> None:
    """Parts of one array, in their order, are joined where they are; in another order, or with a gap, they are copied."""
    whole = TokenVectors.of(drawn([3, 1, 4, 2]))
    parts = [whole.part(1, 2), whole.part(2, 2), whole.part(2, 4)]
    joined = TokenVectors.joined(parts)
    assert np.shares_memory(joined.rows, whole.rows)
    assert same(joined, whole.part(1, 4))
    for others in ([parts[2], parts[0]], [whole.part(0, 1), whole.part(2, 3)], [parts[0], TokenVectors.of(drawn([2]))]):
        copied = TokenVectors.joined(others)
        assert not np.shares_memory(copied.rows, whole.rows)
        assert copied.rows.tolist() == [row for part in others for row in part.rows.tolist()]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.data())
def test_part_is_as_if_made_alone(lengths: list[int], data: st.DataObject) -> None:
    """A stretch of sentences is what it would be alone."""
    sentences = drawn(lengths)
    first = data.draw(st.integers(0, len(lengths)))
    end = data.draw(st.integers(first, len(lengths)))
    part, alone = TokenVectors.of(sentences).part(first, end), TokenVectors.of(sentences[first:end])
    assert (part.rows.tolist(), part.starts.tolist()) == (alone.rows.tolist(), alone.starts.tolist())


def test_company_makes_no_difference() -> None:
    """A sentence comes as near alone as among others, to the last bit."""
    tokens, question = TokenVectors.of(drawn([3, 1, 40, 7, 2, 19], 384)), drawn([11], 384)[0]
    together = tokens.max_sims(question, np.arange(6))
    assert all(np.array_equal(tokens.max_sims(question, np.array([at]))[0], together[at]) for at in range(6))


def test_sentences_without_tokens() -> None:
    """What holds no token can be joined and parted like any other."""
    assert TokenVectors.none(3).starts.tolist() == [0, 0, 0, 0]
    assert same(TokenVectors.joined([TokenVectors.none(3), TokenVectors.none(2)]).part(1, 3), TokenVectors.none(2))
