"""confidence.py: how sure."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from qa.answering.confidence import Features, confidence, model

COMPARED, NOT_COMPARED = Features(0.5, 0.6, 0.7, 0.8, 0.4), Features(0.5, 0.6, 0.7, 0.8)
NAMES = ["passage_coverage", "passage_cosine", "sentence_coverage", "sentence_cosine", "nearness"]


@pytest.mark.parametrize("features", [COMPARED, NOT_COMPARED])
def test_confidence_is_the_logistic_function(features: Features) -> None:
    """The probability is worked out again from the weights of the model that the features call for."""
    own, values = model(features is COMPARED), dict(zip(NAMES, (0.5, 0.6, 0.7, 0.8, 0.4), strict=True))
    logit = own.intercept + sum(weight * values[name] for name, weight in own.weights.items())
    assert confidence(features) == pytest.approx(1 / (1 + math.exp(-logit)))


def test_near_tokens_do_not_save_what_words_and_vectors_refuse() -> None:
    """Two or three words may come near to anything; where nothing else speaks for the passage, the tokens are not heard."""
    features = Features(0.0, 0.28, 0.0, 0.30, 0.50)  # “borscht recipe”
    assert confidence(features) == confidence(replace(features, nearness=None)) < model(False).threshold
    assert model(True).probability(features) > model(True).threshold


@pytest.mark.parametrize(
    ("compared", "name"), [(compared, name) for compared in (True, False) for name in model(compared).weights]
)
def test_more_of_anything_makes_surer(compared: bool, name: str) -> None:
    """Each feature speaks for an answer, never against."""
    features = Features(0.5, 0.5, 0.5, 0.5, 0.5 if compared else None)
    assert confidence(replace(features, **{name: 0.9})) > confidence(features)


@pytest.mark.parametrize("compared", [True, False])
def test_nothing_in_common_is_no_answer(compared: bool) -> None:
    """A passage that shares neither words nor meaning with the question stays below the threshold."""
    assert confidence(Features(0.0, 0.0, 0.0, 0.0, 0.0 if compared else None)) < model(compared).threshold
