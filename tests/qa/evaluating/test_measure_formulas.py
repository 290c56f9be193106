"""measure_formulas.py: the measures, worked out again by hand, and by other libraries."""

from __future__ import annotations

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from qa.evaluating.measure_formulas import (
    calibration_error,
    f1,
    hit_at,
    ndcg_at,
    quantile,
    ratio,
    recall_at,
    reciprocal_rank,
    risk_coverage_area,
)
from qa.evaluating.measure_formulas import roc_area as area

DOCUMENTS = [f"d{number}" for number in range(15)]
rankings = st.permutations(DOCUMENTS).flatmap(lambda order: st.integers(0, len(order)).map(lambda length: order[:length]))
grades = st.dictionaries(st.sampled_from(DOCUMENTS), st.integers(1, 3), min_size=1)


@given(ranking=rankings, judged=grades)
def test_ranking_measures_are_those_of_ir_measures(ranking: list[str], judged: dict[str, int]) -> None:
    """For any ranking and any grades, an independent library of the field gives the same figures."""
    qrels = [ir_measures.Qrel("q", document, grade) for document, grade in judged.items()]
    run = [ir_measures.ScoredDoc("q", document, 100.0 - at) for at, document in enumerate(ranking)]
    theirs = {str(name): value for name, value in ir_measures.calc_aggregate(_measures(), qrels, run).items()}
    ranks = [ranking.index(document) + 1 if document in ranking else None for document in judged]
    assert hit_at(ranks, 3) == theirs["Success@3"]
    assert recall_at(ranks, 5) == pytest.approx(theirs["R@5"])
    assert reciprocal_rank(ranks) == pytest.approx(theirs["RR"])
    gains = [float(judged.get(document, 0)) for document in ranking]
    assert ndcg_at(gains, [float(grade) for grade in judged.values()], 10) == pytest.approx(theirs["nDCG@10"])


def _measures() -> list[ir_measures.Measure]:
    return [ir_measures.Success @ 3, ir_measures.R @ 5, ir_measures.RR, ir_measures.nDCG @ 10]


def test_question_without_a_result_scores_its_worst() -> None:
    """What found nothing is a miss by every measure, and what has nothing to find is no division by zero."""
    assert (hit_at([None], 5), recall_at([None], 5), reciprocal_rank([None]), ndcg_at([], [1.0], 10)) == (0.0, 0.0, 0.0, 0.0)
    assert (hit_at([], 5), recall_at([], 5), reciprocal_rank([]), ndcg_at([], [], 10)) == (0.0, 0.0, 0.0, 0.0)


def test_ratio_and_f1_count_labels_one_by_one() -> None:
    """Precision is right over given, F1 twice the right over given and wanted, over all questions together; 0 of 0 is 0."""
    right, given_, wanted = np.array([1.0, 1.0, 0.0]), np.array([1.0, 2.0, 0.0]), np.array([1.0, 1.0, 1.0])
    assert ratio(right, given_) == 2 / 3
    assert f1(right, given_, wanted) == 2 * 2 / (3 + 3)
    assert ratio(right * 0, given_ * 0) == 0.0


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
def test_roc_area_is_scikit_learns(rows: list[tuple[int, bool]]) -> None:
    """The area is that of another library, ties among them; one half where there is only one kind."""
    confidence, positive = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    expected = roc_auc_score(positive, confidence) if 0 < positive.sum() < len(positive) else 0.5
    assert area(confidence, positive) == pytest.approx(expected)


def test_risk_coverage_area_is_the_mean_risk() -> None:
    """The surest is right, the next wrong, the last right: risks 0, 1/2 and 1/3."""
    found = risk_coverage_area(np.array([0.2, 0.9, 0.5]), np.array([1.0, 1.0, 0.0]))
    assert found == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)


def test_calibration_error_weighs_bins_by_their_size() -> None:
    """Two answers at .95, one right, are off by .45; one at .15, wrong, by .15; a confidence of 1 is in the last bin."""
    found = calibration_error(np.array([0.95, 0.95, 0.15]), np.array([1.0, 0.0, 0.0]))
    assert found == pytest.approx((2 * 0.45 + 1 * 0.15) / 3)
    assert calibration_error(np.array([1.0, 0.0]), np.array([1.0, 0.0])) == 0.0


def test_statistics_take_many_resamples_at_once() -> None:
    """A row of resamples gives what each gives by itself."""
    rng = np.random.default_rng(1)
    confidence, right = rng.random((4, 20)), rng.integers(0, 2, (4, 20)).astype(np.float64)
    for statistic in (area, risk_coverage_area, calibration_error, ratio):
        each = [float(statistic(confidence[row], right[row])) for row in range(4)]
        assert statistic(confidence, right, axis=-1) == pytest.approx(each)
    assert quantile(np.array([[1.0, 2.0, 9.0]]), q=0.5).tolist() == [2.0]
