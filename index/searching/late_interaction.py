"""The third step of search: the best passages compared with the question token by token (late interaction).

How near a sentence comes: for each token of the question the cosine of the nearest token in it, and of these the mean (MaxSim).
A passage takes the nearest of all its tokens, and counts twice: as a whole, and by its best sentence.

Source: Khattab and Zaharia, "ColBERT", SIGIR 2020; the mean in place of the sum, so that questions of any length compare.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.searching.captions import Captions
from index.searching.fusion import Scores
from index.searching.match_features import Matches, Query, layout
from index.searching.passages import Passages, sentence_starts
from index.searching.semantic_index import Positions
from index.searching.token_vectors import TokenVectors


class LateInteraction:
    """Compares the best passages with questions."""

    def __init__(self, passages: Passages, tokens: TokenVectors, captions: Captions) -> None:
        self._rows = passages.rows
        self._firsts = sentence_starts(passages)
        self._tokens = tokens
        self._captions = captions

    def compared(self, query: Query, positions: Positions, rows: NDArray[np.int64], matches: Matches) -> tuple[Matches, Scores]:
        """Return the `matches` of the passages at `positions` with how near those in some `rows` come, and these as wholes, (n,).

        For the others it is NaN.
        """
        found, sentences, with_next = self._near(query, positions[rows])
        whole = np.full(len(positions), np.nan, dtype=np.float32)
        whole[rows] = found
        near = {"max_sims": _spread(sentences, rows, matches), "max_sims_with_next": _spread(with_next, rows, matches)}
        return replace(matches, **near), whole

    def _near(self, query: Query, positions: Positions) -> tuple[Scores, Scores, Scores]:
        """Return how near passages come, float32 (n,), their sentences, (n, longest), and these with the next of the passage.

        Behind the last sentence it is NaN.
        """
        found = layout(self._rows[positions], self._firsts)
        near = self._tokens.max_sims(query.tokens, found.sentences)[found.places]
        # Where a passage is short, its first sentence stands again, which changes nothing.
        whole = near.max(axis=1).mean(axis=1)
        together = near.copy()
        together[:, :-1] = np.where(found.inside[:, 1:, np.newaxis], np.maximum(near[:, :-1], near[:, 1:]), near[:, :-1])
        shares = self._captions.shares(query.terms, found.sentences)[found.places]
        single = np.where(found.inside, near.mean(axis=2) * shares, np.float32(np.nan))
        return whole, single, np.where(found.inside, together.mean(axis=2), np.float32(np.nan))


def _spread(near: Scores, rows: NDArray[np.int64], matches: Matches) -> Scores:
    """Return what is known of the passages in some `rows` in the shape of all, NaN for the others."""
    found = np.full_like(matches.max_sims, np.nan)
    found[rows, : near.shape[1]] = near
    return found
