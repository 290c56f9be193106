"""How sure: the estimated probability that a citation answers the question, and the threshold below which it is a no.

Two logistic models over `Features`: one where the question was compared token by token, one where it was not. Their weights,
thresholds and origin stand in `confidence.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from qa.answering.chosen_quotation import ChosenQuotation
from qa.answering.quoted_sentences import nearness

COMPARED, NOT_COMPARED = "compared", "not_compared"


@dataclass(frozen=True, slots=True)
class Features:
    """What tells an answer from a passage that merely came first. Shares and cosines, none relative to other passages.

    passage_coverage, sentence_coverage: share of the question's terms, weighted by rarity, that the text has.
    passage_cosine, sentence_cosine: closeness in meaning.
    nearness: how near the best sentence and a neighbour come token by token, None where that was not compared.
    """

    passage_coverage: float
    passage_cosine: float
    sentence_coverage: float
    sentence_cosine: float
    nearness: float | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: `weights` by the names of features; an answer needs at least `threshold`."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: Features) -> float:
        """Return the estimated probability, from 0 to 1."""
        products = (weight * getattr(features, name) for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-(self.intercept + sum(products))))


@cache
def model(compared: bool) -> Model:
    """Return the fitted model, of questions that were compared token by token or of others."""
    found: dict[str, Any] = json.loads(files("qa.answering").joinpath("confidence.json").read_text("utf-8"))
    own = found["models"][COMPARED if compared else NOT_COMPARED]
    return Model(float(own["intercept"]), own["weights"], float(own["threshold"]))


def features(chosen: ChosenQuotation) -> Features:
    """Return the features of what is quoted of a hit; a sentence's are those of the one that answers best."""
    hit, best = chosen.hit, chosen.best
    return Features(hit.coverage, hit.semantic, best.coverage, best.cosine, nearness(hit.sentences, best))


def confidence(features: Features) -> float:
    """Return the estimated probability, from 0 to 1, that the citation answers the question.

    Tokens come near by chance where a question has only two or three: what words and vectors alone refuse stays refused.
    """
    by_vectors = model(False).probability(features)
    if features.nearness is None or by_vectors < model(False).threshold:
        return by_vectors
    return model(True).probability(features)
