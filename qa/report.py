"""An evaluation as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from qa.evaluation import Outcome, measures
from qa.records import Score


def report(outcomes: Sequence[Outcome]) -> str:
    """Return a table of all measures, with 95 % intervals where they are shares."""
    answerable = sum(outcome.question.answerable for outcome in outcomes)
    head = f"{len(outcomes)} questions, {answerable} of them answered by their article, {len(outcomes) - answerable} not"
    return "\n".join([head, "", *map(_row, measures(outcomes))])


def _row(score: Score) -> str:
    if not score.count:
        return f"{score.name:<26}{'–':>8}{'':<18}   n = 0"
    if score.name.endswith("ms"):
        return f"{score.name:<26}{score.value:8.1f}"
    interval = f"   [{score.interval[0]:.3f}, {score.interval[1]:.3f}]" if score.interval else ""
    return f"{score.name:<26}{score.value:8.3f}{interval:<18}   n = {score.count}"
