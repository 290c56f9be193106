"""The curves of confidence: what a threshold would do, how far a confidence can be believed, and refusal as a ROC curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluating import (
    BINS,
    Outcome,
    Values,
    bin_of,
    confidence_and_correctness,
    first_quotation_calibration,
    is_right,
    mean,
    risks,
)

THRESHOLDS = tuple(step / 20 for step in range(1, 20))


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The answers of about the same confidence: how many, how sure on average, and what share of them is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class ThresholdEffect:
    """What it would do to refuse whatever is less sure than `least`.

    `coverage` is the share of all questions that is answered, `risk` the share of these whose first quotation is wrong,
    `kept` the share of answerable questions that is answered, `refused` the share of the others that is refused.
    """

    least: float
    coverage: float
    risk: float
    kept: float
    refused: float


def reliability(outcomes: Sequence[Outcome]) -> tuple[ReliabilityBin, ...]:
    """Return the bins of the calibration error that hold any answer."""
    confidence, right = _columns([first_quotation_calibration(outcome) for outcome in outcomes])
    bins = bin_of(confidence)
    masks = [bins == at for at in range(BINS) if (bins == at).any()]
    return tuple(ReliabilityBin(int(mask.sum()), float(confidence[mask].mean()), float(right[mask].mean())) for mask in masks)


def risk_coverage(outcomes: Sequence[Outcome]) -> tuple[Values, Values]:
    """Return coverages and the share of wrong first quotations among the surest, both float64 (n,)."""
    confidence, right = _columns([confidence_and_correctness(outcome) for outcome in outcomes])
    return np.arange(1, len(right) + 1) / max(len(right), 1), risks(confidence, right)


def roc(outcomes: Sequence[Outcome]) -> tuple[Values, Values]:
    """Return, for each threshold, the share of unanswerable and of answerable questions that are answered."""
    confidence = np.array([outcome.confidence for outcome in outcomes])
    positive = np.array([outcome.question.answerable for outcome in outcomes], dtype=np.bool_)
    levels = np.concatenate([[np.inf], np.unique(confidence)[::-1]])
    answered = confidence[np.newaxis, :] >= levels[:, np.newaxis]
    return _share(answered[:, ~positive]), _share(answered[:, positive])


def thresholds(outcomes: Sequence[Outcome], least: Sequence[float] = THRESHOLDS) -> tuple[ThresholdEffect, ...]:
    """Return what each threshold would do."""
    return tuple(_threshold(outcomes, value) for value in least)


def _threshold(outcomes: Sequence[Outcome], least: float) -> ThresholdEffect:
    answered = [outcome for outcome in outcomes if outcome.confidence >= least]
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    others = [outcome for outcome in outcomes if not outcome.question.answerable]
    return ThresholdEffect(
        least,
        coverage=len(answered) / max(len(outcomes), 1),
        risk=mean(float(not is_right(outcome)) for outcome in answered),
        kept=mean(float(outcome.confidence >= least) for outcome in answerable),
        refused=mean(float(outcome.confidence < least) for outcome in others),
    )


def _share(marks: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Values:
    return np.asarray(marks.mean(axis=1) if marks.shape[1] else np.zeros(len(marks)))


def _columns(rows: Sequence[tuple[float, float]]) -> Values:
    return np.array(rows, dtype=np.float64).reshape(len(rows), 2).T
