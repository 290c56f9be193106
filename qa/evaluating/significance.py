"""Whether two runs differ by more than chance: paired randomisation over the questions that both asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.errors import EvaluationError
from qa.evaluating.measure_formulas import Values
from qa.evaluating.measures import DECIDING, Measure
from qa.evaluating.run_records import Outcome, Run

RESAMPLES = 9999
BATCH = 500
SEED = 20240229
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class RunDifference:
    """A measure of two runs over the same questions, and the p of that difference if they were alike.

    `adjusted` is the p that controls the false discovery rate among all differences shown together (Benjamini–Hochberg).
    """

    measure: str
    system: str
    value: float
    other: float
    p: float
    adjusted: float

    @property
    def significant(self) -> bool:
        """Whether the difference is more than chance would make it."""
        return self.adjusted < LEVEL


def paired(run: Run, other: Run) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """Return the outcomes of the questions that both runs asked, in the same order.

    Raises:
        EvaluationError: there are none, or a question has another evidence in the other run.
    """
    others = {outcome.question.id: outcome for outcome in other.outcomes}
    own = tuple(outcome for outcome in run.outcomes if outcome.question.id in others)
    if not own:
        raise EvaluationError("The two runs have no question in common. Compare runs of one gold file.")
    for outcome in own:
        if outcome.question != others[outcome.question.id].question:
            raise EvaluationError(
                f"The question {outcome.question.id!r} is not the same in both runs, or its evidence is not. "
                "Compare runs of one gold file."
            )
    return own, tuple(others[outcome.question.id] for outcome in own)


def differences(run: Run, others: Sequence[Run], measures: Iterable[Measure] = DECIDING) -> tuple[RunDifference, ...]:
    """Return how each of the other runs differs from `run`, by each measure.

    Raises:
        EvaluationError: runs have no question in common, or not the same.
    """
    from scipy.stats import false_discovery_control  # here, because it takes half a second to load

    wanted = list(measures)
    found = [_difference(measure, other.setup.name, *paired(run, other)) for other in others for measure in wanted]
    known = [difference for difference in found if difference is not None]
    adjusted = false_discovery_control([difference.p for difference in known]) if known else []
    return tuple(
        RunDifference(each.measure, each.system, each.value, each.other, each.p, float(p))
        for each, p in zip(known, adjusted, strict=True)
    )


def _difference(measure: Measure, name: str, own: Sequence[Outcome], others: Sequence[Outcome]) -> RunDifference | None:
    """Return a difference, None where there is nothing to measure."""
    # Over the questions of which the measure is taken in either run, for one run may have refused what the other has not.
    pairs = [(one, other) for one, other in zip(own, others, strict=True) if measure.over(one) or measure.over(other)]
    if not pairs:
        return None
    values = [np.array([measure.of_one(pair[at]) for pair in pairs], dtype=np.float64) for at in (0, 1)]
    stacked = np.concatenate(values).T

    value, other_value = (float(measure.statistic(*column.T)) for column in values)
    p = _p(measure, stacked) if len(pairs) > 1 else 1.0  # one question shows nothing
    return RunDifference(measure.name, name, value, other_value, p, p)


def _p(measure: Measure, stacked: Values) -> float:
    """Return how often the difference would be as large if runs were swapped at random, question by question.

    `stacked` are a measure's columns over the questions of one run and then of the other, float64 (columns, 2n).
    """
    from scipy.stats import permutation_test  # as above

    def statistic(one: NDArray[np.int64], other: NDArray[np.int64], axis: int = -1) -> Values:
        return np.asarray(measure.statistic(*stacked[:, one], axis=axis) - measure.statistic(*stacked[:, other], axis=axis))

    count = stacked.shape[1] // 2
    found = permutation_test(
        (np.arange(count), np.arange(count, 2 * count)),
        statistic,
        permutation_type="samples",
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=BATCH,
        rng=np.random.default_rng(SEED),
    )
    return float(found.pvalue)
