"""The plots of an evaluation, drawn by matplotlib as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np

from qa.errors import EvaluationError
from qa.evaluating import Measure, Outcome, Run, score
from qa.reporting.confidence_curves import reliability, risk_coverage, roc

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, SQUARE = (7.0, 3.2), (4.2, 3.6)  # inches
INK, OTHER = "#1f5f8b", "#b3541e"


def intervals_plot(runs: Sequence[Run], measure: Measure) -> str:
    """Draw a measure of several systems with its 95 % intervals."""
    figure, axes = _figure((WIDE[0], 0.9 + 0.3 * len(runs)))
    for at, run in enumerate(runs):
        found = score(run.outcomes, measure)
        low, high = found.interval or (found.value, found.value)
        # A percentile interval of a skewed measure need not hold the value itself.
        errors = [[max(found.value - low, 0.0)], [max(high - found.value, 0.0)]]
        axes.errorbar([found.value], [at], xerr=errors, fmt="o", color=INK, capsize=3)
    axes.set_yticks(range(len(runs)), [run.setup.name for run in runs])
    axes.set_ylim(len(runs) - 0.5, -0.5)
    axes.set_xlabel(f"{measure.name}, 95 % intervals")
    return _svg(figure)


def risk_coverage_plot(outcomes: Sequence[Outcome], threshold: float | None) -> str:
    """Draw the share of wrong answers over the share of questions answered; the threshold in use is marked."""
    figure, axes = _figure(SQUARE)
    coverage, risk = risk_coverage(outcomes)
    axes.plot(coverage, risk, color=INK)
    if threshold is not None:
        answered = sum(outcome.confidence >= threshold for outcome in outcomes) / max(len(outcomes), 1)
        axes.axvline(answered, color=OTHER, linestyle="--", label=f"threshold {threshold:.2f}")
        axes.legend()
    _labelled(axes, "coverage: share of questions answered", "risk: share of these that are wrong")
    return _svg(figure)


def reliability_plot(outcomes: Sequence[Outcome]) -> str:
    """Draw the share right over the confidence; each point's area shows how many answers it stands for."""
    figure, axes = _figure(SQUARE)
    bins = reliability(outcomes)
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1)
    sizes = [400 * found.count / max(len(outcomes), 1) + 8 for found in bins]
    axes.scatter([found.confidence for found in bins], [found.right for found in bins], s=sizes, color=INK)
    _labelled(axes, "confidence of the first quotation", "share that is right")
    return _svg(figure)


def roc_plot(outcomes: Sequence[Outcome]) -> str:
    """Draw the share of answerable questions that are answered over that of the others, for every threshold."""
    figure, axes = _figure(SQUARE)
    wrongly, rightly = roc(outcomes)
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1)
    axes.plot(wrongly, rightly, color=INK)
    _labelled(axes, "unanswerable questions answered", "answerable questions answered")
    return _svg(figure)


def latency_plot(outcomes: Sequence[Outcome]) -> str:
    """Draw the share of questions that took no longer than so many milliseconds."""
    figure, axes = _figure(SQUARE)
    taken = np.sort([outcome.milliseconds for outcome in outcomes])
    axes.step(taken, np.arange(1, len(taken) + 1) / len(taken), where="post", color=INK)
    axes.set_xscale("log")
    axes.set_xlabel("milliseconds")
    axes.set_ylabel("share of questions")
    return _svg(figure)


def _labelled(axes: Axes, x: str, y: str) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel=x, ylabel=y)


def _figure(size: tuple[float, float]) -> tuple[Figure, Axes]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise EvaluationError(
            "The report's plots are drawn by matplotlib. Install it with: pip install 'loccit[report]'"
        ) from error
    figure = Figure(figsize=size, layout="constrained")  # without pyplot, which would keep it
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.3)
    return figure, axes


def _svg(figure: Figure) -> str:
    from matplotlib import rc_context

    written = StringIO()
    # Letters become outlines, so that no font is asked for; ids and the date do not change from run to run.
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "loccit"}):
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return written.getvalue()
