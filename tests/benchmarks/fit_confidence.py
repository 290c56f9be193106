"""Fits the confidence model: `python -m tests.benchmarks.fit_confidence`; `--write` puts it in use.

A logistic model of whether the first quotation answers. It is fitted on half of CLAPNQ's articles, half of COVID-QA's, and the
questions of `seeds/gold.jsonl` whose split is dev, each set weighing the same; printed is what it does on the other halves. The
threshold is the highest at which, on what is fitted on, nine in ten of the answerable questions of every set are still answered:
what is off the topic lies below it; what is on the topic, but not answered, no threshold tells from what is.
Questions that ask for notes by their numbers are answered by the markers, and are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.analysis import terms
from index.collection import Collection
from qa.answering import Answerer
from qa.confidence import Features, features
from qa.evaluation import evidence_sentences, holds_one
from qa.gold import read_gold
from qa.metrics import calibration_error
from qa.note_questions import note_question, sought
from qa.records import GoldQuestion
from tests.benchmarks.data import REPOSITORY, outside_set

KEPT = 0.9  # of the answerable questions fitted on, the share that must be answered
FILE = REPOSITORY / "qa" / "confidence.json"

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
    return Example(question, features(hit), holds_one(quote, sentences), _fitted_on(question))


def _fitted_on(question: GoldQuestion) -> bool:
    """Whether a question is of the half that is fitted on: by its split, or by its article."""
    return question.split == "dev" if question.split else sha256((question.article or "").encode()).digest()[0] % 2 == 0


def main() -> None:
    sets = {name: examples(found.collection, found.questions) for name in ("clapnq", "covidqa") for found in [outside_set(name)]}
    seed = Collection.build([REPOSITORY / "seeds" / "americas-withdrawal-from-siberia.txt"])
    sets["seeds"] = examples(seed, read_gold(REPOSITORY / "seeds" / "gold.jsonl", seed))
    fitted = {name: [example for example in found if example.fitted_on] for name, found in sets.items()}
    training = [example for found in fitted.values() for example in found]
    weights = [1.0 / len(found) for found in fitted.values() for _ in found]
    model = LogisticRegression(C=1e3).fit(_matrix(training), _rights(training), np.array(weights) * len(training) / len(sets))
    threshold = min(_kept(model, found) for found in fitted.values())
    found = {
        "made_by": "python -m tests.benchmarks.fit_confidence --write",
        "predicts": "that the quotation answers the question",
        "fitted_on": {name: len(examples) for name, examples in fitted.items()},
        "intercept": round(float(model.intercept_[0]), 2),
        "weights": {each.name: round(float(weight), 2) for each, weight in zip(fields(Features), model.coef_[0], strict=True)},
        "threshold": round(threshold, 2),
    }
    print(json.dumps(found, indent=2))
    for name, examples_found in sets.items():
        for half, wanted in (("fitted on", True), ("held out", False)):
            _show(f"{name}, {half}", model, [each for each in examples_found if each.fitted_on is wanted], threshold)
    if "--write" in sys.argv[1:]:
        FILE.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def _kept(model: LogisticRegression, found: Sequence[Example]) -> float:
    """Return the probability that KEPT of the answerable questions reach."""
    answerable = [example for example in found if example.question.answerable]
    return float(np.quantile(model.predict_proba(_matrix(answerable))[:, 1], 1 - KEPT))


def _show(name: str, model: LogisticRegression, found: Sequence[Example], threshold: float) -> None:
    """Print the areas under the ROC curve, the calibration error, and what is answered at the threshold."""
    sure = model.predict_proba(_matrix(found))[:, 1]
    right, answerable = _rights(found), [example.question.answerable for example in found]
    told = f"{roc_auc_score(answerable, sure):.3f}" if len(set(answerable)) == 2 else "–"
    kept = np.mean([probability >= threshold for probability, is_so in zip(sure, answerable, strict=True) if is_so])
    refused = [probability < threshold for probability, is_so in zip(sure, answerable, strict=True) if not is_so]
    error = float(calibration_error(sure, np.array(right, dtype=np.float64)))
    print(
        f"{name:<20} n = {len(found):4}   ROC area: right {roc_auc_score(right, sure):.3f}, answerable {told:>5}   "
        f"calibration error {error:.3f}   answered {kept:.2f}, refused {np.mean(refused) if refused else float('nan'):.2f}"
    )


def _matrix(found: Sequence[Example]) -> Matrix:
    return np.array([astuple(example.features) for example in found], dtype=np.float64)


def _rights(found: Sequence[Example]) -> list[bool]:
    return [example.right for example in found]


if __name__ == "__main__":
    main()
