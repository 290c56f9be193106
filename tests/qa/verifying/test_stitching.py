"""stitching.py: the places from which a quotation is stitched."""

from __future__ import annotations

from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.stitching import count_places, longest_runs, stitched_verdict
from qa.verifying.verdicts import VerdictKind
from tests.qa.verifying.conftest import place_of, words_of

STITCHED = "The harbour froze in January. Ships entered the harbour again."


def test_longest_runs_come_one_after_the_other(prepared: PreparedArticle) -> None:
    """Six words stand in the first paragraph, the four behind them in the last."""
    runs = longest_runs([(words_of(prepared, STITCHED), prepared)])
    assert [(run.asked, run.length) for run in runs] == [(0, 6), (6, 4)]
    assert count_places(runs) == 2


def test_fewer_than_four_words_are_no_run(prepared: PreparedArticle) -> None:
    """Three words in a row may stand anywhere."""
    assert longest_runs([(words_of(prepared, "The mayor imported zebras"), prepared)]) == []


def test_runs_near_each_other_are_one_place(prepared: PreparedArticle) -> None:
    """With two words dropped between them, two runs are still from one place."""
    runs = longest_runs([(words_of(prepared, "waited outside for the and the sailors played"), prepared)])
    assert [run.length for run in runs] == [4, 4]
    assert count_places(runs) == 1


def test_verdict_has_a_place_for_each_piece(prepared: PreparedArticle) -> None:
    """Each place has the words of the quotation that stand there."""
    verdict = stitched_verdict(STITCHED, longest_runs([(words_of(prepared, STITCHED), prepared)]))
    pieces = ["The harbour froze in January. Ships", "entered the harbour again"]
    assert (verdict.kind, verdict.occurrences, verdict.differences) == (VerdictKind.STITCHED, 2, ())
    assert [(place.quoted, place.span) for place in verdict.places] == [(piece, place_of(prepared, piece)) for piece in pieces]
