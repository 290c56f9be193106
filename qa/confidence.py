"""How sure: the estimated probability that a citation answers the question, and the threshold below which it is a no.

A logistic model over `Features`. Weights, threshold and their origin stand in `confidence.json`.
"""

from __future__ import annotations

import json
import math
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from index.records import Hit
from qa.evidence import answering_sentence


@dataclass(frozen=True, slots=True)
class Features:
    """What tells an answer from a passage that merely came first. Shares and cosines, none relative to other passages.

    passage_coverage, sentence_coverage: share of the question's terms, weighted by rarity, that the text has.
    passage_cosine, sentence_cosine: closeness in meaning.
    """

    passage_coverage: float
    passage_cosine: float
    sentence_coverage: float
    sentence_cosine: float


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: `weights` in the order of the fields of `Features`; an answer needs at least `threshold`."""

    intercept: float
    weights: tuple[float, ...]
    threshold: float

    def probability(self, features: Features) -> float:
        """Return the estimated probability, from 0 to 1."""
        products = (weight * value for weight, value in zip(self.weights, astuple(features), strict=True))
        return 1.0 / (1.0 + math.exp(-(self.intercept + sum(products))))


@cache
def model() -> Model:
    """Return the fitted model."""
    found: dict[str, Any] = json.loads(files("qa").joinpath("confidence.json").read_text("utf-8"))
    weights = tuple(float(found["weights"][field.name]) for field in fields(Features))
    return Model(float(found["intercept"]), weights, float(found["threshold"]))


def features(hit: Hit) -> Features:
    """Return the features of a hit; a sentence's are those of the one in its passage that answers best."""
    best = answering_sentence(hit.sentences)
    return Features(hit.coverage, hit.semantic, best.coverage, best.cosine)


def confidence(features: Features) -> float:
    """Return the estimated probability, from 0 to 1, that the citation answers the question."""
    return model().probability(features)
