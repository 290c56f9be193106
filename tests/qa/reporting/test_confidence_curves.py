"""confidence_curves.py: what a threshold would do, and how far a confidence can be believed."""

from __future__ import annotations

import pytest

from qa.reporting.confidence_curves import ReliabilityBin, ThresholdEffect, reliability, risk_coverage, roc, thresholds
from tests.outcomes import FOUR


def test_curves() -> None:
    """Reliability, risk over coverage, the ROC curve and the thresholds, worked out by hand."""
    outcomes = FOUR.outcomes
    assert reliability(outcomes)[-1] == ReliabilityBin(1, 0.9, 1.0)
    coverage, risk = risk_coverage(outcomes)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0.0, 1 / 2, 2 / 3, 3 / 4])
    wrongly, rightly = roc(outcomes)
    assert (wrongly.tolist(), rightly.tolist()) == ([0, 0, 0, 1, 1], pytest.approx([0, 1 / 3, 2 / 3, 2 / 3, 1]))
    assert thresholds(outcomes, [0.75]) == (ThresholdEffect(0.75, coverage=0.5, risk=0.5, kept=2 / 3, refused=1.0),)
