"""Scoring: all that a search asks of numbers, and so all that a shard of an index is asked for; texts are not needed for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.encoding import Stored
from index.errors import LoccitError
from index.searching.captions import Captions
from index.searching.fusion import Scores, best, ranking, union
from index.searching.late_interaction import LateInteraction
from index.searching.learned_ranking import learned_score
from index.searching.lexical_index import LexicalIndex
from index.searching.match_features import Matcher, Matches, Query
from index.searching.passages import Passages
from index.searching.semantic_index import Positions, SemanticIndex
from index.searching.term_sequences import TermSequences
from index.searching.token_vectors import TokenVectors


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Passages in rising order of their `positions`, with their BM25 scores and their cosines, float32 (n,) each.

    `products` are what put them among the nearest by meaning, minus infinity for those that words alone have found.
    """

    positions: Positions
    lexical: Scores
    semantic: Scores
    products: Scores

    def __getitem__(self, rows: Positions) -> Candidates:
        """Return some of them."""
        return Candidates(self.positions[rows], self.lexical[rows], self.semantic[rows], self.products[rows])

    def to_be_fused(self, depth: int) -> Candidates:
        """Return the `depth` best of each search, or of several shards' best; of equals, the first."""
        near = np.flatnonzero(np.isfinite(self.products))
        nearest = near[np.argsort(-self.products[near], kind="stable")[:depth]]
        return self[union(best(self.lexical, depth), nearest)]

    def best_of_each(self, depth: int) -> Candidates:
        """Return the `depth` that are best by words, and those that are best by meaning; of equals, the first."""
        nearest = np.argsort(-self.semantic, kind="stable")[:depth]
        return self[union(best(self.lexical, depth), nearest)]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """How well passages meet a question; `whole` is how near the best of them come token by token, NaN for the others, (n,)."""

    matches: Matches
    whole: Scores


class ShardsGoneError(LoccitError):
    """Shards of an index cannot be asked now; `shards` are their numbers, and `none_left` says that no other can be either."""

    def __init__(self, shards: frozenset[int], *, none_left: bool = False) -> None:
        super().__init__(f"Of the index, the shards {', '.join(str(shard + 1) for shard in sorted(shards))} cannot be asked now.")
        self.shards = shards
        self.none_left = none_left


class Scorer(Protocol):
    """Whoever scores passages, given by their positions: an index in this process, or shards wherever they are.

    `without` are the numbers of the shards that are not to be asked.

    Raises:
        ShardsGoneError: one that had to be asked could not be.
    """

    def candidates(self, query: Query, depth: int, without: frozenset[int] = frozenset()) -> Candidates:
        """Return the `depth` best of either search, to be fused."""

    def scored(self, query: Query, positions: Positions) -> Candidates:
        """Return the scores of just these passages, in rising order."""

    def compared(self, query: Query, positions: Positions, cosines: Scores, depth: int) -> Compared:
        """Return how well passages, in rising order, meet a question; their cosines are known.

        The best `depth` of them by the learned score, and maybe others, are compared token by token.
        """

    def occurs(self, term: int, within: range) -> bool:
        """Whether any of the passages in that range of positions, which are one article's, has the term."""


class IndexScorer:
    """Scores the passages of an index, or of a shard of one, in this process. Safe to use from several threads."""

    def __init__(
        self,
        passages: Passages,
        terms: TermSequences,
        lexical: LexicalIndex,
        semantic: SemanticIndex,
        sentence_vectors: Stored,
        tokens: TokenVectors,
    ) -> None:
        """Take the parts of an index."""
        captions = Captions(passages, terms)
        self._lexical = lexical
        self._semantic = semantic
        self._matcher = Matcher(passages, terms, lexical, sentence_vectors, captions)
        self._interaction = LateInteraction(passages, tokens, captions)

    def candidates(self, query: Query, depth: int, without: frozenset[int] = frozenset()) -> Candidates:  # noqa: ARG002
        """Return the `depth` best of either search, to be fused."""
        lexical = self._lexical.scores(query.ids, query.alternatives)
        nearest, found = self._semantic.nearest_products(query.vector, depth)
        positions = union(best(lexical, depth), nearest)
        products = np.full(len(positions), -np.inf, dtype=np.float32)
        products[np.searchsorted(positions, nearest)] = found
        return Candidates(positions, lexical[positions], self._semantic.cosines(query.vector, positions), products)

    def scored(self, query: Query, positions: Positions) -> Candidates:
        """Return the scores of just these passages, in rising order."""
        lexical = self._lexical.scores(query.ids, query.alternatives)[positions]
        products = np.full(len(positions), -np.inf, dtype=np.float32)
        return Candidates(positions, lexical, self._semantic.cosines(query.vector, positions), products)

    def compared(self, query: Query, positions: Positions, cosines: Scores, depth: int) -> Compared:
        """Return how well passages, in rising order, meet a question; the best `depth` are compared token by token."""
        matches = self._matcher.match(query, positions, cosines)
        rows = np.sort(ranking(learned_score(matches))[:depth])
        if not len(rows):
            return Compared(matches, np.full(len(positions), np.nan, dtype=np.float32))
        return Compared(*self._interaction.compared(query, positions, rows, matches))

    def occurs(self, term: int, within: range) -> bool:
        """Whether any of the passages in that range of positions has the term."""
        return self._lexical.occurs(term, within)
