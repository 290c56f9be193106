"""measures.py: what each question contributes, worked out by hand."""

from __future__ import annotations

import math

import pytest

from qa.evaluating.intervals import score
from qa.evaluating.measures import (
    MEASURES,
    complete_rank,
    evidence_ranks,
    gains,
    in_passage,
    in_quotation,
    notes_given,
    notes_wanted,
    quote_characters,
)
from qa.evaluating.run_records import Outcome
from tests.outcomes import evidence, outcome, question


def value(name: str, *outcomes: Outcome) -> float:
    (measure,) = [measure for measure in MEASURES if measure.name == name]
    return score(outcomes, measure, 0).value


def test_ranks_are_those_of_the_first_citation_that_has_the_evidence() -> None:
    """A passage reaches further than its quotation: places 3 and 6 are held at ranks 1 and 2, quoted at none and 2."""
    got = outcome(question("q", *evidence(3, 6, 9)), 2, 6)
    assert evidence_ranks(got, in_passage) == (1, 2, None)
    assert evidence_ranks(got, in_quotation) == (None, 2, None)


def test_needs_decide_when_an_answer_is_full() -> None:
    """Any piece is enough, or all are needed, or one for each label."""
    places = evidence(1, 4, 7, labels=("1", "2", "2"))
    assert complete_rank(outcome(question("q", *places), 9, 4), in_passage) == 2
    assert complete_rank(outcome(question("q", *places, needs="all"), 1, 4), in_passage) is None
    assert complete_rank(outcome(question("q", *places, needs="all"), 1, 4, 7), in_passage) == 3
    assert complete_rank(outcome(question("q", *places, needs="labels"), 1, 4), in_passage) == 2
    assert complete_rank(outcome(question("q", *places, needs="labels"), 4, 7), in_passage) is None


def test_recall_is_over_all_pieces_of_evidence() -> None:
    """Two of three pieces are among the first five, though any of them would have answered."""
    assert value("passage recall@5", outcome(question("q", *evidence(1, 4, 7)), 1, 9, 4)) == pytest.approx(2 / 3)


def test_gain_is_for_what_is_new() -> None:
    """A second citation of the same evidence is worth nothing; what was not found counts among what is right."""
    got = outcome(question("q", *evidence(3, 9)), 3, 2)
    assert gains(got, in_passage) == ([1.0, 0.0], [1.0, 1.0])
    assert value("passage nDCG@10", got) == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_quote_is_compared_with_the_evidence_that_it_meets() -> None:
    """Of two places that answer, the one that is quoted counts; where both are needed, two quotations are compared with both."""
    either = outcome(question("q", *evidence(3, 6)), 6, 3)
    assert quote_characters(either) == (10, 10, 10)
    both = outcome(question("q", *evidence(3, 6), needs="all"), 6, 9)
    assert quote_characters(both) == (10, 20, 20)
    assert value("quote precision", either, both) == pytest.approx((1 + 1 / 2) / 2)


def test_notes_are_those_of_the_evidence_that_is_met() -> None:
    """The first quotation's labels are compared with those of the evidence in it, or of all of it where it has none."""
    asked = question("q", *evidence(3, 6, labels=("1", "2")))
    assert notes_wanted(outcome(asked, 6)) == {"2"}
    assert notes_wanted(outcome(asked, 9)) == {"1", "2"}
    assert notes_given(outcome(asked, 6, 3, labels=("2", "1"))) == {"2"}
    several = question("q", *evidence(3, 6, labels=("1", "2")), needs="labels")
    assert notes_given(outcome(several, 6, 3, labels=("2", "1"))) == {"1", "2"}


def test_question_without_a_result_stays_in_every_mean() -> None:
    """One of two questions got nothing: each mean is half of what the other has."""
    good, nothing = outcome(question("a", *evidence(3)), 3), outcome(question("b", *evidence(5)), refused=True, confidence=0.0)
    for name in ("passage hit@1", "passage recall@10", "passage reciprocal rank", "quotation nDCG@10", "quote precision"):
        assert value(name, good, nothing) == 0.5
    assert value("answerable, not refused", good, nothing) == 0.5


def test_refusal_and_confidence() -> None:
    """Two of three refusals are right, both unanswerable questions are refused, and the answer is surer than they are."""
    outcomes = [
        outcome(question("a", *evidence(3)), 3, confidence=0.9),
        outcome(question("b", *evidence(3)), 5, confidence=0.3, refused=True),
        outcome(question("c"), 5, confidence=0.2, refused=True),
        outcome(question("d"), 5, confidence=0.4, refused=True),
    ]
    assert value("refusal precision", *outcomes) == pytest.approx(2 / 3)
    assert value("refusal recall", *outcomes) == 1.0
    assert value("refusal ROC area", *outcomes) == 3 / 4
    assert value("risk-coverage area", *outcomes) == pytest.approx((0 + 1 / 2 + 2 / 3 + 3 / 4) / 4)
    assert value("calibration error", *outcomes) == pytest.approx((0.1 + 0.3 + 0.2 + 0.4) / 4)


def test_nothing_to_measure() -> None:
    """Over no question every measure is 0, and says that it is over none."""
    for measure in MEASURES:
        found = score([], measure)
        assert (found.value, found.count, found.interval) == (0.0, 0, None)
