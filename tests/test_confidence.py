"""qa/confidence.py: how sure."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from qa.confidence import Features, confidence, model


def test_confidence_is_the_logistic_function() -> None:
    """The probability is worked out again from the weights."""
    intercept, weights = model().intercept, model().weights
    logit = intercept + weights[0] * 0.1 + weights[1] * 0.2 + weights[2] * 0.3 + weights[3] * 0.4
    assert confidence(Features(0.1, 0.2, 0.3, 0.4)) == pytest.approx(1 / (1 + math.exp(-logit)))


@pytest.mark.parametrize("name", ["passage_coverage", "passage_cosine", "sentence_coverage", "sentence_cosine"])
def test_more_of_anything_makes_surer(name: str) -> None:
    """Each feature speaks for an answer, never against."""
    features = Features(0.5, 0.5, 0.5, 0.5)
    assert confidence(replace(features, **{name: 0.9})) > confidence(features)
