"""qa/evaluation.py and qa/report.py: gold questions are asked, and what they got becomes figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.collection import Collection
from qa.answering import Answerer
from qa.evaluation import Outcome, evaluate, measures
from qa.gold import read_gold
from qa.records import Evidence, GoldQuestion
from qa.report import report

GOLD = [
    ("flour", "Who imported flour from Canada?", [("The mayor imported flour from Canada.", ["3"])]),
    ("ice", "Which harbour froze in January?", [("The harbour froze in January.", ["1"])]),
    ("wrong", "Who imported flour from Canada, again?", [("The ice broke in April.", ["4"])]),
    ("king", "Who was the king of Norway?", []),
]


@pytest.fixture
def outcomes(harbour: Collection, tmp_path: Path) -> tuple[Outcome, ...]:
    """Two questions that are answered, one whose gold is elsewhere, and one that is not answered."""
    lines = [
        {
            "id": name,
            "type": "t",
            "question": question,
            "article": "harbour",
            "evidence": [{"quote": quote, "notes": notes} for quote, notes in evidence],
        }
        for name, question, evidence in GOLD
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return evaluate(Answerer(harbour), read_gold(path, harbour))


def test_outcomes(outcomes: tuple[Outcome, ...]) -> None:
    """Each outcome says at which rank the evidence came, whether it was quoted, and which notes were given and wanted."""
    flour, ice, wrong, king = outcomes
    assert (flour.rank, flour.quoted, flour.notes, flour.wanted) == (1, True, frozenset({"3"}), frozenset({"3"}))
    assert (ice.rank, ice.quoted, ice.notes, ice.wanted) == (1, True, frozenset({"1"}), frozenset({"1"}))
    assert (wrong.quoted, wrong.notes, wrong.wanted) == (False, frozenset({"3"}), frozenset({"4"}))
    assert wrong.rank is None or wrong.rank > 1
    assert (king.rank, king.refused, king.wanted) == (None, True, frozenset())


def test_what_is_no_question_stays_in_the_mean(harbour: Collection) -> None:
    """A gold question of common words alone, which cannot be asked, scores as a miss and a refusal, and does not vanish."""
    evidence = Evidence(harbour.articles[0].paragraphs[0].sentences[0], ("1",))
    (outcome,) = evaluate(Answerer(harbour), [GoldQuestion("q", "t", "Who are they?", "harbour", (evidence,))])
    assert (outcome.citations, outcome.refused, outcome.rank, outcome.quoted) == ((), True, None, False)
    assert outcome.wanted == frozenset({"1"})


def test_measures(outcomes: tuple[Outcome, ...]) -> None:
    """The figures are worked out again from the outcomes."""
    scores = {score.name: score for score in measures(outcomes)}
    assert scores["hit@1"].value == pytest.approx(2 / 3)
    assert scores["evidence-sentence hit"].value == pytest.approx(2 / 3)
    assert scores["note precision"].value == scores["note recall"].value == pytest.approx(2 / 3)
    assert scores["refusal recall"].value == 1.0
    refused = sum(outcome.refused for outcome in outcomes)
    assert scores["refusal precision"].value == pytest.approx(1 / refused)
    assert scores["answerable, not refused"].value == pytest.approx(1 - (refused - 1) / 3)
    assert scores["median ms"].count == len(outcomes) == 4
    assert 0.0 < scores["median ms"].value <= scores["p95 ms"].value


def test_report_shows_every_measure(outcomes: tuple[Outcome, ...]) -> None:
    """The table has a line for each measure, with its interval and over how many it was taken."""
    text = report(outcomes)
    assert text.startswith("4 questions, 3 of them answered by their article, 1 not")
    for score in measures(outcomes):
        assert f"{score.name:<26}" in text
    assert "n = 3" in text


def test_seed_gold_does_not_get_worse(answerer: Answerer, gold: tuple[GoldQuestion, ...]) -> None:
    """A floor under the figures on the seed article, well below what is measured, so that a breakage is noticed."""
    scores = {score.name: score.value for score in measures(evaluate(answerer, gold))}
    assert scores["hit@1"] >= 0.60
    assert scores["hit@5"] >= 0.80
    assert scores["evidence-sentence hit"] >= 0.45
    assert scores["refusal recall"] >= 0.50
    assert scores["answerable, not refused"] >= 0.65
