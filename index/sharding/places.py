"""Where passages stand: in the whole collection, and in the shard that has their article."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.searching import Positions, Windows


class Places:
    """Translates the positions of passages: those among all, and those in a shard.

    The articles of a shard stand in it in the order in which they stand among all.
    """

    def __init__(self, shards: NDArray[np.int32], passages: NDArray[np.int64]) -> None:
        """Take for each article, in the order of the collection, the number of its shard and how many passages it has."""
        self.shards = shards
        self.passages = passages
        self._starts = _starts(passages)
        self._local = np.zeros(len(shards), dtype=np.int64)
        self._articles = [np.flatnonzero(shards == shard) for shard in range(int(shards.max(initial=-1)) + 1)]
        self._own_starts = [_starts(passages[own]) for own in self._articles]
        for own, starts in zip(self._articles, self._own_starts, strict=True):
            self._local[own] = starts[:-1]

    def articles_of(self, shard: int) -> NDArray[np.int64]:
        """Return the positions of a shard's articles among all."""
        return self._articles[shard]

    def shard_of(self, positions: Positions) -> NDArray[np.int32]:
        """Return the number of the shard that has each of the passages."""
        return self.shards[self._article_at(positions)]

    def in_shard(self, positions: Positions) -> Positions:
        """Return where passages, given by their positions among all, stand in their shards."""
        articles = self._article_at(positions)
        return self._local[articles] + positions - self._starts[articles]

    def among_all(self, shard: int, positions: Positions) -> Positions:
        """Return where passages of a shard stand among all."""
        own, starts = self._articles[shard], self._own_starts[shard]
        articles = np.searchsorted(starts, positions, side="right") - 1
        return self._starts[own[articles]] + positions - starts[articles]

    def joined(self, windows: list[Windows]) -> Windows:
        """Return the windows of all shards in the order of the collection, each with its article's position there."""
        found = np.zeros((int(self._starts[-1]), 3), dtype=np.int32)
        for shard, rows in enumerate(windows):
            own = rows.copy()
            own[:, 0] = self._articles[shard][rows[:, 0]]
            found[self.among_all(shard, np.arange(len(rows)))] = own
        return found

    def _article_at(self, positions: Positions) -> NDArray[np.int64]:
        return np.searchsorted(self._starts, positions, side="right") - 1


def _starts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
