"""Fits how likely the best passage seems by chance: `python -m tests.benchmarks.fit_chance`; `--write` puts it in use.

Questions of CLAPNQ and COVID-QA are put to articles of the other, to a book and to chapters, one or several or all of them:
nothing there answers. How likely words and vectors call the passage that the judge puts first grows with the logarithm of how
many passages there are, of how many articles; where the judge refuses it, that does not matter, and counts as 0. Fitted is
the level below which `SHARE` of them lie, by quantile regression. Printed is what share lies below it in each set when it is
fitted on the others.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import QuantileRegressor

from index.collection import Collection
from index.judging import Judge, open_judge
from index.maintenance import index_into
from index.settings import Settings
from index.text.analysis import terms
from qa.answering.chosen_quotation import chosen_quotation, without_overlaps
from qa.answering.confidence import JUDGED, NOT_COMPARED, confidence, features, judged_rank, model
from qa.answering.judged_quotations import judged_quotations
from qa.answering.note_questions import note_question
from tests.benchmarks.data import CACHE, DATA, outside_set
from tests.benchmarks.fit_confidence import FILE

SHARE = 0.9  # of the questions about something else
COUNTS = (1, 3, 10, 30, 100)  # of articles that are asked at once, besides all
ASKED = 150  # questions for each of these
READ = 2  # passages that the judge reads for each
BOOKS = {"book": "wealth_of_nations.epub", "chapters": "md"}  # of the formats' files


@dataclass(frozen=True, slots=True)
class Example:
    """How likely the first of `passages` of `articles` seems to a question about something else; 0 where it is refused."""

    set: str
    passages: int
    articles: int
    likely: float


def foreign_questions(questions: Sequence[str]) -> list[str]:
    """Return those that name something, and no note."""
    return [question for question in questions if terms(question) and note_question(question) is None]


def books() -> Iterator[Collection]:
    """Yield a collection of one long article, and one of chapters."""
    for name, path in BOOKS.items():
        yield index_into(CACHE / name, [DATA / "formats" / path], Settings(), shown=True)


def examples(name: str, collection: Collection, questions: Sequence[str]) -> Iterator[Example]:
    """Yield what foreign questions get of a set's articles."""
    draw = random.Random(1918)  # noqa: S311  # repeatable, not secret
    ids = [article.id for article in collection.articles]
    judge, by_vectors = require_judge(), model(NOT_COMPARED)
    threshold = model(JUDGED).threshold
    for count in sorted({*(count for count in COUNTS if count < len(ids)), len(ids)}):
        for question in draw.choices(questions, k=ASKED):
            asked = draw.sample(ids, count) if count < len(ids) else None
            hits = collection.hits(collection.query(question), asked)
            chosen = islice(without_overlaps(chosen_quotation(hit, collection) for hit in hits), READ)
            first = max(judged_quotations(question, tuple(chosen), judge, collection), key=judged_rank)
            likely = by_vectors.probability(features(first)) if confidence(features(first)) >= threshold else 0.0
            yield Example(name, hits.searched, count, likely)


@cache
def require_judge() -> Judge:
    """Return loccit's own judge."""
    judge = open_judge()
    assert judge is not None
    return judge


def fitted(found: Sequence[Example]) -> QuantileRegressor:
    """Return the level below which `SHARE` of the examples lie."""
    return QuantileRegressor(quantile=SHARE, alpha=0, solver="highs").fit(_sizes(found), [each.likely for each in found])


def share_below(level: QuantileRegressor, found: Sequence[Example]) -> float:
    """Return the share of examples that lie below a level."""
    return float(np.mean(np.array([each.likely for each in found]) < level.predict(_sizes(found))))


def _sizes(found: Sequence[Example]) -> NDArray[np.float64]:
    return np.log10([[each.passages, each.articles] for each in found])


def main() -> None:
    sets = {name: outside_set(name) for name in ("clapnq", "covidqa")}
    asked = {name: foreign_questions([each.question for each in found.questions]) for name, found in sets.items()}
    collections = [*((name, found.collection) for name, found in sets.items()), *(("books", each) for each in books())]
    found = [
        example
        for name, collection in collections
        for example in examples(name, collection, [each for of, own in asked.items() if of != name for each in own])
    ]
    names = dict.fromkeys(name for name, _ in collections)
    for name in names:
        held = [each for each in found if each.set == name]
        level = fitted([each for each in found if each.set != name])
        print(f"{name:<20} n = {len(held):4}   below the level that the others fit: {share_below(level, held):.3f}")
    level = fitted(found)
    kept = {
        "made_by": "python -m tests.benchmarks.fit_chance --write",
        "fitted_on": {name: sum(each.set == name for each in found) for name in names},
        "intercept": round(float(level.intercept_), 3),
        "per_tenfold_passages": round(float(level.coef_[0]), 3),
        "per_tenfold_articles": round(float(level.coef_[1]), 3),
    }
    print(json.dumps(kept, indent=2))
    if "--write" in sys.argv[1:]:
        _write(FILE, kept)


def _write(path: Path, kept: dict[str, object]) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"by_chance": kept}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
