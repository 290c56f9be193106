"""Cutting an index into shards by whole articles, each an index by itself, and putting them together again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from index.errors import Kind, LoccitError
from index.folder import OpenIndex
from index.indexing import assemble, known_articles

Made = Callable[[], OpenIndex]  # an index that is made when it is called for


class ShardsError(LoccitError):
    """An index cannot be cut into so many shards."""

    kind = Kind.UNFIT


def balanced(passages: Sequence[int], shards: int) -> list[range]:
    """Return the articles of each shard, in order: about as many passages in each, and one article at least.

    >>> balanced([5, 1, 1, 1], 2)
    [range(0, 1), range(1, 4)]

    Raises:
        ShardsError: there are fewer articles than shards.
    """
    articles = len(passages)
    if not 1 <= shards <= articles:
        have = f"there {'is 1 article' if articles == 1 else f'are {articles} articles'}"
        raise ShardsError(f"The index cannot be cut into {shards} shards, for {have}. Name from 1 to {articles} shards.")
    ends = np.cumsum(passages)
    cuts = [0]
    for shard in range(1, shards):
        nearest = int(np.abs(ends - ends[-1] * shard / shards).argmin()) + 1
        cuts.append(min(max(nearest, cuts[-1] + 1), articles - (shards - shard)))
    return [range(start, end) for start, end in zip(cuts, [*cuts[1:], articles], strict=True)]


def cut(index: OpenIndex, shards: Sequence[Sequence[int]]) -> list[Made]:
    """Return an index as shards, each with the articles at the positions given for it, in rising order.

    Where the index looks for vectors in clusters, so does each shard, in the same. Each is made when it is called for, so that
    they need not be in memory together.
    """
    known, contents = known_articles(index.contents), index.contents
    files, clusters = contents.manifest.bibliographies, contents.semantic.clusters
    settings = contents.manifest.settings

    def made(own: Sequence[int]) -> OpenIndex:
        articles = [known[at] for at in own]
        return assemble(articles, settings, index.encoder, index, bibliographies=files, clusters=clusters)

    return [partial(made, own) for own in shards]


def together(shards: Sequence[OpenIndex], article_shards: Sequence[int]) -> OpenIndex:
    """Return shards as one index; `article_shards` has the shard of each article, in the order of the collection."""
    rest = [iter(known_articles(shard.contents)) for shard in shards]
    first = shards[0]
    manifest = first.contents.manifest
    articles = [next(rest[shard]) for shard in article_shards]
    return assemble(articles, manifest.settings, first.encoder, first, bibliographies=manifest.bibliographies)
