"""The vectors of every sentence's tokens, in 8 bits a number, and how near they come to a question's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoding import Vectors
from index.searching.term_sequences import Offsets

STEPS = 127  # into which a number from 0 to 1 is divided


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """The token vectors of sentences: those of sentence i are `rows[starts[i]:starts[i + 1]] / 127`, of length one.

    `rows` is int8 (n, width), in memory or mapped from a file; `starts` int64, one entry a sentence and one more.
    """

    rows: NDArray[np.int8]
    starts: Offsets

    @classmethod
    def of(cls, sentences: Sequence[Vectors]) -> TokenVectors:
        """Return the tokens of `sentences`, unit vectors, float32 (t, width) each."""
        rows = [np.round(vectors * STEPS).astype(np.int8) for vectors in sentences]
        return cls(_stacked(rows), _starts([len(own) for own in rows]))

    @classmethod
    def none(cls, sentences: int) -> TokenVectors:
        """Return so many sentences without any token: what an index holds that compares none."""
        return cls(_stacked([]), _starts([0] * sentences))

    @classmethod
    def joined(cls, parts: Sequence[TokenVectors]) -> TokenVectors:
        """Return the sentences of all `parts`, one after the other."""
        lengths = [np.diff(part.starts) for part in parts]
        return cls(_stacked([part.rows for part in parts]), _starts(np.concatenate(lengths)))

    @classmethod
    def drained(cls, parts: list[TokenVectors]) -> TokenVectors:
        """Return what `joined` does, and take each of the `parts` out of the list with it, so that no token is kept twice."""
        starts = _starts(np.concatenate([np.diff(part.starts) for part in parts]))
        width = max(part.rows.shape[1] for part in parts)
        rows, end = np.empty((int(starts[-1]), width), dtype=np.int8), int(starts[-1])
        while parts:
            last = parts.pop()
            if len(last.rows):  # one that holds none does not know how wide they are
                rows[end - len(last.rows) : end] = last.rows
                end -= len(last.rows)
        return cls(rows, starts)

    def part(self, first: int, end: int) -> TokenVectors:
        """Return the sentences from `first` to before `end`."""
        starts = self.starts[first : end + 1]
        return TokenVectors(self.rows[starts[0] : starts[-1]], starts - starts[0])

    def max_sims(self, question: Vectors, sentences: Offsets) -> Vectors:
        """Return how near each token of a question comes to the nearest of each sentence, float32 (sentences, question's tokens).

        `question`: its tokens' unit vectors, float32 (t, width). Each sentence has a token. A cosine that rounding has put above
        1 is 1. Source: Khattab and Zaharia, "ColBERT", SIGIR 2020.
        """
        starts, lengths = self.starts[sentences], self.starts[sentences + 1] - self.starts[sentences]
        firsts = np.cumsum(lengths) - lengths
        rows = self.rows[np.repeat(starts - firsts, lengths) + np.arange(lengths.sum())].astype(np.float32)
        near = np.maximum.reduceat(_products(rows, question / np.float32(STEPS)), firsts, axis=1)
        return np.ascontiguousarray(np.minimum(near, np.float32(1.0)).T)


def _products(rows: Vectors, question: Vectors) -> Vectors:
    """Return the inner product of each vector of `question` (t, width) with each of `rows` (n, width), float32 (t, n).

    By FAISS, one vector against all. NumPy's matrix product takes 19 ms beside busy neighbours, for its threads wait for each
    other, where this takes 0.6 and einsum 1.4; and what it gives for a row depends, in the last bit, on the rows beside it.
    """
    found = np.empty((len(question), len(rows)), dtype=np.float32)
    for vector, products in zip(question, found, strict=True):
        pointers = (faiss.swig_ptr(array) for array in (products, vector, rows))
        faiss.fvec_inner_products_ny(*pointers, rows.shape[1], len(rows))  # type: ignore[attr-defined]  # its types lack it
    return found


def _stacked(parts: Sequence[NDArray[np.int8]]) -> NDArray[np.int8]:
    filled = [rows for rows in parts if len(rows)]  # one that holds none does not know how wide they are
    if not filled:
        return np.zeros((0, 0), dtype=np.int8)
    found = _in_a_row(filled)
    return np.concatenate(filled) if found is None else found


def _in_a_row(parts: Sequence[NDArray[np.int8]]) -> NDArray[np.int8] | None:
    """Return the array that has `parts` one behind the other, if one has: to copy them takes what memory they take once more."""
    whole = parts[0].base if parts[0].base is not None else parts[0]
    if not isinstance(whole, np.ndarray) or whole.dtype != np.int8 or whole.ndim != 2 or not whole.flags.c_contiguous:
        return None
    first = start = parts[0].ctypes.data
    for rows in parts:
        if rows.ctypes.data != start or (rows is not whole and rows.base is not whole) or not rows.flags.c_contiguous:
            return None
        start += rows.nbytes
    at = (first - whole.ctypes.data) // whole.shape[1]
    found: NDArray[np.int8] = whole[at : at + sum(map(len, parts))]
    return found


def _starts(lengths: Sequence[int] | NDArray[np.int64]) -> Offsets:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
