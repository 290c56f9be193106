"""Fits the confidence model: `python -m tests.benchmarks.fit_confidence`.

CLAPNQ is the one outside set with questions on the topic that the text does not answer. The model is fitted on the
questions about half of its articles; the threshold is where nine in ten of its answerable questions are still answered.
The areas under the ROC curve are printed for the other half and for the gold questions of `seeds/`, which are not fitted on.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from hashlib import sha256

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve

from index.collection import Collection
from qa.answering import Answerer
from qa.confidence import Features, features
from qa.evaluation import evidence_sentences, holds_one
from qa.evidence import answering_sentence
from qa.gold import read_gold
from qa.records import GoldQuestion
from tests.benchmarks.data import REPOSITORY, outside_set

KEPT = 0.9  # of the answerable questions fitted on, the share that must be answered


@dataclass(frozen=True, slots=True)
class Example:
    """The features of a question's first citation, whether its quotation answers, and whether the article does."""

    question: GoldQuestion
    features: Features
    right: bool

    @property
    def in_training(self) -> bool:
        """Whether the question's article is in the half that is fitted on."""
        return sha256((self.question.article or "").encode()).digest()[0] % 2 == 0


def examples(collection: Collection, questions: tuple[GoldQuestion, ...]) -> list[Example]:
    answerer = Answerer(collection)
    return [_example(answerer, question) for question in questions]


def _example(answerer: Answerer, question: GoldQuestion) -> Example:
    collection = answerer.collection
    query = collection.query(question.question)
    hit = collection.search(query, 1, question.article)[0]
    found, best = features(hit), answering_sentence(hit.sentences)
    sentences = evidence_sentences(collection.article(hit.passage.article_id), question)
    return Example(question, found, holds_one(best.span, sentences))


def main() -> None:
    clapnq = outside_set("clapnq")
    found = examples(clapnq.collection, clapnq.questions)
    training = [example for example in found if example.in_training]
    model = LogisticRegression().fit(_matrix(training), [example.right for example in training])
    answerable = [example.question.answerable for example in training]
    _, kept, thresholds = roc_curve(answerable, model.predict_proba(_matrix(training))[:, 1])
    print("INTERCEPT =", round(float(model.intercept_[0]), 2))
    print("WEIGHTS =", tuple(round(float(weight), 2) for weight in model.coef_[0]))
    print("THRESHOLD =", round(float(thresholds[np.argmax(kept >= KEPT)]), 2))
    _areas("CLAPNQ, fitted on", model, training)
    _areas("CLAPNQ, held out", model, [example for example in found if not example.in_training])
    seed = Collection.build([REPOSITORY / "seeds"])
    _areas("seeds/gold.jsonl", model, examples(seed, read_gold(REPOSITORY / "seeds" / "gold.jsonl", seed)))


def _areas(name: str, model: LogisticRegression, found: list[Example]) -> None:
    probabilities = model.predict_proba(_matrix(found))[:, 1]
    right = roc_auc_score([example.right for example in found], probabilities)
    answerable = roc_auc_score([example.question.answerable for example in found], probabilities)
    print(f"{name:<20} n = {len(found):4}   ROC area: first quotation right {right:.3f}, answerable {answerable:.3f}")


def _matrix(found: list[Example]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([astuple(example.features) for example in found])


if __name__ == "__main__":
    main()
