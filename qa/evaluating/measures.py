"""The measures of an evaluation, by name: each makes columns of numbers of the outcomes, and one figure of the columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from qa.evaluating import measure_formulas as formulas
from qa.evaluating.measure_formulas import Rank, Values
from qa.evaluating.run_records import JudgedCitation, Outcome
from qa.records import Evidence

DEPTH = 10  # of nDCG

Level = Callable[[JudgedCitation], tuple[int, ...]]
Statistic = Callable[..., Values]
Columns = tuple[Values, ...]


def in_passage(found: JudgedCitation) -> tuple[int, ...]:
    """Return the pieces of evidence that a citation's passage holds."""
    return found.held


def in_quotation(found: JudgedCitation) -> tuple[int, ...]:
    """Return those that its quotation holds."""
    return found.quoted


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: over which outcomes it is taken, what each contributes (a number for each column), and its statistic.

    `lower_is_better` is set where less is better.
    """

    name: str
    over: Callable[[Outcome], bool]
    of_one: Callable[[Outcome], tuple[float, ...]]
    statistic: Statistic
    lower_is_better: bool = False

    def columns(self, outcomes: Sequence[Outcome]) -> Columns:
        """Return the columns, each float64 (n,)."""
        rows = [self.of_one(outcome) for outcome in outcomes if self.over(outcome)]
        return tuple(np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))


def every_outcome(_: Outcome) -> bool:
    """Whether an outcome counts, where every one does."""
    return True


def answerable(outcome: Outcome) -> bool:
    """Whether the question has evidence."""
    return outcome.question.answerable


def unanswerable(outcome: Outcome) -> bool:
    """Whether the question has none."""
    return not outcome.question.answerable


def refused(outcome: Outcome) -> bool:
    """Whether the question was refused."""
    return outcome.refused


def with_notes(outcome: Outcome) -> bool:
    """Whether notes were given or wanted."""
    given, wanted = notes_given(outcome), notes_wanted(outcome)
    return answerable(outcome) and bool(given or wanted)


def evidence_ranks(outcome: Outcome, level: Level) -> tuple[Rank, ...]:
    """Return, for each piece of evidence, the rank of the first citation that holds it, None where none does."""
    return tuple(
        next((rank for rank, found in enumerate(outcome.found, start=1) if at in level(found)), None)
        for at in range(len(outcome.question.evidence))
    )


def complete_rank(outcome: Outcome, level: Level) -> Rank:
    """Return the rank at which the last part of a full answer was found, None where one was not."""
    ranks = evidence_ranks(outcome, level)
    lasts = [min((rank for at in part if (rank := ranks[at]) is not None), default=None) for part in outcome.question.parts]
    known = [rank for rank in lasts if rank is not None]
    return max(known) if known and len(known) == len(lasts) else None


def gains(outcome: Outcome, level: Level) -> tuple[list[float], list[float]]:
    """Return what each citation is worth, and what all that is right is worth.

    A citation is worth the highest grade of the evidence that it has and no better one has. What is right is each such
    citation, and each piece of evidence that none has: passages are cut differently by each system, and so is no passage
    right for all of them.
    """
    known: set[int] = set()
    worth: list[float] = []
    for found in outcome.found:
        new = set(level(found)) - known
        worth.append(max((float(outcome.question.evidence[at].grade) for at in new), default=0.0))
        known |= new
    missed = [float(evidence.grade) for at, evidence in enumerate(outcome.question.evidence) if at not in known]
    return worth, [*(gain for gain in worth if gain), *missed]


def is_right(outcome: Outcome) -> bool:
    """Whether the first citation's quotation holds evidence."""
    return bool(outcome.found and outcome.found[0].quoted)


def met(outcome: Outcome) -> tuple[Evidence, ...]:
    """Return, for each part of a full answer, the piece of evidence with which the first quotations share most."""
    evidence, first = outcome.question.evidence, _first(outcome)

    def shared(at: int) -> int:
        return sum(_shared(evidence[at], outcome, found) for found in first)

    return tuple(evidence[max(part, key=shared)] for part in outcome.question.parts)


def quote_characters(outcome: Outcome) -> tuple[float, float, float]:
    """Return how many characters the first quotations share with the evidence that they meet, and how many either has."""
    wanted, first = met(outcome), _first(outcome)
    both = sum(_shared(evidence, outcome, found) for evidence in wanted for found in first)
    return both, sum(found.quote.length for found in first), sum(evidence.span.length for evidence in wanted)


def notes_given(outcome: Outcome) -> frozenset[str]:
    """Return the labels in or behind the first quotations."""
    return frozenset(label for found in _first(outcome) for label in found.notes)


def notes_wanted(outcome: Outcome) -> frozenset[str]:
    """Return the labels in or behind the evidence that they meet, or behind all of it where they meet none."""
    touched = [at for found in _first(outcome) for at in found.quoted]
    several = outcome.question.needs != "any"
    wanted = met(outcome) if several or touched else outcome.question.evidence
    return frozenset(label for evidence in wanted for label in evidence.notes)


def _first(outcome: Outcome) -> tuple[JudgedCitation, ...]:
    """Return as many citations, from the first, as a full answer has parts."""
    return outcome.found[: len(outcome.question.parts)]


def _shared(evidence: Evidence, outcome: Outcome, found: JudgedCitation) -> int:
    if (evidence.article or outcome.question.article) != found.article:
        return 0
    return max(min(evidence.span.end, found.quote.end) - max(evidence.span.start, found.quote.start), 0)


def _mean(name: str, value: Callable[[Outcome], float], over: Callable[[Outcome], bool] = answerable) -> Measure:
    return Measure(name, over, lambda outcome: (value(outcome), 1.0), formulas.ratio)


def _level(prefix: str, level: Level) -> tuple[Measure, ...]:
    return (
        *(_mean(f"{prefix} hit@{k}", partial(_hit, k=k, level=level)) for k in (1, 3, 5)),
        _mean(f"{prefix} complete@5", lambda outcome: formulas.hit_at([complete_rank(outcome, level)], 5)),
        *(_mean(f"{prefix} recall@{k}", partial(_recall, k=k, level=level)) for k in (5, DEPTH)),
        _mean(f"{prefix} reciprocal rank", lambda outcome: formulas.reciprocal_rank(evidence_ranks(outcome, level))),
        _mean(f"{prefix} nDCG@{DEPTH}", lambda outcome: formulas.ndcg_at(*gains(outcome, level), DEPTH)),
    )


def _hit(outcome: Outcome, k: int, level: Level) -> float:
    return formulas.hit_at(evidence_ranks(outcome, level), k)


def _recall(outcome: Outcome, k: int, level: Level) -> float:
    return formulas.recall_at(evidence_ranks(outcome, level), k)


def _quote_precision(outcome: Outcome) -> float:
    both, given, _ = quote_characters(outcome)
    return both / given if given else 0.0


def _quote_recall(outcome: Outcome) -> float:
    both, _, wanted = quote_characters(outcome)
    return both / wanted if wanted else 0.0


def _labels(outcome: Outcome) -> tuple[float, float, float]:
    given, wanted = notes_given(outcome), notes_wanted(outcome)
    return float(len(given & wanted)), float(len(given)), float(len(wanted))


def _confidence_and_answerability(outcome: Outcome) -> tuple[float, float]:
    return outcome.confidence, float(outcome.question.answerable)


def confidence_and_correctness(outcome: Outcome) -> tuple[float, float]:
    """Return how sure the answer is, and whether its first quotation is right."""
    return outcome.confidence, float(is_right(outcome))


def first_quotation_calibration(outcome: Outcome) -> tuple[float, float]:
    """Return how likely the first quotation is said to answer, and whether it does."""
    return outcome.found[0].confidence if outcome.found else 0.0, float(is_right(outcome))


def _milliseconds(outcome: Outcome) -> tuple[float]:
    return (outcome.milliseconds,)


RANKING = (*_level("passage", in_passage), *_level("quotation", in_quotation))
QUOTING = (_mean("quote precision", _quote_precision), _mean("quote recall", _quote_recall))
NOTES = (
    Measure("note precision", with_notes, lambda outcome: _labels(outcome)[:2], formulas.ratio),
    Measure("note recall", with_notes, lambda outcome: _labels(outcome)[::2], formulas.ratio),
    Measure("note F1", with_notes, _labels, formulas.f1),
)
REFUSAL = (
    _mean("refusal precision", lambda outcome: float(unanswerable(outcome)), refused),
    _mean("refusal recall", lambda outcome: float(outcome.refused), unanswerable),
    _mean("answerable, not refused", lambda outcome: float(not outcome.refused)),
    Measure("refusal ROC area", every_outcome, _confidence_and_answerability, formulas.roc_area),
    Measure("risk-coverage area", every_outcome, confidence_and_correctness, formulas.risk_coverage_area, lower_is_better=True),
    Measure("calibration error", every_outcome, first_quotation_calibration, formulas.calibration_error, lower_is_better=True),
)
LATENCY = tuple(
    Measure(name, every_outcome, _milliseconds, partial(formulas.quantile, q=q), lower_is_better=True)
    for name, q in (("median ms", 0.5), ("p95 ms", 0.95), ("p99 ms", 0.99))
)
MEASURES = (*RANKING, *QUOTING, *NOTES, *REFUSAL, *LATENCY)
# What systems are compared by, chosen before any was.
DECIDING = tuple(
    measure
    for measure in MEASURES
    if measure.name
    in {
        "passage hit@1",
        "passage complete@5",
        "passage nDCG@10",
        "quotation hit@1",
        "quotation nDCG@10",
        "note F1",
        "refusal ROC area",
        "risk-coverage area",
    }
)
