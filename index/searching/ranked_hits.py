"""What a search finds, in order: candidates, the best of them by what was learned, and behind these the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.records import Hit
from index.searching.fusion import Scores, ranking, reciprocal_ranks, weighted_sum
from index.searching.learned_ranking import learned_score
from index.searching.match_features import Matches, Query
from index.searching.passages import Passages
from index.searching.scoring import Candidates, Compared, Scorer, ShardsGoneError
from index.searching.semantic_index import Positions
from index.settings import LEARNED, RRF, Settings

AT_ONCE = 50  # of the passages behind the best, how many are looked at together


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """A question as it is searched for: `within` are the positions that alone are asked, None for all.

    Of one article all passages are candidates; `of_several`, and of all, the best of either search are. `without` are the shards
    that could not be asked.
    """

    scorer: Scorer
    settings: Settings
    query: Query
    within: Positions | None
    without: frozenset[int] = frozenset()
    of_several: bool = False

    def first_step(self) -> tuple[Candidates, Scores]:
        """Return the candidates in rising order of position, and what they are worth at first, float32 (n,)."""
        if self.within is not None:
            found = self.scorer.scored(self.query, self.within)
            found = found.best_of_each(self.settings.candidates) if self.of_several else found
        else:
            found = self.scorer.candidates(self.query, self.settings.candidates, self.without)
        if self.settings.fusion == RRF:
            return found, reciprocal_ranks(found.lexical, found.semantic)
        return found, weighted_sum(found.lexical, found.semantic, self.settings.lexical_weight)

    def second_step(self, found: Candidates, fused: Scores) -> tuple[Scores, Matches]:
        """Return the scores that order the best candidates, float32 (n,), and how well these meet the question."""
        depth = self.settings.late_passages if self.settings.interacts else 0
        compared = self.scorer.compared(self.query, found.positions, found.semantic, depth)
        return rescored(compared, self.settings) if self.settings.fusion == LEARNED else (fused, compared.matches)

    def others(self, found: Candidates) -> Matches:
        """Return how well candidates that are not among the best meet the question."""
        return self.scorer.compared(self.query, found.positions, found.semantic, 0).matches


class RankedHits(Iterator[Hit]):
    """What a search finds, best first, each worked out when it is asked for."""

    def __init__(self, search: Search, passages: Passages, articles_of: Callable[[int], tuple[str, ...]]) -> None:
        """Search; `articles_of` returns the ids of the articles in the shard of a number.

        Raises:
            ShardsGoneError: shards that had to be asked could not be.
        """
        self._search = search
        self._passages = passages
        self._articles_of = articles_of
        self._gone = search.without
        found, fused = search.first_step()
        order = ranking(fused)
        # In the order of the collection, which equal scores keep.
        first, rest = np.sort(order[: search.settings.reranked]), order[search.settings.reranked :]
        scores, matches = search.second_step(found[first], fused[first])
        self._hits = self._ranked(found, fused, (first, rest), scores, matches)

    def __next__(self) -> Hit:
        return next(self._hits)

    @property
    def searched(self) -> int:
        """How many passages were looked through."""
        return len(self._passages if self._search.within is None else self._search.within)

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The ids of the articles that should have been searched and could not be, so far."""
        return tuple(article_id for shard in sorted(self._gone) for article_id in self._articles_of(shard))

    def _ranked(
        self,
        found: Candidates,
        fused: Scores,
        rows: tuple[NDArray[np.int64], NDArray[np.int64]],
        scores: Scores,
        matches: Matches,
    ) -> Iterator[Hit]:
        (first, rest), reordered = rows, ranking(scores)
        for rank, at in enumerate(reordered, start=1):
            yield self._hit(rank, found[first], scores[at], matches, at)
        # Behind them the others, in the order of their sums, none scored above the last.
        learned = self._search.settings.fusion == LEARNED
        scale = scores[reordered[-1]] / max(fused[rest[0]], 1e-9) if learned and len(rest) else 1.0
        rank = len(first)
        for at, candidates, single in self._others(found, rest):
            rank += 1
            yield self._hit(rank, candidates, fused[rest[at]] * scale, single, at % AT_ONCE)

    def _others(self, found: Candidates, rest: NDArray[np.int64]) -> Iterator[tuple[int, Candidates, Matches]]:
        """Yield which of the others is next, and those that it is looked at with."""
        for start in range(0, len(rest), AT_ONCE):
            some = found[rest[start : start + AT_ONCE]]
            try:
                matches = self._search.others(some)
            except ShardsGoneError as error:
                self._gone |= error.shards
                return
            yield from ((start + at, some, matches) for at in range(len(some.positions)))

    def _hit(self, rank: int, found: Candidates, score: np.float32, matches: Matches, at: int) -> Hit:
        passage = self._passages[int(found.positions[at])]
        return Hit(
            passage=passage,
            rank=rank,
            score=float(score),
            lexical=float(found.lexical[at]),
            semantic=float(matches.passage_cosine[at]),
            coverage=float(matches.passage_coverage[at]),
            sentences=matches.sentences(at, passage.sentences),
        )


def rescored(compared: Compared, settings: Settings) -> tuple[Scores, Matches]:
    """Return the scores that order passages, float32 (n,), and how well these meet the question.

    The best by the learned score are raised by how near they come token by token, the others by nothing, so that none of them
    comes before a passage that it stood behind; how near those others come is not told.
    """
    matches, scores = compared.matches, learned_score(compared.matches)
    if not settings.interacts:
        return scores, matches
    best = np.sort(ranking(scores)[: settings.late_passages])
    weight, sentences = np.float32(settings.late_interaction), matches.max_sims[best]
    raised = scores.copy()
    raised[best] += weight * (compared.whole[best] + np.nanmax(sentences, axis=1)).clip(min=0.0)
    return raised / (1 + 2 * weight), _comparing_only(best, matches)


def _comparing_only(rows: NDArray[np.int64], matches: Matches) -> Matches:
    """Return matches without what is known token by token of passages in other rows."""
    near = {"max_sims": matches.max_sims.copy(), "max_sims_with_next": matches.max_sims_with_next.copy()}
    others = np.ones(len(matches.max_sims), dtype=np.bool_)
    others[rows] = False
    for known in near.values():
        known[others] = np.nan
    return replace(matches, **near)
