"""How sure: the estimated probability that a citation answers the question, and the threshold below which it is a no.

Logistic models over `Features`: where the judge read the quotation and where it did not, one each where the question was compared
token by token and one where it was not. Their weights, thresholds and origin stand in `confidence.json`.

The best of many passages comes near to any question. How near the best comes to one about something else grows with how many
passages there are, of how many articles: what words and vectors call no likelier than that is no answer.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from qa.answering.chosen_quotation import ChosenQuotation
from qa.answering.quoted_sentences import nearness

JUDGED, JUDGED_NOT_COMPARED = "judged", "judged_not_compared"
COMPARED, NOT_COMPARED = "compared", "not_compared"
SEARCH_IN_JUDGE = 0.6  # what the search's log-odds weigh beside the judge's: learned with it
FAR = 0.6  # of the threshold without a judge: below it words and vectors refuse, however little is searched
LIKELIEST_NO = 0.15  # what is likeliest below that level: less than any threshold
JUDGE_IN_RANK = 0.5  # what the judge weighs beside the search's score; see training/README.md


@dataclass(frozen=True, slots=True)
class Features:
    """What tells an answer from a passage that merely came first. Shares and cosines, none relative to other passages.

    passage_coverage, sentence_coverage: share of the question's terms, weighted by rarity, that the text has.
    passage_cosine, sentence_cosine: closeness in meaning.
    nearness: how near the best sentence and a neighbour come token by token, None where that was not compared.
    judged_stretch, judged_sentence: the judge's logits, None where no judge read it.
    """

    passage_coverage: float
    passage_cosine: float
    sentence_coverage: float
    sentence_cosine: float
    nearness: float | None = None
    judged_stretch: float | None = None
    judged_sentence: float | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: `weights` by the names of features; an answer needs at least `threshold`."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float

    def logit(self, features: Features) -> float:
        """Return the estimated log-odds."""
        return self.intercept + sum(weight * float(getattr(features, name)) for name, weight in self.weights.items())

    def probability(self, features: Features) -> float:
        """Return the estimated probability, from 0 to 1."""
        return _logistic(self.logit(features))


def _logistic(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-logit))


@cache
def model(name: str) -> Model:
    """Return a fitted model: `JUDGED`, `JUDGED_NOT_COMPARED`, `COMPARED` or `NOT_COMPARED`."""
    own = _fitted()["models"][name]
    return Model(float(own["intercept"]), own["weights"], float(own["threshold"]))


@cache
def _fitted() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("qa.answering").joinpath("confidence.json").read_text("utf-8"))
    return found


def by_chance(passages: int, articles: int) -> float:
    """Return how likely words and vectors may call the first of so many passages, of so many articles, by chance.

    Of nine in ten questions about something else the passage that the judge puts first is no likelier, or the judge refuses it.
    """
    found, sizes = _fitted()["by_chance"], (max(passages, 1), max(articles, 1))
    slopes = (found["per_tenfold_passages"], found["per_tenfold_articles"])
    level = float(found["intercept"] + sum(slope * math.log10(size) for slope, size in zip(slopes, sizes, strict=True)))
    return max(level, FAR * model(NOT_COMPARED).threshold)


def features(chosen: ChosenQuotation) -> Features:
    """Return the features of what is quoted of a hit; a sentence's are those of the one that answers best."""
    hit, best, judged = chosen.hit, chosen.best, chosen.judgement
    found = Features(hit.coverage, hit.semantic, best.coverage, best.cosine, nearness(hit.sentences, best))
    return found if judged is None else replace(found, judged_stretch=judged.stretch, judged_sentence=judged.sentence)


def judged_rank(chosen: ChosenQuotation) -> float:
    """Return what quotations that the judge read are ordered by: the search's score, and what the judge makes of it.

    The judge was trained on top of what the search knows, so that is added to its logit.
    """
    if chosen.judgement is None:
        return chosen.hit.score
    known = features(chosen)
    by_search = model(NOT_COMPARED if known.nearness is None else COMPARED).logit(known)
    return chosen.hit.score + JUDGE_IN_RANK * _logistic(chosen.judgement.stretch + SEARCH_IN_JUDGE * by_search)


def confidence(features: Features, chance: float = 0.0) -> float:
    """Return the estimated probability, from 0 to 1, that the citation answers the question; `chance` is what `by_chance` says.

    Tokens come near by chance where a question has only two or three: what words and vectors alone refuse stays refused, where no
    judge read it. The judge was never trained on questions about something else: what they call no likelier than chance, neither
    it nor the tokens save.
    """
    by_vectors = model(NOT_COMPARED).probability(features)
    found = _confidence(features, by_vectors)
    return found if by_vectors >= chance else min(found, by_vectors * LIKELIEST_NO / chance)


def _confidence(features: Features, by_vectors: float) -> float:
    if features.judged_stretch is not None:
        return model(JUDGED_NOT_COMPARED if features.nearness is None else JUDGED).probability(features)
    if features.nearness is None or by_vectors < model(NOT_COMPARED).threshold:
        return by_vectors
    return model(COMPARED).probability(features)
