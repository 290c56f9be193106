"""judge.py: what is judged, and what a judge says."""

from __future__ import annotations

from index.judging.judge import Judge, Stretch
from index.judging.judge_files import open_judge
from index.records import Span
from tests.doubles import WordJudge

TEXT = "Flour came from Canada. The pilot drowned."
STRETCH = Stretch(TEXT, (Span(0, 23), Span(24, 42)))


def test_sentences_are_spans_of_the_text_that_is_judged() -> None:
    """They count from the beginning of the stretch, wherever it stands in an article."""
    assert [span.of(STRETCH.text) for span in STRETCH.sentences] == ["Flour came from Canada.", "The pilot drowned."]


def test_each_sentence_gets_a_logit() -> None:
    """The one that ships and the double say of each sentence how far it answers, and both tell which does here."""
    judges: list[Judge | None] = [WordJudge(), open_judge()]
    for judge in judges:
        assert judge is not None
        (found,) = judge.judge("Where did the flour come from?", [STRETCH])
        assert found.sentences[0] > found.sentences[1]
