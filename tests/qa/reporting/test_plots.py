"""plots.py: the plots of an evaluation."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest

from qa.errors import EvaluationError
from qa.evaluating.measures import MEASURES
from qa.reporting.plots import intervals_plot, latency_plot, reliability_plot, risk_coverage_plot, roc_plot
from qa.reporting.report_page import ReportData, page
from tests.outcomes import FOUR, WORSE


def test_plots_are_the_same_each_time() -> None:
    """A plot is one SVG image without a date, and drawn twice it is the same to the byte."""
    plots: tuple[Callable[[], str], ...] = (
        lambda: intervals_plot([FOUR, WORSE], MEASURES[0]),
        lambda: risk_coverage_plot(FOUR.outcomes, 0.25),
        lambda: reliability_plot(FOUR.outcomes),
        lambda: roc_plot(FOUR.outcomes),
        lambda: latency_plot(FOUR.outcomes),
    )
    for drawn in plots:
        first = drawn()
        assert (first.count("<svg"), "<dc:date>" in first) == (1, False)
        assert drawn() == first


def test_threshold_in_use_is_drawn_only_where_it_is_known() -> None:
    """A service does not say its threshold; its plot has no dashed line."""
    dashed = re.compile("stroke-dasharray")
    assert dashed.search(risk_coverage_plot(FOUR.outcomes, 0.25))
    assert not dashed.search(risk_coverage_plot(FOUR.outcomes, None))


def test_without_matplotlib_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the plots cannot be drawn, it is said what to install."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(EvaluationError, match=r"Install it with: pip install 'loccit\[report\]'"):
        page(ReportData(FOUR))
