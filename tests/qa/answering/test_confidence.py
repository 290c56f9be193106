"""confidence.py: how sure."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from qa.answering.confidence import COMPARED as COMPARED_MODEL
from qa.answering.confidence import JUDGED, JUDGED_NOT_COMPARED, LIKELIEST_NO, Features, by_chance, confidence, model
from qa.answering.confidence import NOT_COMPARED as NOT_COMPARED_MODEL

COMPARED, NOT_COMPARED = Features(0.5, 0.6, 0.7, 0.8, 0.4), Features(0.5, 0.6, 0.7, 0.8)
_NAME = {True: COMPARED_MODEL, False: NOT_COMPARED_MODEL}
NAMES = ["passage_coverage", "passage_cosine", "sentence_coverage", "sentence_cosine", "nearness"]


@pytest.mark.parametrize("features", [COMPARED, NOT_COMPARED])
def test_confidence_is_the_logistic_function(features: Features) -> None:
    """The probability is worked out again from the weights of the model that the features call for."""
    own, values = model(_NAME[features is COMPARED]), dict(zip(NAMES, (0.5, 0.6, 0.7, 0.8, 0.4), strict=True))
    logit = own.intercept + sum(weight * values[name] for name, weight in own.weights.items())
    assert confidence(features) == pytest.approx(1 / (1 + math.exp(-logit)))


def test_near_tokens_do_not_save_what_words_and_vectors_refuse() -> None:
    """Two or three words may come near to anything; where nothing else speaks for the passage, the tokens are not heard."""
    features = Features(0.0, 0.28, 0.0, 0.30, 0.50)  # “borscht recipe”
    assert confidence(features) == confidence(replace(features, nearness=None)) < model(NOT_COMPARED_MODEL).threshold
    assert model(COMPARED_MODEL).probability(features) > model(COMPARED_MODEL).threshold


@pytest.mark.parametrize(
    ("compared", "name"), [(compared, name) for compared in (True, False) for name in model(_NAME[compared]).weights]
)
def test_more_of_anything_makes_surer(compared: bool, name: str) -> None:
    """Each feature speaks for an answer, never against."""
    features = Features(0.5, 0.5, 0.5, 0.5, 0.5 if compared else None)
    assert confidence(replace(features, **{name: 0.9})) > confidence(features)


@pytest.mark.parametrize("compared", [True, False])
def test_nothing_in_common_is_no_answer(compared: bool) -> None:
    """A passage that shares neither words nor meaning with the question stays below the threshold."""
    assert confidence(Features(0.0, 0.0, 0.0, 0.0, 0.0 if compared else None)) < model(_NAME[compared]).threshold


def test_the_judge_decides_where_it_read() -> None:
    """What it holds for an answer is likelier than what it does not, and its own model is asked."""
    near, answers = (replace(NOT_COMPARED, judged_stretch=logit, judged_sentence=logit) for logit in (-8.0, 8.0))
    assert confidence(near) < model(JUDGED_NOT_COMPARED).threshold < confidence(answers)
    assert confidence(answers) == model(JUDGED_NOT_COMPARED).probability(answers)
    compared = replace(answers, nearness=0.4)
    assert confidence(compared) == model(JUDGED).probability(compared)


def test_what_seems_no_likelier_than_chance_is_no_answer() -> None:
    """The best of many passages: neither the judge nor the tokens save it, and the nearer to chance the likelier it is called."""
    judged = replace(NOT_COMPARED, judged_stretch=8.0, judged_sentence=8.0)
    for features in (NOT_COMPARED, COMPARED, judged, replace(judged, nearness=0.9)):
        by_vectors = model(NOT_COMPARED_MODEL).probability(features)
        assert confidence(features, by_vectors) == confidence(features)
        found = [confidence(features, chance) for chance in (by_vectors + 0.01, by_vectors + 0.1)]
        assert LIKELIEST_NO > found[0] > found[1] > 0
    assert all(model(name).threshold > LIKELIEST_NO for name in (JUDGED, JUDGED_NOT_COMPARED, COMPARED_MODEL, NOT_COMPARED_MODEL))


def test_chance_grows_with_what_is_searched() -> None:
    """With passages and with articles; nothing at all is no error."""
    assert by_chance(100, 1) < by_chance(1000, 1) < by_chance(1000, 10)
    assert 0 < by_chance(0, 0) == by_chance(1, 1)
