"""Figures with their 95 % intervals, by bootstrap over the questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.evaluating.measure_formulas import Values
from qa.evaluating.measures import MEASURES, Columns, Measure
from qa.evaluating.run_records import Outcome
from qa.records import Score

RESAMPLES = 2000
BATCH = 200  # resamples worked out at once, which bounds the memory for sets of thousands of questions
SEED = 20240229  # the same resamples each time


def scores(outcomes: Sequence[Outcome], measures: Iterable[Measure] = MEASURES, resamples: int = RESAMPLES) -> tuple[Score, ...]:
    """Return each measure with its interval; with 0 `resamples`, without one."""
    return tuple(score(outcomes, measure, resamples) for measure in measures)


def score(outcomes: Sequence[Outcome], measure: Measure, resamples: int = RESAMPLES) -> Score:
    """Return a measure's value and its percentile interval (Efron and Tibshirani 1993); over no question at all, 0."""
    columns = measure.columns(outcomes)
    count = len(columns[0]) if columns else 0
    if not count:
        return Score(measure.name, 0.0, 0)
    interval = _interval(measure, columns, resamples) if resamples and count > 1 else None
    return Score(measure.name, float(measure.statistic(*columns)), count, interval)


def _interval(measure: Measure, columns: Columns, resamples: int) -> tuple[float, float]:
    from scipy.stats import bootstrap  # here, because it takes half a second to load

    def statistic(picked: NDArray[np.int64], axis: int = -1) -> Values:
        return measure.statistic(*(column[picked] for column in columns), axis=axis)

    # Questions are picked by number, so that a question's numbers in several columns stay together.
    picked = (np.arange(len(columns[0])),)
    found = bootstrap(
        picked,
        statistic,
        n_resamples=resamples,
        batch=BATCH,
        vectorized=True,
        method="percentile",
        rng=np.random.default_rng(SEED),
    )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)
