"""Learns the weights of `index/ranking.json`: `python -m tests.benchmarks.fit_ranking`.

Listwise: the softmax over a question's hundred candidates should fall on those that hold its evidence. Each set weighs alike,
weights are not negative, and a ridge keeps them together; it is strong, because weights that fit one set closely do worse on
another. Judged on the set that was not trained on. The gold questions of `seeds/` are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import bootstrap, permutation_test

from index.collection import Collection
from index.records import Span
from index.searching.fusion import ranking
from index.searching.learned_ranking import FEATURES, features, weights
from qa.records import GoldQuestion
from tests.benchmarks.data import outside_set

RIDGE = 1.0
SAMPLES = 9999  # of the bootstrap and of the paired test
Floats = NDArray[np.float64]
Score = Callable[["Candidates"], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """A question's candidates: their features (n, 5), their scores at first (n,), and which hold its evidence (n,)."""

    features: Floats
    first: Floats
    relevant: NDArray[np.bool_]

    @property
    def teaches(self) -> bool:
        """Whether some hold the evidence and some do not."""
        return bool(self.relevant.any() and not self.relevant.all())


def main() -> None:
    covid, clapnq = outside_set("covidqa"), outside_set("clapnq")
    own = list(_asked(covid.collection, covid.questions, own=True))
    pooled = list(_asked(covid.collection, covid.questions, own=False))
    wiki = list(_asked(clapnq.collection, clapnq.questions, own=False))
    from_covid, from_wiki, final = fit([own, pooled]), fit([wiki]), fit([own, pooled, wiki, wiki])
    for name, found in (("COVID-QA", from_covid), ("CLAPNQ", from_wiki), ("both", final), ("in use", weights())):
        print(
            f"learned on {name:<10}", "  ".join(f"{feature} {value:.2f}" for feature, value in zip(FEATURES, found, strict=True))
        )
    print(f"\n{'hit@1':<34}{'n':>5}   scaled sum   learned on the other set")
    for name, asked, learned in (
        ("COVID-QA, within its article", own, from_wiki),
        ("COVID-QA, among all articles", pooled, from_wiki),
        ("CLAPNQ, among all articles", wiki, from_covid),
    ):
        _compare(name, asked, learned)


def _asked(collection: Collection, questions: tuple[GoldQuestion, ...], *, own: bool) -> Iterator[Candidates]:
    """Yield the candidates of each question that has an answer, searched for within its article or among all."""
    for question in questions:
        if question.answerable:
            query = collection.query(question.question)
            positions, first, matches = collection.candidates(query, question.article if own else None)
            relevant = [_holds(collection, int(position), question) for position in positions]
            yield Candidates(features(matches).astype(np.float64), first.astype(np.float64), np.array(relevant))


def _holds(collection: Collection, position: int, question: GoldQuestion) -> bool:
    """Whether a passage holds a piece of the evidence, or of one that is longer than a passage half of it."""
    passage = collection.passages[position]
    return passage.article_id == question.article and any(
        _common(passage.span, evidence.span) * 2 >= evidence.span.length for evidence in question.evidence
    )


def _common(one: Span, other: Span) -> int:
    return max(min(one.end, other.end) - max(one.start, other.start), 0)


def fit(sets: list[list[Candidates]]) -> Floats:
    """Return the weights, their sum 1, that put the relevant candidates first; float64 (5,)."""
    lists = [(one, 1 / len(asked) / len(sets)) for asked in sets for one in asked if one.teaches]
    spread = np.sqrt(sum(share * one.features.var(axis=0) for one, share in lists))

    def loss(values: Floats) -> tuple[float, Floats]:
        total, gradient = RIDGE * float(values @ values) / 2, RIDGE * values
        for one, share in lists:
            scaled = one.features / spread
            exponents = np.exp(scaled @ values - (scaled @ values).max())
            all_of_them, wanted = exponents.sum(), exponents[one.relevant].sum()
            total -= share * float(np.log(wanted / all_of_them))
            gradient = gradient - share * (
                exponents[one.relevant] @ scaled[one.relevant] / wanted - exponents @ scaled / all_of_them
            )
        return total, gradient

    found = minimize(loss, np.ones(len(FEATURES)), jac=True, bounds=[(0, None)] * len(FEATURES), method="L-BFGS-B").x / spread
    return np.asarray(found / found.sum())


def _compare(name: str, asked: list[Candidates], learned: Floats) -> None:
    """Print the share of questions whose first passage holds the evidence, by the scaled sum and by learned weights."""
    before = np.array([_first_is_right(one, one.first) for one in asked])
    after = np.array([_first_is_right(one, one.features @ learned) for one in asked])
    drawn = bootstrap((after,), np.mean, n_resamples=SAMPLES, method="percentile", rng=0).confidence_interval
    paired = permutation_test(
        (after, before), lambda x, y, axis: (x - y).mean(axis=axis), permutation_type="samples", n_resamples=SAMPLES, rng=0
    )
    interval = f"[{drawn.low:.3f}, {drawn.high:.3f}]"
    print(f"{name:<34}{len(asked):>5}   {before.mean():.3f}        {after.mean():.3f} {interval}   p = {paired.pvalue:.4f}")


def _first_is_right(one: Candidates, scores: Floats) -> float:
    return float(one.relevant[ranking(scores.astype(np.float32))[0]])


if __name__ == "__main__":
    main()
