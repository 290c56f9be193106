"""Fits the confidence model: `python -m tests.benchmarks.fit_confidence`; `--write` puts it in use.

Logistic models of whether the first quotation answers, one where tokens are compared and one where they are not. Each is fitted
on half of CLAPNQ's articles, half of COVID-QA's, and the questions of `seeds/gold.jsonl` whose split is dev, each set weighing
the same; printed is what it does on the other halves. The threshold is the highest at which, on what is fitted on, nine in ten of
the answerable questions of every set are still answered: what is off the topic lies below it; what is on the topic, but not
answered, no threshold tells from what is.
Questions that ask for notes by their numbers are answered by the markers, and are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.collection import Collection
from index.maintenance import build_collection, with_settings
from index.text.analysis import terms
from qa.answering.answerer import Answerer
from qa.answering.chosen_quotation import chosen_quotation
from qa.answering.confidence import COMPARED, NOT_COMPARED, Features, features
from qa.answering.note_questions import note_question, sought
from qa.evaluating.gold_questions import read_gold
from qa.evaluating.judging import evidence_sentences, holds_one
from qa.evaluating.measure_formulas import calibration_error
from qa.records import GoldQuestion
from tests.benchmarks.data import REPOSITORY, outside_set

KEPT = 0.9  # of the answerable questions fitted on, the share that must be answered
FILE = REPOSITORY / "qa" / "answering" / "confidence.json"

# Where tokens were compared, their nearness tells more than a sentence's words and vector, which add nothing that holds.
FEATURES = {
    COMPARED: ("passage_coverage", "passage_cosine", "nearness"),
    NOT_COMPARED: ("passage_coverage", "passage_cosine", "sentence_coverage", "sentence_cosine"),
}

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """The features of a question's first citation, whether its quotation answers, and whether it is fitted on."""

    question: GoldQuestion
    features: Features
    right: bool
    fitted_on: bool


def examples(collection: Collection, questions: Sequence[GoldQuestion]) -> list[Example]:
    """Return what each question gets, but for those that ask for notes by number, and those that name nothing."""
    answerer = Answerer(collection)
    asked = [question for question in questions if terms(question.question) and note_question(question.question) is None]
    return [_example(answerer, question) for question in asked]


def _example(answerer: Answerer, question: GoldQuestion) -> Example:
    collection, article_id = answerer.collection, question.article or ""
    hit = collection.search(collection.query(sought(question.question)), 1, article_id)[0]
    quote = answerer.rank(question.question, 1, article_id)[0].quote
    sentences = evidence_sentences(collection.article(article_id), question)
    return Example(question, features(chosen_quotation(hit, collection)), holds_one(quote, sentences), _fitted_on(question))


def _fitted_on(question: GoldQuestion) -> bool:
    """Whether a question is of the half that is fitted on: by its split, or by its article."""
    return question.split == "dev" if question.split else sha256((question.article or "").encode()).digest()[0] % 2 == 0


def main() -> None:
    found: dict[str, Any] = {
        "made_by": "python -m tests.benchmarks.fit_confidence --write",
        "predicts": "that the quotation answers the question",
        "models": {name: _fitted(name, interaction) for name, interaction in ((COMPARED, None), (NOT_COMPARED, 0.0))},
    }
    print(json.dumps(found, indent=2))
    if "--write" in sys.argv[1:]:
        kept = json.loads(FILE.read_text("utf-8"))
        FILE.write_text(json.dumps(kept | found | {"models": kept["models"] | found["models"]}, indent=2) + "\n", "utf-8")


def _fitted(name: str, interaction: float | None) -> dict[str, Any]:
    """Fit the model of that name, print how good it is, and return what is kept of it."""
    sets = dict(_sets(interaction))
    fitted = {name: [example for example in found if example.fitted_on] for name, found in sets.items()}
    training = [example for found in fitted.values() for example in found]
    weights = np.array([1.0 / len(found) for found in fitted.values() for _ in found]) * len(training) / len(sets)
    model = Fit(LogisticRegression(C=1e3), FEATURES[name]).fit(training, weights)
    threshold = min(_kept(model, found) for found in fitted.values())
    for of, examples_found in sets.items():
        for half, wanted in (("fitted on", True), ("held out", False)):
            _show(f"{name}, {of}, {half}", model, [each for each in examples_found if each.fitted_on is wanted], threshold)
    return {
        "fitted_on": {name: len(examples) for name, examples in fitted.items()},
        "intercept": round(float(model.logistic.intercept_[0]), 2),
        "weights": {name: round(float(weight), 2) for name, weight in zip(model.names, model.logistic.coef_[0], strict=True)},
        "threshold": round(threshold, 2),
    }


def _sets(interaction: float | None) -> Iterator[tuple[str, list[Example]]]:
    """Yield each set's examples by its name; with an `interaction`, of collections that have this one."""
    for name in ("clapnq", "covidqa"):
        outside = outside_set(name)
        yield name, examples(_with(outside.collection, interaction), outside.questions)
    seed = _with(build_collection([REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt"]), interaction)
    yield "seeds", examples(seed, read_gold(REPOSITORY / "seeds" / "gold.jsonl", seed))


def _with(collection: Collection, interaction: float | None) -> Collection:
    return (
        collection
        if interaction is None
        else with_settings(collection, replace(collection.settings, late_interaction=interaction))
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """A logistic model over the features `names`."""

    logistic: LogisticRegression
    names: tuple[str, ...]

    def fit(self, found: Sequence[Example], weights: NDArray[np.float64]) -> Fit:
        """Fit it to examples, and return it."""
        self.logistic.fit(self._matrix(found), _rights(found), weights)
        return self

    def probabilities(self, found: Sequence[Example]) -> NDArray[np.float64]:
        """Return the estimated probability of each example, float64 (n,)."""
        return np.asarray(self.logistic.predict_proba(self._matrix(found))[:, 1], dtype=np.float64)

    def _matrix(self, found: Sequence[Example]) -> Matrix:
        return np.array([[getattr(example.features, name) for name in self.names] for example in found], dtype=np.float64)


def _kept(model: Fit, found: Sequence[Example]) -> float:
    """Return the probability that KEPT of the answerable questions reach."""
    answerable = [example for example in found if example.question.answerable]
    return float(np.quantile(model.probabilities(answerable), 1 - KEPT))


def _show(name: str, model: Fit, found: Sequence[Example], threshold: float) -> None:
    """Print the areas under the ROC curve, the calibration error, and what is answered at the threshold."""
    sure = model.probabilities(found)
    right, answerable = _rights(found), [example.question.answerable for example in found]
    told = f"{roc_auc_score(answerable, sure):.3f}" if len(set(answerable)) == 2 else "–"
    kept = np.mean([probability >= threshold for probability, is_so in zip(sure, answerable, strict=True) if is_so])
    refused = [probability < threshold for probability, is_so in zip(sure, answerable, strict=True) if not is_so]
    error = float(calibration_error(sure, np.array(right, dtype=np.float64)))
    print(
        f"{name:<34} n = {len(found):4}   ROC area: right {roc_auc_score(right, sure):.3f}, answerable {told:>5}   "
        f"calibration error {error:.3f}   answered {kept:.2f}, refused {np.mean(refused) if refused else float('nan'):.2f}"
    )


def _rights(found: Sequence[Example]) -> list[bool]:
    return [example.right for example in found]


if __name__ == "__main__":
    main()
