"""How sure: the estimated probability that a citation answers the question, and the threshold below which it is a no."""

from __future__ import annotations

import math
from dataclasses import dataclass

from index.records import Hit
from qa.evidence import answering_sentence

# A logistic model over `Features`, fitted by tests/benchmarks/fit_confidence.py on questions about other texts.
INTERCEPT = -3.12
WEIGHTS = (0.79, 1.62, 0.32, 1.78)
# An answer needs at least this confidence.
THRESHOLD = 0.25


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


def features(hit: Hit) -> Features:
    """Return the features of a hit; a sentence's are those of the one in its passage that answers best."""
    best = answering_sentence(hit.sentences)
    return Features(hit.coverage, hit.semantic, best.coverage, best.cosine)


def confidence(features: Features) -> float:
    """Return the estimated probability, from 0 to 1, that the citation answers the question."""
    values = (features.passage_coverage, features.passage_cosine, features.sentence_coverage, features.sentence_cosine)
    logit = INTERCEPT + sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    return 1.0 / (1.0 + math.exp(-logit))
