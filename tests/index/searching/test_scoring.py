"""scoring.py: the numbers of a search, and that they do not depend on what else is in the index."""

from __future__ import annotations

import numpy as np

from index.collection import Collection, scorer_of
from index.searching.scoring import Candidates, ShardsGoneError


def candidates(lexical: list[float], products: list[float]) -> Candidates:
    scores = [np.array(values, dtype=np.float32) for values in (lexical, products)]
    return Candidates(np.arange(len(lexical)), scores[0], scores[1], scores[1])


def test_the_best_of_each_search_are_fused() -> None:
    """The best by words and the nearest by meaning, each once, in rising order; of equals the first."""
    found = candidates([0, 3, 3, 3, 0, 1], [0.1, -np.inf, 0.9, 0.5, 0.9, 0.9])
    assert found.to_be_fused(2).positions.tolist() == [1, 2, 4]
    assert found.to_be_fused(1).positions.tolist() == [1, 2]


def test_no_word_of_the_question_is_no_candidate_by_words() -> None:
    """What shares no word with the question is a candidate by meaning alone."""
    assert candidates([0, 0, 0], [-np.inf, 0.1, -np.inf]).to_be_fused(3).positions.tolist() == [1]


def test_each_passage_is_scored_for_itself(harbour: Collection) -> None:
    """Asked for some passages, the scorer says of each to the bit what it says when it is asked for all."""
    scorer, query = scorer_of(harbour.index.contents), harbour.query("Who imported flour to the frozen harbour?")
    everything = np.arange(len(harbour.passages))
    whole = scorer.scored(query, everything)
    compared = scorer.compared(query, everything, whole.semantic, len(everything))
    for at in everything:
        one = scorer.scored(query, everything[at : at + 1])
        assert (one.lexical[0], one.semantic[0]) == (whole.lexical[at], whole.semantic[at])
        alone = scorer.compared(query, everything[at : at + 1], one.semantic, 1)
        assert alone.whole[0] == compared.whole[at]
        width = alone.matches.max_sims.shape[1]
        assert np.array_equal(alone.matches.max_sims[0], compared.matches.max_sims[at, :width], equal_nan=True)
        assert alone.matches.passage_coverage[0] == compared.matches.passage_coverage[at]


def test_as_many_are_compared_as_are_wanted(harbour: Collection) -> None:
    """Token by token only the best are compared, and none where none is wanted."""
    scorer, query = scorer_of(harbour.index.contents), harbour.query("Who imported flour?")
    found = scorer.candidates(query, 200)
    for depth in (0, 1, 2):
        compared = scorer.compared(query, found.positions, found.semantic, depth)
        assert int(np.isfinite(compared.whole).sum()) == depth


def test_a_term_occurs_in_a_range(harbour: Collection) -> None:
    """In the passages of the range, and in no other."""
    scorer, vocabulary = scorer_of(harbour.index.contents), harbour.index.contents.terms.vocabulary
    flour = vocabulary.index("flour")
    having = [at for at, passage in enumerate(harbour.passages) if "flour" in passage.text]
    assert [scorer.occurs(flour, range(at, at + 1)) for at in range(len(harbour.passages))] == [
        at in having for at in range(len(harbour.passages))
    ]


def test_shards_that_are_gone_are_named() -> None:
    """People count from 1."""
    assert str(ShardsGoneError(frozenset({2, 0}))) == "Of the index, the shards 1, 3 cannot be asked now."
