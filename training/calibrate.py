"""Fits what a judge's scores mean: `python -m training.calibrate [--judge NAME] [--write]`, on questions it was not trained on.

The model of confidence is logistic over the search's features and the judge's logits, fitted on the quotations that come first,
sets weighing as `WEIGHTS` says, and then shifted to the share that is right of those that people asked. Half of the articles of
COVID-QA and of CLAPNQ are fitted on, and what was held out of the written questions; printed is what it does on the other halves.
The threshold is where `KEPT` of the answerable questions of every set are still answered. Of a cross-encoder that is not ours,
scale and shift are fitted first, on the same stretches.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate, islice
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.collection import Collection
from index.errors import LoccitError
from index.judging import Judge, open_judge
from index.judging.cross_encoders import CALIBRATION, CALIBRATIONS, Calibration, OnnxCrossEncoder, judges_folder
from qa.answering.answerer import CLEAR, JUDGED_QUOTATIONS, READ_IN_STEPS
from qa.answering.chosen_quotation import ChosenQuotation, chosen_quotation, without_overlaps
from qa.answering.confidence import JUDGED, JUDGED_NOT_COMPARED, features, judged_rank
from qa.answering.judged_quotations import judged_quotations
from qa.evaluating.measure_formulas import calibration_error
from training.question_files import REPOSITORY, TrainingQuestion, collections_of, held_out

KEPT = 0.9  # of the answerable questions fitted on, the share that must be answered
FILE = REPOSITORY / "qa" / "answering" / "confidence.json"
NAMES = (
    "passage_coverage",
    "passage_cosine",
    "sentence_coverage",
    "sentence_cosine",
    "judged_stretch",
    "judged_sentence",
    "nearness",
)
MODELS = {JUDGED: NAMES, JUDGED_NOT_COMPARED: NAMES[:-1]}
# The written questions have what the others lack: twins. COVID-QA has no question that is not answered.
WEIGHTS = {"clapnq": 1.0, "covidqa": 0.5, "written": 3.0}
FITTED = tuple(WEIGHTS)

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question's first quotations: their features, (n, len(NAMES)), whether each answers, and what the judge orders them by."""

    question: TrainingQuestion
    values: Matrix
    right: NDArray[np.bool_]
    ranks: tuple[float, ...]
    fitted_on: bool

    @property
    def first(self) -> int:
        """Which the judge puts first of all."""
        return self.first_of(len(self.ranks))

    def first_of(self, count: int) -> int:
        """Which the judge puts first of so many."""
        return self.ranks.index(max(self.ranks[:count]))


def examples(name: str, judge: Judge) -> Iterator[Example]:
    """Yield the examples of a set, as the answerer would read them."""
    for collection, questions in collections_of(name):
        for question in questions:
            if name == "written" and not held_out(question):
                continue
            found = _read(collection, question, judge)
            if found:
                values = np.array([[getattr(features(each), of) or 0.0 for of in NAMES] for each in found], dtype=np.float64)
                right = np.array([_answers(each, question, collection) for each in found])
                yield Example(question, values, right, tuple(map(judged_rank, found)), _fitted_on(question))


def _read(collection: Collection, question: TrainingQuestion, judge: Judge) -> tuple[ChosenQuotation, ...]:
    try:
        hits = collection.hits(collection.query(question.question), question.article)
        found = tuple(islice(without_overlaps(chosen_quotation(hit, collection) for hit in hits), JUDGED_QUOTATIONS))
    except LoccitError:
        return ()
    return judged_quotations(question.question, found, judge, collection)


def _answers(quoted: ChosenQuotation, question: TrainingQuestion, collection: Collection) -> bool:
    """Whether a quotation holds a whole sentence of the evidence."""
    if quoted.note_quote is not None:
        return False
    article = collection.article(question.article)
    wanted = [
        sentence
        for span in question.evidence
        for paragraph in article.paragraphs_of(span)
        for sentence in paragraph.sentences
        if sentence.overlaps(span)
    ]
    return any(quoted.quote.contains(sentence) for sentence in wanted)


def _fitted_on(question: TrainingQuestion) -> bool:
    return question.set == "written" or sha256(question.article.encode()).digest()[0] % 2 == 0


@click.command()
@click.option("--judge", "name", default="own", show_default=True)
@click.option("--write", is_flag=True, help="Put what is fitted in use.")
def main(name: str, write: bool) -> None:
    judge = open_judge(name)
    if judge is None:
        raise click.UsageError("Without a judge there is nothing to calibrate.")
    if isinstance(judge, OnnxCrossEncoder):
        _calibrate_scores(judge, write)
        return
    sets = {of: list(examples(of, judge)) for of in FITTED}
    kept = {each: _model(each, sets, len(names)) for each, names in MODELS.items()}
    print(json.dumps(kept, indent=2))
    if write:
        found = json.loads(FILE.read_text("utf-8"))
        found["models"] = kept | {of: each for of, each in found["models"].items() if of not in kept}
        FILE.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def _model(name: str, sets: dict[str, list[Example]], width: int) -> dict[str, Any]:
    """Fit a model over the first `width` features, print how good it is, and return what is kept of it."""
    narrow = {of: [replace(each, values=each.values[:, :width]) for each in found] for of, found in sets.items()}
    model, threshold = fitted([each for found in narrow.values() for each in found if each.fitted_on])
    for of, found in narrow.items():
        for half, wanted in (("fitted on", True), ("held out", False)):
            if own := [each for each in found if each.fitted_on is wanted]:
                _show(f"{name}, {of}, {half}", model, own, threshold)
    return {
        "made_by": "python -m training.calibrate --write",
        "fitted_on": {of: sum(each.fitted_on for each in found) for of, found in sets.items()},
        "intercept": round(model.intercept, 3),
        "weights": {each: round(float(weight), 3) for each, weight in zip(MODELS[name], model.weights, strict=True)},
        "threshold": round(threshold, 2),
    }


@dataclass(frozen=True, slots=True)
class Fit:
    """A logistic model over `NAMES`."""

    intercept: float
    weights: Matrix

    def logits(self, values: Matrix) -> Matrix:
        return np.asarray(values @ self.weights + self.intercept, dtype=np.float64)

    def likely(self, example: Example) -> Matrix:
        """Return the likelihood of each quotation, float64 (n,)."""
        return np.asarray(1 / (1 + np.exp(-self.logits(example.values))), dtype=np.float64)

    def first(self, example: Example) -> tuple[float, bool]:
        """Return the likelihood of the quotation that comes first, and whether it answers."""
        return float(self.likely(example)[example.first]), bool(example.right[example.first])

    def read_first(self, example: Example) -> bool:
        """Return whether the quotation answers that comes first where nothing is read behind what is clear."""
        likely = self.likely(example)
        firsts = [example.first_of(count) for count in accumulate(READ_IN_STEPS)]
        return bool(example.right[next((at for at in firsts if likely[at] >= CLEAR), firsts[-1])])


def fitted(found: Sequence[Example]) -> tuple[Fit, float]:
    """Return the model that is fitted on some examples, and the threshold."""
    sizes = {of: sum(each.question.set == of for each in found) for of in {each.question.set for each in found}}
    weights = np.array([WEIGHTS[each.question.set] / sizes[each.question.set] for each in found]) * len(found)
    values, right = np.array([each.values[each.first] for each in found]), [each.right[each.first] for each in found]
    logistic = LogisticRegression(C=10.0, max_iter=3000).fit(values, right, weights)
    model = _shifted(Fit(float(logistic.intercept_[0]), np.asarray(logistic.coef_[0])), found)
    return model, min(_kept(model, [each for each in found if each.question.set == of]) for of in sizes)


def _shifted(model: Fit, found: Sequence[Example]) -> Fit:
    """Return the model with the intercept at which the mean likelihood is the share that is right, over what people asked.

    Half of the written questions are twins, more than anybody asks.
    """
    asked = [each for each in found if each.question.set != "written"]
    share = np.mean([each.right[each.first] for each in asked])
    logits = np.array([model.logits(each.values)[each.first] for each in asked])
    shift = brentq(lambda by: float(np.mean(1 / (1 + np.exp(-(logits + by)))) - share), -5.0, 5.0)
    return replace(model, intercept=model.intercept + float(shift))


def _kept(model: Fit, found: Sequence[Example]) -> float:
    return float(np.quantile([model.first(each)[0] for each in found if each.question.evidence], 1 - KEPT))


def _show(name: str, model: Fit, found: Sequence[Example], threshold: float) -> None:
    firsts = [model.first(each) for each in found]
    sure, right = np.array([likely for likely, _ in firsts]), [answers for _, answers in firsts]
    answerable = [bool(each.question.evidence) for each in found]
    before = np.mean([each.right[0] for each in found if each.question.evidence])
    after = np.mean([answers for answers, is_so in zip(right, answerable, strict=True) if is_so])
    early = np.mean([model.read_first(each) for each in found if each.question.evidence])
    told = f"{roc_auc_score(answerable, sure):.3f}" if len(set(answerable)) == 2 else "–"
    kept = np.mean([likely >= threshold for likely, is_so in zip(sure, answerable, strict=True) if is_so])
    refused = [likely < threshold for likely, is_so in zip(sure, answerable, strict=True) if not is_so]
    error = float(calibration_error(sure, np.array(right, dtype=np.float64)))
    print(
        f"{name:<40} n = {len(found):4}  quotation hit@1 {after:.3f} ({early:.3f} where clear ones "
        f"are read alone, {before:.3f} in the search's order)  ROC: right "
        f"{roc_auc_score(right, sure):.3f}, answerable {told}  calibration error {error:.3f}  "
        f"answered {kept:.2f}, refused {np.mean(refused) if refused else float('nan'):.2f}",
        flush=True,
    )


def _calibrate_scores(judge: OnnxCrossEncoder, write: bool) -> None:
    """Fit scale and shift of a cross-encoder's scores: whether the stretch holds evidence."""
    raw, right = [], []
    for of in ("clapnq", "covidqa"):
        for example in examples(of, judge):
            if example.fitted_on:
                raw += [[value] for value in example.values[:, NAMES.index("judged_stretch")]]
                right += example.right.tolist()
    logistic = LogisticRegression(C=1e3).fit(raw, right)
    scale, shift = float(logistic.coef_[0][0]), float(logistic.intercept_[0])
    former = judge.calibration
    found = Calibration(scale * former.scale, scale * former.shift + shift)
    print(f"{judge.description}: scale {found.scale:.3f}, shift {found.shift:.3f}")
    if write:
        folder = judges_folder() / judge.card.weights_sha256[:16]
        (folder / CALIBRATION).write_bytes(CALIBRATIONS.dump_json(found))


if __name__ == "__main__":
    main()
