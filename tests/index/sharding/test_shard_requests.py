"""shard_requests.py: each request is done by the scorer that it is given."""

from __future__ import annotations

import pickle

import numpy as np

from index.collection import Collection, scorer_of
from index.sharding.shard_requests import CandidatesWanted, ComparisonWanted, OccurrenceWanted, ScoresWanted


def test_requests_say_what_the_scorer_says(harbour: Collection) -> None:
    """Also when they have been sent to another process."""
    scorer, query = scorer_of(harbour.index.contents), harbour.query("Who imported flour?")
    found = scorer.candidates(query, 3)
    wanted = CandidatesWanted(query, 3), ScoresWanted(query, found.positions)
    compared = ComparisonWanted(query, found.positions, found.semantic, 2)
    for request, expected in zip(wanted, (found, scorer.scored(query, found.positions)), strict=True):
        sent = pickle.loads(pickle.dumps(request)).of(scorer)  # noqa: S301  # it was pickled here
        assert (sent.positions.tolist(), sent.lexical.tolist()) == (expected.positions.tolist(), expected.lexical.tolist())
    expected_whole = scorer.compared(query, found.positions, found.semantic, 2).whole
    assert np.array_equal(compared.of(scorer).whole, expected_whole, equal_nan=True)
    flour = harbour.index.contents.terms.vocabulary.index("flour")
    assert OccurrenceWanted(flour, range(len(harbour.passages))).of(scorer)
