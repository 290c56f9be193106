"""An evaluation as one HTML page that asks no other host for anything, and as a Markdown summary.

The page has one `<style>` and no script; its plots are images in the page itself. `content_security_policy` allows just that.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

from jinja2 import Environment, PackageLoader, StrictUndefined

from qa.errors import EvaluationError
from qa.evaluating import DECIDING, MEASURES, QUOTING, RANKING, Run, RunDifference, save_run, scores
from qa.reporting import plots
from qa.reporting.confidence_curves import thresholds
from qa.reporting.missed_questions import misses
from qa.reporting.text_tables import comparison_table, measures_table, systems_by_type_table, systems_table, types_table

PAGE, SUMMARY, RUN = "index.html", "summary.md", "run.json"
STYLE = re.compile(r"<style>(?P<text>.*?)</style>", re.DOTALL)
TYPES_COMPARED = (RANKING[0], QUOTING[1])


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot as an image in the page, and what it shows in words."""

    title: str
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a report is made of: a run, the runs of its variants (itself among them, or none), how they differ, another run."""

    run: Run
    variants: tuple[Run, ...] = ()
    differences: tuple[RunDifference, ...] = ()
    other: str = ""
    compared: tuple[RunDifference, ...] = ()


def write_report(data: ReportData, folder: Path) -> tuple[Path, ...]:
    """Write the page, the summary and the run's own file to `folder`, and return them.

    Raises:
        EvaluationError: they cannot be written, or matplotlib is not installed.
    """
    text = report_tables(data)
    written = {PAGE: page(data), SUMMARY: summary(data.run, text)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in written.items():
            (folder / name).write_text(content, "utf-8")
    except OSError as error:
        raise EvaluationError(f"The report cannot be written to {folder}: {error.strerror}. Name another folder.") from error
    save_run(data.run, folder / RUN)
    return tuple(folder / name for name in (*written, RUN))


def report_tables(data: ReportData) -> dict[str, str]:
    """Return the tables of a report, by name."""
    found = {"figures": measures_table(data.run), "types": types_table(data.run)}
    if data.variants:
        found["systems"] = systems_table(data.variants, data.differences)
        found["systems by type"] = "\n\n".join(systems_by_type_table(data.variants, measure) for measure in TYPES_COMPARED)
    if data.other:
        found["comparison"] = comparison_table(data.compared)
    return found


def summary(run: Run, tables: dict[str, str]) -> str:
    """Return the Markdown summary; each table stands between markers that carry its name."""
    parts = [f"# Evaluation of {gold_name(run)}", f"Made {run.made}, {_versions(run)}."]
    parts += [f"## {name[0].upper()}{name[1:]}\n\n{marked(name, table)}" for name, table in tables.items()]
    return "\n\n".join(parts) + "\n"


def gold_name(run: Run) -> str:
    """Return the name of the file of questions, without its folders: the page is shown to more people than may see those."""
    return PurePath(run.setup.gold).name


def marked(name: str, table: str) -> str:
    """Return a table between the markers by which it is copied elsewhere."""
    return f"<!-- {name} -->\n```text\n{table}\n```\n<!-- end of {name} -->"


def page(data: ReportData) -> str:
    """Return the HTML page.

    Raises:
        EvaluationError: matplotlib is not installed.
    """
    environment = Environment(
        loader=PackageLoader("qa.reporting"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    run = data.run
    return environment.get_template("evaluation.html").render(
        run=run,
        gold=gold_name(run),
        versions=_versions(run),
        scores=scores(run.outcomes, MEASURES),
        tables={name: table for name, table in report_tables(data).items() if name != "figures"},
        other=PurePath(data.other).name,
        plots=_plots(data),
        thresholds=thresholds(run.outcomes),
        threshold=_threshold(run),
        misses=misses(run),
    )


def content_security_policy(html: str) -> str:
    """Return the policy that lets a report show its own style and images, and nothing else."""
    digests = [base64.b64encode(sha256(found["text"].encode()).digest()).decode() for found in STYLE.finditer(html)]
    styles = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return f"default-src 'none'; style-src {styles}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def _plots(data: ReportData) -> tuple[Plot, ...]:
    run, outcomes = data.run, data.run.outcomes
    if not outcomes:
        return ()
    shown = [
        _plot("Risk and coverage", plots.risk_coverage_plot(outcomes, _threshold(run)), "the thresholds below are points of it"),
        _plot("Reliability", plots.reliability_plot(outcomes), "on the line, a confidence is what it says"),
        _plot("Refusal: ROC curve", plots.roc_plot(outcomes), "its area stands among the measures"),
        _plot("Latency", plots.latency_plot(outcomes), "its median, p95 and p99 stand among the measures"),
    ]
    variants: Sequence[Run] = data.variants
    if variants:
        by_system = [_plot(f"Systems: {each.name}", plots.intervals_plot(variants, each), "as in the table") for each in DECIDING]
        shown = [*by_system, *shown]
    return tuple(shown)


def _plot(title: str, svg: str, words: str) -> Plot:
    return Plot(title, "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode(), f"{title}: {words}")


def _threshold(run: Run) -> float | None:
    """Return the threshold between answer and refusal, None where a service does not show it."""
    found = run.setup.system.get("threshold")
    return float(found) if isinstance(found, (int, float)) else None


def _versions(run: Run) -> str:
    return ", ".join(f"{name} {found}" for name, found in run.versions.items())
