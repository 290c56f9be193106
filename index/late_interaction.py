"""The third step of search: the best passages compared with the question token by token (late interaction).

How near a sentence comes: for each token of the question the cosine of the nearest token in it, and of these the mean (MaxSim).
A passage takes the nearest of all its tokens, and counts twice: as a whole, and by its best sentence.

Source: Khattab and Zaharia, "ColBERT", SIGIR 2020; the mean in place of the sum, so that questions of any length compare.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from index.fusion import Scores, ranking
from index.matching import Matches, Query, layout, sentence_starts
from index.passages import Passages
from index.semantic import Positions
from index.settings import Settings
from index.token_vectors import TokenVectors


class LateInteraction:
    """Compares the best passages with questions."""

    def __init__(self, passages: Passages, tokens: TokenVectors, settings: Settings) -> None:
        self._rows = passages.rows
        self._firsts = sentence_starts(passages)
        self._tokens = tokens
        self._depth = settings.late_passages
        self._weight = np.float32(settings.late_interaction)

    def rescored(self, query: Query, positions: Positions, scores: Scores, matches: Matches) -> tuple[Scores, Matches]:
        """Return the scores of the passages at `positions`, raised by how near the best of them come, and so their `matches`.

        `scores`: float32 (n,), from 0 to 1, and so are those returned. The others are raised by nothing, so that none of them
        comes before a passage that it stood behind.
        """
        best = np.sort(ranking(scores)[: self._depth])
        whole, sentences = self._near(query, positions[best])
        raised = scores.copy()
        raised[best] += self._weight * (whole + np.nanmax(sentences, axis=1)).clip(min=0.0)
        max_sims = np.full_like(matches.sentence_cosines, np.nan)
        max_sims[best, : sentences.shape[1]] = sentences
        return raised / (1 + 2 * self._weight), replace(matches, max_sims=max_sims)

    def _near(self, query: Query, positions: Positions) -> tuple[Scores, Scores]:
        """Return how near passages come, float32 (n,), and their sentences, (n, longest); behind the last of them it is NaN."""
        found = layout(self._rows[positions], self._firsts)
        near = self._tokens.max_sims(query.tokens, found.sentences)
        # Where a passage is short, its first sentence stands again, which changes nothing.
        whole = near[found.places].max(axis=1).mean(axis=1)
        return whole, np.where(found.inside, near.mean(axis=1)[found.places], np.float32(np.nan))
