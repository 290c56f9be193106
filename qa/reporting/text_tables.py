"""An evaluation as text: tables for the terminal, which the Markdown summary and the README repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qa.evaluating import (
    DECIDING,
    MEASURES,
    QUOTING,
    RANKING,
    REFUSAL,
    RESAMPLES,
    Measure,
    Outcome,
    Run,
    RunDifference,
    score,
    scores,
)
from qa.records import Score

SPLITS = ("dev", "test")
BY_TYPE = (RANKING[0], RANKING[3], RANKING[8], QUOTING[1], REFUSAL[2], REFUSAL[1])
WIDTH = 10  # of a column
LOWER = {measure.name for measure in MEASURES if measure.lower_is_better}


def measures_table(run: Run, resamples: int = RESAMPLES) -> str:
    """Return a table of all measures, each with its interval, and its values on either half where questions are halved."""
    halves = [half for half in SPLITS if any(outcome.question.split == half for outcome in run.outcomes)]
    halves = halves if len(halves) > 1 else []
    lines = [_head(run), "", _titles(halves)]
    for measure, found in zip(MEASURES, scores(run.outcomes, MEASURES, resamples), strict=True):
        lines.append(_row(found, [_value(score(run.of_split(half).outcomes, measure, 0)) for half in halves]))
    return "\n".join([*lines, *_left_out(run)])


def types_table(run: Run) -> str:
    """Return a table of some measures by type of question."""
    types = sorted({outcome.question.type for outcome in run.outcomes})
    lines = [f"{'type':<16}{'n':>5}" + "".join(f"{_short(measure.name):>16}" for measure in BY_TYPE)]
    for kind in types:
        own = [outcome for outcome in run.outcomes if outcome.question.type == kind]
        cells = (f"{_value(score(own, measure, 0)):>16}" for measure in BY_TYPE)
        lines.append(f"{kind:<16}{len(own):>5}" + "".join(cells))
    return "\n".join(lines)


def systems_table(runs: Sequence[Run], differences: Iterable[RunDifference]) -> str:
    """Return a table of systems; what differs from the first by more than chance is marked + where better and − where worse."""
    real = {(found.system, found.measure): found for found in differences if found.significant}
    lines = [f"{'':<18}" + "".join(f"{_short(measure.name):>16}" for measure in DECIDING)]
    for run in runs:
        cells = (_marked(score(run.outcomes, measure, 0), real.get((run.setup.name, measure.name))) for measure in DECIDING)
        lines.append(f"{run.setup.name:<18}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)


def comparison_table(differences: Iterable[RunDifference]) -> str:
    """Return the differences between two runs as a table."""
    lines = [f"{'':<22}{'this':>9}{'other':>9}{'p':>9}{'adjusted':>10}"]
    for found in differences:
        verdict = "   real" if found.significant else ""
        values = f"{found.value:9.3f}{found.other:9.3f}{found.p:9.4f}{found.adjusted:10.4f}"
        lines.append(f"{found.measure:<22}{values}{verdict}")
    return "\n".join(lines)


def systems_by_type_table(runs: Sequence[Run], measure: Measure) -> str:
    """Return a table of one measure, systems by types of question."""
    kinds = sorted({outcome.question.type for run in runs for outcome in run.outcomes if measure.over(outcome)})
    lines = [f"{_short(measure.name):<16}" + "".join(f"{run.setup.name:>18}" for run in runs)]
    for kind in kinds:
        cells = (_value(score(_of_type(run, kind), measure, 0)) for run in runs)
        lines.append(f"{kind:<16}" + "".join(f"{cell:>18}" for cell in cells))
    return "\n".join(lines)


def _of_type(run: Run, kind: str) -> list[Outcome]:
    return [outcome for outcome in run.outcomes if outcome.question.type == kind]


def _head(run: Run) -> str:
    answerable = sum(outcome.question.answerable for outcome in run.outcomes)
    count = len(run.outcomes)
    return f"{count} questions, {answerable} of them answered by their article, {count - answerable} not"


def _titles(halves: Iterable[str]) -> str:
    return f"{'':<26}{'value':>8}{'95 % interval':>18}{'n':>6}" + "".join(f"{half:>{WIDTH}}" for half in halves)


def _row(found: Score, halves: Iterable[str]) -> str:
    digits = 1 if found.name.endswith("ms") else 3
    interval = f"[{found.interval[0]:.{digits}f}, {found.interval[1]:.{digits}f}]" if found.interval else ""
    return f"{found.name:<26}{_value(found):>8}{interval:>18}{found.count:>6}" + "".join(f"{half:>{WIDTH}}" for half in halves)


def _value(found: Score) -> str:
    if not found.count:
        return "–"
    return f"{found.value:.1f}" if found.name.endswith("ms") else f"{found.value:.3f}"


def _marked(found: Score, difference: RunDifference | None) -> str:
    if difference is None:
        return f"{_value(found)} "
    better = (difference.other > difference.value) != (found.name in LOWER)
    return f"{_value(found)}{'+' if better else '−'}"


def _short(name: str) -> str:
    """Return a measure's name, fit for the head of a narrow column."""
    words = {"passage": "pass.", "quotation": "quot.", "answerable, not refused": "not refused", "refusal": "refus."}
    for long, short in words.items():
        name = name.replace(long, short)
    return name.replace("complete", "compl.").replace("risk-coverage", "risk-cov.").removesuffix(" area")


def _left_out(run: Run) -> Iterator[str]:
    if run.left_out:
        yield ""
        yield f"{len(run.left_out)} questions are left out, for they could not be resolved; the first: {run.left_out[0]}"
