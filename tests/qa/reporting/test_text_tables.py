"""text_tables.py, missed_questions.py, confidence_curves.py and report_page.py: an evaluation as text and as a page."""

from __future__ import annotations

import base64
import re
import sys
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index.errors import EvaluationError
from qa.evaluating.named_measures import MEASURES
from qa.evaluating.run_records import read_run
from qa.evaluating.significance import differences
from qa.reporting.confidence_curves import Bin, Threshold, reliability, risk_coverage, roc, thresholds
from qa.reporting.missed_questions import misses, show_misses
from qa.reporting.report_page import Reported, content_security_policy, page, summary, write_report
from qa.reporting.text_tables import by_type, comparison, report, systems
from tests.outcomes import evidence, outcome, question, run

RIGHT = outcome(question("right", *evidence(3), split="dev"), 3, confidence=0.9)
LATER = outcome(question("later", *evidence(3), split="test"), 8, 2, confidence=0.8)
NEVER = outcome(question("never", *evidence(3), kind="why", split="test"), 8, confidence=0.2, refused=True)
WRONGLY = outcome(question("<b>wrongly</b>", kind="absent", split="dev"), 8, confidence=0.7)
RUN = run(RIGHT, LATER, NEVER, WRONGLY)
WORSE = run(NEVER, name="lexical only")


def test_report_shows_every_measure_and_both_halves() -> None:
    """The table has a line for each measure: its value, interval and count, and its value on either half."""
    lines = report(RUN).splitlines()
    assert lines[0] == "4 questions, 3 of them answered by their article, 1 not"
    assert [line[:26].strip() for line in lines[3:]] == [measure.name for measure in MEASURES]
    assert re.fullmatch(r"passage hit@1 +0\.333 +\[0\.000, 1\.000\] +3 +1\.000 +0\.000", lines[3])
    assert not report(run(RIGHT)).splitlines()[2].endswith("dev")


def test_report_tells_what_was_left_out() -> None:
    """Questions that could not be resolved are counted, with the first reason."""
    assert "left out" not in report(RUN)
    left = run(RIGHT)
    object.__setattr__(left, "left_out", ("line 2: no such quotation",))
    assert report(left, 0).endswith(
        "1 questions are left out, for they could not be resolved; the first: line 2: no such quotation"
    )


def test_by_type() -> None:
    """Each type has a line; what cannot be measured of it is a dash."""
    rows = {line.split()[0]: line.split()[1:] for line in by_type(RUN).splitlines()[1:]}
    assert rows["who"] == ["2", "0.500", "1.000", "0.500", "0.500", "1.000", "–"]
    assert rows["absent"] == ["1", "–", "–", "–", "–", "–", "0.000"]


def test_systems_are_marked_where_they_differ() -> None:
    """What is really better is marked +, what is worse −, and what may be chance is not."""
    good = run(*(outcome(question(f"q{at}", *evidence(3)), 3) for at in range(12)))
    bad = run(*(outcome(question(f"q{at}", *evidence(3)), 8) for at in range(12)), name="lexical only")
    better, worse = systems([good, bad], differences(good, [bad])).splitlines()[1:]
    assert better.split()[:4] == ["as", "it", "is", "1.000"]
    assert worse.split()[2:4] == ["0.000−", "0.000−"]
    assert "real" in comparison(differences(good, [bad]))


def test_misses_say_what_went_wrong_and_what_was_returned() -> None:
    """Each miss is named with its ways, what was wanted and what came instead; what went right is not there."""
    found = {miss.outcome.question.id: miss.ways for miss in misses(RUN)}
    assert found == {
        "later": ("evidence only at rank 2",),
        "never": ("refused, though the article answers", "evidence not among the first 1"),
        "<b>wrongly</b>": ("answered, though the article does not",),
    }
    text = show_misses(RUN)
    shown = "later (who): later?|evidence only at rank 2 (confidence 0.80)|wanted: words|got 1: place 8|held 2: place 2"
    assert shown.replace("|", "\n   ") in text
    assert show_misses(run(RIGHT)) == "No question went wrong."


def test_parts_that_are_missing_are_a_miss() -> None:
    """Where both places are needed and one is found, the other is told."""
    half = outcome(question("q", *evidence(3, 9), needs="all"), 3)
    assert misses(run(half))[0].ways == ("parts of the answer not found",)


def test_curves() -> None:
    """Reliability, risk over coverage, the ROC curve and the thresholds, worked out by hand."""
    outcomes = RUN.outcomes
    assert reliability(outcomes)[-1] == Bin(1, 0.9, 1.0)
    coverage, risk = risk_coverage(outcomes)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0.0, 1 / 2, 2 / 3, 3 / 4])
    wrongly, rightly = roc(outcomes)
    assert (wrongly.tolist(), rightly.tolist()) == ([0, 0, 0, 1, 1], pytest.approx([0, 1 / 3, 2 / 3, 2 / 3, 1]))
    assert thresholds(outcomes, [0.75]) == (Threshold(0.75, coverage=0.5, risk=0.5, kept=2 / 3, refused=1.0),)


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
    html = page(Reported(RUN, (RUN, WORSE), differences(RUN, [WORSE])))
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
    elsewhere = replace(RUN, setup=replace(RUN.setup, gold="/home/ada/gold.jsonl"))
    assert "<h1>Evaluation of gold.jsonl</h1>" in page(Reported(elsewhere))
    assert summary(elsewhere, {}).startswith("# Evaluation of gold.jsonl\n")


def test_page_has_tables_plots_and_misses() -> None:
    """Every measure, plot and miss has its place, and the threshold in use is marked."""
    html = page(Reported(RUN, (RUN, WORSE), differences(RUN, [WORSE])))
    assert all(f'<th scope="row">{measure.name}</th>' in html for measure in MEASURES)
    for plot in ("Systems: passage hit@1", "Risk and coverage", "Reliability", "Refusal: ROC curve", "Latency"):
        assert f'alt="{plot}: ' in html
    assert '<tr class="in-use"><th scope="row">0.25</th>' in html
    assert html.count("<details>") == 3


def test_report_folder(tmp_path: Path) -> None:
    """The folder holds the page, the summary with its tables between markers, and the run; written twice, it is the same."""
    paths = write_report(Reported(RUN), tmp_path / "report")
    assert [path.name for path in paths] == ["index.html", "summary.md", "run.json"]
    assert read_run(paths[2]) == RUN
    text = paths[1].read_text("utf-8")
    assert f"<!-- figures -->\n```text\n{report(RUN)}\n```\n<!-- end of figures -->" in text
    before = paths[0].read_bytes()
    write_report(Reported(RUN), tmp_path / "report")
    assert paths[0].read_bytes() == before


def test_report_of_nothing_and_of_another_run() -> None:
    """A run in which nothing was asked has a page without plots; a comparison has its table."""
    assert "<img" not in page(Reported(run()))
    assert "The other run: other.json." in page(Reported(RUN, other="other.json", compared=differences(RUN, [WORSE])))


def test_without_matplotlib_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the plots cannot be drawn, it is said what to install."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(EvaluationError, match=r"Install it with: pip install 'loccit\[report\]'"):
        page(Reported(RUN))


def test_report_that_cannot_be_written(tmp_path: Path) -> None:
    """A file in the place of the folder is told."""
    (tmp_path / "file").write_text("")
    with pytest.raises(EvaluationError, match="The report cannot be written to"):
        write_report(Reported(RUN), tmp_path / "file")
