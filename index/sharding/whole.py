"""What is known of all shards together: which they are, the order of their articles, and what is counted over all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.copies import sentence_keys
from index.encoding import Prefixes
from index.folder import FORMAT, Contents, Manifest
from index.records import Article
from index.searching import LexicalIndex, Lexicon, Passages, Statistics, TermSequences, sentence_starts
from index.settings import Settings
from index.sharding.places import Places
from index.text import Abbreviation


@dataclass(frozen=True, slots=True)
class ShardFolder:
    """A shard: the name of its folder, the generation in it, and the SHA-256 of that one's manifest."""

    name: str
    generation: str
    manifest_sha256: str


@dataclass(frozen=True, slots=True)
class Head:
    """What of the whole is written as text; `terms` is the length of all passages together, in terms."""

    format: int
    settings: Settings
    encoder: str
    terms: int
    shards: tuple[ShardFolder, ...]
    article_ids: tuple[str, ...]
    abbreviations: tuple[Abbreviation, ...]
    languages: tuple[str, ...]
    prefixes: Prefixes = Prefixes()


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """What is known of all shards together.

    `vocabulary` is sorted; `frequencies` are the passages that have each term, `firsts` the positions of the first of them, int64
    (terms,) both. `shards` is the number of each article's shard, int32, and `passages` how many it has, int64.
    `sentence_keys` tell all sentences apart, uint64, as `index.copies` has them.
    """

    head: Head
    vocabulary: tuple[str, ...]
    frequencies: NDArray[np.int64]
    firsts: NDArray[np.int64]
    shards: NDArray[np.int32]
    passages: NDArray[np.int64]
    sentence_keys: NDArray[np.uint64]

    @property
    def places(self) -> Places:
        """Where passages stand."""
        return Places(self.shards, self.passages)

    @property
    def statistics(self) -> Statistics:
        """What BM25 has to know."""
        return Statistics(int(self.passages.sum()), self.head.terms, self.frequencies)

    @property
    def lexicon(self) -> Lexicon:
        """The words, as a question is read by them."""
        head = self.head
        return Lexicon(self.vocabulary, self._frequency, self._first, head.abbreviations, head.languages, head.prefixes)

    def _frequency(self, number: int) -> int:
        return int(self.frequencies[number])

    def _first(self, number: int) -> int:
        return int(self.firsts[number])


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What of a shard's contents is counted with that of the others: no vectors, which are nearly all of it."""

    manifest: Manifest
    articles: Sequence[Article]
    passages: Passages
    terms: TermSequences
    lexical: LexicalIndex

    @classmethod
    def of(cls, contents: Contents) -> Counted:
        """Return it."""
        return cls(contents.manifest, contents.articles, contents.passages, contents.terms, contents.lexical)


def gathered(
    shards: Sequence[Counted],
    folders: Sequence[ShardFolder],
    article_shards: Sequence[int],
    abbreviations: Sequence[Abbreviation],
    languages: Sequence[str],
) -> Whole:
    """Return what is known of shards together; `article_shards` has the shard of each article, in the order of the collection.

    `abbreviations` and `languages` are those of all articles, as a `Lexicon` has them.
    """
    vocabulary = tuple(sorted(set().union(*(shard.terms.vocabulary for shard in shards))))
    numbers = {term: number for number, term in enumerate(vocabulary)}
    own = [_articles_of(shard) for shard in shards]
    rest = [iter(articles) for articles in own]
    in_order = [next(rest[shard]) for shard in article_shards]
    numbered = np.array(article_shards, dtype=np.int32)
    passages = np.array([count for _, count in in_order], dtype=np.int64)
    places = Places(numbered, passages)
    frequencies, firsts = np.zeros(len(vocabulary), np.int64), np.full(len(vocabulary), np.iinfo(np.int64).max)
    for at, shard in enumerate(shards):
        table = np.array([numbers[term] for term in shard.terms.vocabulary], dtype=np.int64)
        frequencies[table] += np.diff(shard.lexical.starts)
        first = places.among_all(at, shard.lexical.passages[shard.lexical.starts[:-1]].astype(np.int64))
        firsts[table] = np.minimum(firsts[table], first)
    keys = _keys_in_order(shards, vocabulary, article_shards)
    manifest = shards[0].manifest
    head = Head(
        FORMAT,
        manifest.settings,
        manifest.encoder,
        sum(_length(shard.terms, shard.passages) for shard in shards),
        tuple(folders),
        tuple(article_id for article_id, _ in in_order),
        tuple(abbreviations),
        tuple(languages),
        manifest.prefixes,
    )
    return Whole(head, vocabulary, frequencies, firsts, numbered, passages, keys)


def in_vocabulary(terms: TermSequences, vocabulary: tuple[str, ...]) -> TermSequences:
    """Return a shard's terms with the numbers that they have in the vocabulary of all."""
    table = np.array([bisect_left(vocabulary, term) for term in terms.vocabulary] or [0], dtype=np.int32)
    return TermSequences(vocabulary, table[terms.ids], terms.starts)


def _keys_in_order(shards: Sequence[Counted], vocabulary: tuple[str, ...], article_shards: Sequence[int]) -> NDArray[np.uint64]:
    """Return the keys of all sentences in the order of the articles: those of a shard know its own words alone."""
    rest = []
    for shard in shards:
        keys = sentence_keys(in_vocabulary(shard.terms, vocabulary))
        rest.append(iter(np.split(keys, sentence_starts(shard.passages)[1:-1])))
    return np.concatenate([next(rest[shard]) for shard in article_shards])


def _articles_of(shard: Counted) -> list[tuple[str, int]]:
    """Return the id of each of a shard's articles, and how many passages it has."""
    counts = np.bincount(shard.passages.rows[:, 0], minlength=len(shard.articles))
    return [(source.article_id, int(count)) for source, count in zip(shard.manifest.sources, counts, strict=True)]


def _length(terms: TermSequences, passages: Passages) -> int:
    """Return how many terms the passages have in all."""
    rows, firsts = passages.rows.astype(np.int64), sentence_starts(passages)
    first = firsts[rows[:, 0]]
    return int((terms.starts[first + rows[:, 2]] - terms.starts[first + rows[:, 1]]).sum())
