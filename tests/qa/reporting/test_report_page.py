"""report_page.py: an evaluation as one page, and its summary."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from qa.errors import EvaluationError
from qa.evaluating.measures import MEASURES
from qa.evaluating.run_records import read_run
from qa.evaluating.significance import differences
from qa.reporting.report_page import ReportData, content_security_policy, page, summary, write_report
from qa.reporting.text_tables import measures_table
from tests.outcomes import FOUR, WORSE, run


class Addresses(HTMLParser):
    """Gathers what a page loads or leads to, and the attributes that its policy would forbid."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the tag leads to."""
        self.found += [value or "" for name, value in attrs if name in {"src", "href", "style"} or name.startswith("on")]
        assert tag not in {"script", "link", "iframe", "object"}


def test_page_asks_nobody_for_anything() -> None:
    """All that the page loads is in it; its policy names its one style; what questions say is text and not markup."""
    html = page(ReportData(FOUR, (FOUR, WORSE), differences(FOUR, [WORSE])))
    parser = Addresses()
    parser.feed(html)
    assert parser.found
    assert [address for address in parser.found if not address.startswith("data:image/svg+xml;base64,")] == ["/"]
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(sha256(style[0].encode()).digest()).decode()
    assert len(style) == 1
    assert f"style-src 'sha256-{digest}';" in content_security_policy(html)
    assert "&lt;b&gt;wrongly" in html
    assert "<b>wrongly" not in html


def test_page_tells_the_name_of_the_questions_and_not_their_folder() -> None:
    """Page and summary are shown to others than those whose folders these are."""
    elsewhere = replace(FOUR, setup=replace(FOUR.setup, gold="/home/ada/gold.jsonl"))
    assert "<h1>Evaluation of gold.jsonl</h1>" in page(ReportData(elsewhere))
    assert summary(elsewhere, {}).startswith("# Evaluation of gold.jsonl\n")


def test_page_has_tables_plots_and_misses() -> None:
    """Every measure, plot and miss has its place, and the threshold in use is marked."""
    html = page(ReportData(FOUR, (FOUR, WORSE), differences(FOUR, [WORSE])))
    assert all(f'<th scope="row">{measure.name}</th>' in html for measure in MEASURES)
    for plot in ("Systems: passage hit@1", "Risk and coverage", "Reliability", "Refusal: ROC curve", "Latency"):
        assert f'alt="{plot}: ' in html
    assert '<tr class="in-use"><th scope="row">0.25</th>' in html
    assert html.count("<details>") == 3


def test_report_folder(tmp_path: Path) -> None:
    """The folder holds the page, the summary with its tables between markers, and the run; written twice, it is the same."""
    paths = write_report(ReportData(FOUR), tmp_path / "report")
    assert [path.name for path in paths] == ["index.html", "summary.md", "run.json"]
    assert read_run(paths[2]) == FOUR
    text = paths[1].read_text("utf-8")
    assert f"<!-- figures -->\n```text\n{measures_table(FOUR)}\n```\n<!-- end of figures -->" in text
    before = paths[0].read_bytes()
    write_report(ReportData(FOUR), tmp_path / "report")
    assert paths[0].read_bytes() == before


def test_report_of_nothing_and_of_another_run() -> None:
    """A run in which nothing was asked has a page without plots; a comparison has its table."""
    assert "<img" not in page(ReportData(run()))
    assert "The other run: other.json." in page(ReportData(FOUR, other="other.json", compared=differences(FOUR, [WORSE])))


def test_report_that_cannot_be_written(tmp_path: Path) -> None:
    """A file in the place of the folder is told."""
    (tmp_path / "file").write_text("")
    with pytest.raises(EvaluationError, match="The report cannot be written to"):
        write_report(ReportData(FOUR), tmp_path / "file")
