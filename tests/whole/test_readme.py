"""README.md and the page on quality: what they show is what happens."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from docs.figures import copied, tables
from index.collection import Collection
from qa.answering.answerer import Answerer
from qa.evaluating.intervals import score
from qa.evaluating.judging import outcomes
from qa.evaluating.measures import LATENCY, MEASURES
from qa.evaluating.systems import LocalSystem
from qa.records import Answer, GoldQuestion
from tests.conftest import REPOSITORY
from web.commands.answer_text import answer_blocks
from web.commands.cli import main

README = (REPOSITORY / "README.md").read_text("utf-8")
QUALITY = (REPOSITORY / "docs" / "explanation" / "quality.md").read_text("utf-8")
MOST_LINES = 150
MARGIN = 0.03  # of a figure, by which another kind of processor rounds otherwise
FIGURE = re.compile(r"^(?P<name>[\w@ ,-]+?) {2,}(?P<value>\d\.\d{3}) .* (?P<count>\d+)(?: +\d\.\d{3}){2}$", re.MULTILINE)


def test_answer_shown_is_the_answer_given(answerer: Answerer) -> None:
    """The example's question gets the answer that the README prints, to the letter."""
    question = re.search(r'loccit ask "(.+?)" --limit 1\n(.+?)\n```', README, re.DOTALL)
    assert question
    result = answerer.ask(question[1], 1)
    assert isinstance(result, Answer)
    assert "\n\n".join(answer_blocks(answerer, result)) == question[2]


def test_figures_are_those_measured(answerer: Answerer, gold: tuple[GoldQuestion, ...]) -> None:
    """Each figure of quality on its page is what the evaluation gives, but for what another kind of processor rounds."""
    found = tuple(outcomes(LocalSystem(answerer), gold))
    figures = {match["name"]: match for match in FIGURE.finditer(tables(QUALITY)["figures"])}
    assert set(figures) == {measure.name for measure in MEASURES if measure not in LATENCY}
    for measure in MEASURES:
        if measure not in LATENCY:
            expected = score(found, measure, 0)
            assert int(figures[measure.name]["count"]) == pytest.approx(expected.count, abs=2), measure.name
            assert float(figures[measure.name]["value"]) == pytest.approx(expected.value, abs=MARGIN), measure.name


def test_figures_of_the_readme_are_those_of_the_page() -> None:
    """Each row of the README's table has the figure and the interval of the page on quality."""
    rows = re.findall(r"^\| (?P<name>[\w@ ]+?) \| .+? \| (?P<value>\d\.\d{3}) \| (?P<interval>\[.+?\]) \|$", README, re.MULTILINE)
    assert [name for name, _, _ in rows] == ["passage hit@1", "passage hit@5", "quotation hit@1", "note F1", "refusal recall"]
    for name, value, interval in rows:
        assert re.search(rf"^{name} +{value} +{re.escape(interval)} ", QUALITY, re.MULTILINE), name


def test_readme_is_short() -> None:
    """The README has at most 150 lines; what is longer stands in docs/."""
    assert len(README.splitlines()) <= MOST_LINES


def test_figures_are_copied_by_name() -> None:
    """A table of the summary takes the place of the page's of that name, without times; nothing else changes."""
    readme = "Before\n<!-- figures -->\n```text\nold\n```\n<!-- end of figures -->\nAfter\n"
    summary = readme.replace("old", "hit 1\np95 ms 7.1") + "<!-- x -->\n```text\ny\n```\n<!-- end of x -->"
    assert copied(readme, summary) == readme.replace("old", "hit 1")
    assert copied(readme, "") == readme


def test_help_of_the_group_names_every_command() -> None:
    """`loccit --help` lists the commands."""
    output = CliRunner().invoke(main, ["--help"]).output
    assert all(re.search(rf"^  {command} ", output, re.MULTILINE) for command in main.commands)


def test_counts_in_words(collection: Collection, gold: tuple[GoldQuestion, ...]) -> None:
    """The page on quality counts the gold questions right."""
    answerable = sum(question.answerable for question in gold)
    absent, presuming = (sum(question.type == kind for question in gold) for kind in ("absent", "false-premise"))
    flat = " ".join(QUALITY.split())
    assert (
        f"{len(gold)} questions on the seed article, {answerable} that it answers and {len(gold) - answerable} that it does not"
        in flat
    )
    assert f"{absent} of which are on its very topic and {presuming} presume" in flat
    assert len(collection.articles) == 1
