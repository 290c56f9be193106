"""ranked_hits.py: what a search finds when shards cannot be asked; what it finds otherwise has `whole/test_search.py`."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.collection import Collection, NotAskedError, ScoredCollection, scorer_of
from index.copies.sentence_copies import SentenceCopies
from index.searching.fusion import Scores
from index.searching.lexicon import Lexicon
from index.searching.match_features import Query
from index.searching.ranked_hits import AT_ONCE, RankedHits, Search, rescored
from index.searching.scoring import Candidates, Compared, Scorer, ShardsGoneError
from index.searching.semantic_index import Positions
from index.settings import Settings


class LosingScorer:
    """A scorer that loses its shard after so many calls; without the shard, it has what the other one finds."""

    def __init__(self, scorer: Scorer, calls: int, *, none_left: bool = False) -> None:
        self._scorer = scorer
        self._calls = calls
        self._none_left = none_left

    def _call(self, without: frozenset[int] = frozenset()) -> None:
        self._calls -= 1
        if self._calls < 0 and not without:
            raise ShardsGoneError(frozenset({1}), none_left=self._none_left)

    def candidates(self, query: Query, depth: int, without: frozenset[int] = frozenset()) -> Candidates:
        """What the scorer finds, but for the last where the shard is not asked."""
        self._call(without)
        found = self._scorer.candidates(query, depth)
        self._without = without
        return found[np.arange(len(found.positions) - bool(without))]

    def scored(self, query: Query, positions: Positions) -> Candidates:
        """What the scorer says."""
        self._call()
        return self._scorer.scored(query, positions)

    def compared(self, query: Query, positions: Positions, cosines: Scores, depth: int) -> Compared:
        """What the scorer says."""
        self._call(getattr(self, "_without", frozenset()))
        return self._scorer.compared(query, positions, cosines, depth)

    def occurs(self, term: int, within: range) -> bool:
        """What the scorer says."""
        self._call()
        return self._scorer.occurs(term, within)


class TwoShards(ScoredCollection):
    """A collection of which the second shard has the articles a and b."""

    def articles_of_shard(self, shard: int) -> tuple[str, ...]:
        """Nothing else is there."""
        return ("a", "b") if shard == 1 else ()


def losing(collection: Collection, calls: int, *, none_left: bool = False) -> TwoShards:
    contents = collection.index.contents
    words = contents.terms.vocabulary, contents.lexical.frequency, contents.lexical.first, contents.abbreviations
    scorer = LosingScorer(scorer_of(contents), calls, none_left=none_left)
    ids = [article.id for article in collection.articles]
    listed = ids, collection.catalogue, SentenceCopies(collection.passages, contents.sentence_keys)
    return TwoShards(*listed, collection.passages, Lexicon(*words), scorer, collection.index.encoder, collection.settings)


@pytest.mark.parametrize("calls", [0, 1])
def test_a_shard_that_is_gone_is_told(harbour: Collection, calls: int) -> None:
    """Whether it goes before the first or the second step, what the others have is found, and what was not asked is named."""
    lost = losing(harbour, calls)
    query = lost.query("Who imported flour?")
    hits = lost.hits(query)
    assert hits.not_asked == ("a", "b")
    assert len(list(hits)) == len(harbour.passages) - 1


def test_nothing_is_missing_where_all_were_asked(harbour: Collection) -> None:
    """Of one machine's index nothing ever is."""
    assert harbour.hits(harbour.query("Who imported flour?")).not_asked == ()


def test_a_shard_that_goes_while_hits_are_taken(harbour: Collection) -> None:
    """Its articles are named once what stands behind the best is asked for and not there."""
    lost = losing(harbour, 2)
    lost.settings = replace(lost.settings, reranked=1)
    hits = lost.hits(lost.query("Who imported flour?"))
    before = hits.not_asked
    assert len(list(hits)) == 1
    assert (before, hits.not_asked) == ((), ("a", "b"))


def test_what_alone_is_asked_cannot_be_left_out(harbour: Collection) -> None:
    """An article whose shard is gone, or a collection of which nothing is left, is not asked, and that is said."""
    lost = losing(harbour, 0)
    query = lost.query("Who imported flour?")
    with pytest.raises(NotAskedError, match="The article 'harbour' cannot be asked now, for no machine that holds it answers."):
        lost.hits(query, "harbour")
    with pytest.raises(NotAskedError):
        lost.knows("flour", "harbour")
    assert lost.knows("flour")
    with pytest.raises(NotAskedError, match="None of the articles can be asked now"):
        losing(harbour, 0, none_left=True).hits(query)


def test_how_many_are_looked_at_together_makes_no_difference(harbour: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what stands behind the best, each has its own scores."""
    settings = replace(harbour.settings, reranked=2)
    query = harbour.query("Who imported flour to the harbour?")
    search = Search(scorer_of(harbour.index.contents), settings, query, None)
    together = list(RankedHits(search, harbour.passages, lambda _: ()))
    monkeypatch.setattr("index.searching.ranked_hits.AT_ONCE", 1)
    assert AT_ONCE > 1
    assert list(RankedHits(search, harbour.passages, lambda _: ())) == together


def test_what_is_compared_beyond_the_best_is_not_told(harbour: Collection) -> None:
    """A shard compares its own best; only those that are among the best of all keep what was found."""
    scorer, query = scorer_of(harbour.index.contents), harbour.query("Who imported flour?")
    found = scorer.candidates(query, 200)
    everything = scorer.compared(query, found.positions, found.semantic, len(found.positions))
    two = scorer.compared(query, found.positions, found.semantic, 2)
    scores, matches = rescored(everything, Settings(late_passages=2))
    wanted, wanted_matches = rescored(two, Settings(late_passages=2))
    assert np.array_equal(scores, wanted)
    assert np.array_equal(matches.max_sims, wanted_matches.max_sims, equal_nan=True)
