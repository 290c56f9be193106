"""Scores of shards, put together so that they are those of one index: each passage is scored where it is, all are ranked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np

from index.searching import Candidates, Compared, Matches, Positions, Query, Scorer, Scores, ShardsGoneError
from index.sharding.places import Places
from index.sharding.shard_requests import CandidatesWanted, ComparisonWanted, OccurrenceWanted, ScoresWanted, ShardRequest

# What stands behind a passage's last sentence, where another has more.
FILLING = {
    "sentence_coverages": 0.0,
    "sentence_cosines": -1.0,
    "with_next": 0.0,
    "max_sims": np.nan,
    "max_sims_with_next": np.nan,
}


class Shards(Protocol):
    """Shards that can be asked, wherever they are."""

    def ask(self, requests: Mapping[int, ShardRequest]) -> dict[int, Any]:
        """Return what each shard says, by its number, all asked at once.

        Raises:
            ShardsGoneError: some cannot be asked.
        """


class LocalShards:
    """Shards in this process, asked one after another."""

    def __init__(self, scorers: Mapping[int, Scorer]) -> None:
        """Take the scorer of each shard, by its number."""
        self._scorers = scorers

    def ask(self, requests: Mapping[int, ShardRequest]) -> dict[int, Any]:
        """Return what each shard says, by its number."""
        gone = frozenset(requests.keys() - self._scorers.keys())
        if gone:
            raise ShardsGoneError(gone)
        return {shard: request.of(self._scorers[shard]) for shard, request in requests.items()}


class ShardedScorer:
    """Scores passages by asking the shards that have them."""

    def __init__(self, shards: Shards, places: Places, count: int) -> None:
        """Take `count` shards, numbered from 0, and where the passages stand."""
        self._shards = shards
        self._places = places
        self._all = frozenset(range(count))

    def candidates(self, query: Query, depth: int, without: frozenset[int] = frozenset()) -> Candidates:
        """Return the `depth` best of either search over all shards: they are among the best of their own."""
        asked = self._all - without
        if not asked:
            raise ShardsGoneError(without, none_left=True)
        found = self._ask({shard: CandidatesWanted(query, depth) for shard in sorted(asked)})
        return self._in_order(found).to_be_fused(depth)

    def scored(self, query: Query, positions: Positions) -> Candidates:
        """Return the scores of just these passages, in rising order."""
        found = self._ask_of(positions, lambda rows, own: ScoresWanted(query, own))  # noqa: ARG005  # as `compared` needs them
        return self._in_order({shard: answer for shard, (_, answer) in found.items()})

    def compared(self, query: Query, positions: Positions, cosines: Scores, depth: int) -> Compared:
        """Return how well passages, in rising order, meet a question; of each shard the best `depth` are compared closely."""
        found = self._ask_of(positions, lambda rows, own: ComparisonWanted(query, own, cosines[rows], depth))
        return merged(list(found.values()), len(positions))

    def occurs(self, term: int, within: range) -> bool:
        """Whether any of the passages in that range of positions, which are one article's, has the term."""
        if not within:
            return False
        first = np.array([within.start])
        shard, start = int(self._places.shard_of(first)[0]), int(self._places.in_shard(first)[0])
        return bool(self._ask({shard: OccurrenceWanted(term, range(start, start + len(within)))})[shard])

    def _ask(self, requests: Mapping[int, ShardRequest]) -> dict[int, Any]:
        try:
            return self._shards.ask(requests)
        except ShardsGoneError as error:
            raise ShardsGoneError(error.shards, none_left=error.shards == self._all) from error

    def _ask_of(
        self, positions: Positions, request: Callable[[Positions, Positions], ShardRequest]
    ) -> dict[int, tuple[Positions, Any]]:
        """Return for each shard that has some of the passages their rows, and what it says; `request` is given both positions."""
        shards, own = self._places.shard_of(positions), self._places.in_shard(positions)
        rows = {int(shard): np.flatnonzero(shards == shard) for shard in np.unique(shards)}
        found = self._ask({shard: request(at, own[at]) for shard, at in rows.items()})
        return {shard: (rows[shard], answer) for shard, answer in found.items()}

    def _in_order(self, found: Mapping[int, Candidates]) -> Candidates:
        """Return the candidates of all shards in rising order of their positions among all."""
        positions = np.concatenate([self._places.among_all(shard, each.positions) for shard, each in found.items()])
        columns = ([getattr(each, name) for each in found.values()] for name in ("lexical", "semantic", "products"))
        return Candidates(positions, *(np.concatenate(column) for column in columns))[np.argsort(positions)]


def merged(parts: list[tuple[Positions, Compared]], count: int) -> Compared:
    """Return what is known of `count` passages, each part of which is of the passages in some rows."""
    if len(parts) == 1:
        return parts[0][1]
    width = max(part.matches.max_sims.shape[1] for _, part in parts)
    arrays = {}
    for name in Matches.__dataclass_fields__:
        shape = (count, width) if name in FILLING else (count,)
        arrays[name] = np.full(shape, FILLING.get(name, 0.0), dtype=np.float32)
        for rows, part in parts:
            own = getattr(part.matches, name)
            if name in FILLING:
                arrays[name][rows, : own.shape[1]] = own
            else:
                arrays[name][rows] = own
    whole = np.zeros(count, dtype=np.float32)
    for rows, part in parts:
        whole[rows] = part.whole
    return Compared(Matches(**arrays), whole)
