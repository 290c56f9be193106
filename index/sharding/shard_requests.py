"""What a shard is asked for: each request is done by the shard's scorer, in the process that has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from index.searching import Candidates, Compared, Positions, Query, Scorer, Scores


class ShardRequest(Protocol):
    """Something to be asked of a shard; positions are those in the shard."""

    def of(self, scorer: Scorer) -> object:
        """Return what the shard's scorer says."""


@dataclass(frozen=True, slots=True, eq=False)
class CandidatesWanted:
    """The best of either search."""

    query: Query
    depth: int

    def of(self, scorer: Scorer) -> Candidates:
        """Return them."""
        return scorer.candidates(self.query, self.depth)


@dataclass(frozen=True, slots=True, eq=False)
class ScoresWanted:
    """The scores of some passages."""

    query: Query
    positions: Positions

    def of(self, scorer: Scorer) -> Candidates:
        """Return them."""
        return scorer.scored(self.query, self.positions)


@dataclass(frozen=True, slots=True, eq=False)
class ComparisonWanted:
    """How well some passages meet the question."""

    query: Query
    positions: Positions
    cosines: Scores
    depth: int

    def of(self, scorer: Scorer) -> Compared:
        """Return it."""
        return scorer.compared(self.query, self.positions, self.cosines, self.depth)


@dataclass(frozen=True, slots=True, eq=False)
class OccurrenceWanted:
    """Whether a term occurs in some passages in a row."""

    term: int
    within: range

    def of(self, scorer: Scorer) -> bool:
        """Return whether it does."""
        return scorer.occurs(self.term, self.within)
