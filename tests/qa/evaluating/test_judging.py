"""judging.py: gold questions are asked of a system, and what they got is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.collection import Collection
from index.records import Span
from qa.answering.answerer import Answerer
from qa.errors import EvaluationError
from qa.evaluating.intervals import score
from qa.evaluating.judging import by_article, outcomes, resumed, start_run
from qa.evaluating.measures import MEASURES, evidence_ranks, in_passage, is_right, notes_given, notes_wanted
from qa.evaluating.run_records import Outcome, RunSetup
from qa.evaluating.systems import LocalSystem
from qa.records import Evidence, GoldQuestion

GOLD = [
    ("flour", "Who imported flour from Canada?", "The mayor imported flour from Canada.", "3"),
    ("ice", "Which harbour froze in January?", "The harbour froze in January.", "1"),
    ("wrong", "Who imported flour from Canada, again?", "The ice broke in April.", "4"),
    ("king", "Who was the king of Norway?", "", ""),
]


def questions(harbour: Collection) -> list[GoldQuestion]:
    text = harbour.articles[0].text
    return [
        GoldQuestion(
            name,
            "t",
            question,
            "harbour",
            (Evidence(Span(text.index(quote), text.index(quote) + len(quote)), (label,)),) if quote else (),
        )
        for name, question, quote, label in GOLD
    ]


@pytest.fixture
def judged(harbour: Collection) -> tuple[Outcome, ...]:
    """Two questions that are answered, one whose gold is elsewhere, and one that is not answered."""
    return tuple(outcomes(LocalSystem(Answerer(harbour)), questions(harbour)))


def test_outcomes(judged: tuple[Outcome, ...]) -> None:
    """Each outcome says at which rank the evidence came, whether it was quoted, and which notes were given and wanted."""
    flour, ice, wrong, king = judged
    for right, label in ((flour, "3"), (ice, "1")):
        assert evidence_ranks(right, in_passage) == (1,)
        assert is_right(right)
        assert notes_given(right) == notes_wanted(right) == {label}
    assert not is_right(wrong)
    assert (set(notes_given(wrong)), set(notes_wanted(wrong))) == ({"3"}, {"4"})
    assert (king.refused, king.wanted, evidence_ranks(king, in_passage)) == (True, (), ())
    assert flour.wanted == (flour.found[0].text,) == ("The mayor imported flour from Canada.",)


def test_what_is_no_question_stays_in_the_mean(harbour: Collection) -> None:
    """A gold question of common words alone, which cannot be asked, scores as a miss and a refusal, and does not vanish."""
    asked = replace(questions(harbour)[0], question="Who are they?")
    (outcome,) = outcomes(LocalSystem(Answerer(harbour)), [asked])
    assert (outcome.found, outcome.refused, outcome.confidence) == ((), True, 0.0)
    assert outcome.problem.startswith("The question has only common words")
    assert score([outcome], MEASURES[0]).count == 1


def test_run_tells_its_versions_and_is_resumed_by_its_setup(harbour: Collection) -> None:
    """A run that asked the first question has the others left; one of another limit cannot be gone on with."""
    asked, system = questions(harbour), LocalSystem(Answerer(harbour))
    setup = RunSetup("a", "gold", "00", None, 10, system.settings())
    run = start_run(setup, asked)
    assert {"python", "numpy", "scipy"} <= set(run.versions)
    assert (run.total, run.complete) == (4, False)
    begun = replace(run, outcomes=tuple(outcomes(system, asked[:1])))
    assert [question.id for question in resumed(begun, setup, asked)] == ["ice", "wrong", "king"]
    with pytest.raises(EvaluationError, match="its limit was 10, and is 5 now"):
        resumed(begun, replace(setup, limit=5), asked)


def test_whole_articles_count_once(judged: tuple[Outcome, ...]) -> None:
    """Where articles are judged, the best citation of each alone is kept."""
    assert len(judged[0].found) > 1
    assert by_article(judged[0]).found == judged[0].found[:1]


def test_seed_gold_does_not_get_worse(answerer: Answerer, gold: tuple[GoldQuestion, ...]) -> None:
    """A floor under the figures on the seed article, well below what is measured, so that a breakage is noticed."""
    found = tuple(outcomes(LocalSystem(answerer), gold))
    floors = {
        "passage hit@1": 0.60,
        "passage hit@5": 0.80,
        "quotation hit@1": 0.48,
        "refusal recall": 0.25,
        "answerable, not refused": 0.85,
    }
    for measure in MEASURES:
        if measure.name in floors:
            assert score(found, measure, 0).value >= floors[measure.name], measure.name
