"""onnx_judge.py: an exported judge, read from its folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.errors import ModelError
from index.judging.judge import Stretch
from index.judging.judge_files import OWN_FOLDER
from index.judging.onnx_judge import CARD, OnnxJudge
from index.judging.pair_network import MODEL, TOKENIZER
from index.records import Span

QUESTION = "How many troops were there at the peak?"
TEXT = "At its peak the army had 72,400 men. It was cold. Nobody knew why they had come."
STRETCH = Stretch(TEXT, (Span(0, 36), Span(37, 49), Span(50, 80)))


@pytest.fixture(scope="module")
def judge() -> OnnxJudge:
    """Ours."""
    return OnnxJudge(OWN_FOLDER)


def test_the_sentence_that_answers_is_told_from_those_beside_it(judge: OnnxJudge) -> None:
    """It has the highest logit of the three."""
    (found,) = judge.judge(QUESTION, [STRETCH])
    assert max(range(3), key=lambda at: found.sentences[at]) == 0


def test_company_changes_nothing(judge: OnnxJudge) -> None:
    """Alone, beside others and again, a stretch gets the same to the last bit."""
    other = Stretch("Bread became expensive.", (Span(0, 23),))
    alone = judge.judge(QUESTION, [STRETCH])
    assert judge.judge(QUESTION, [other, STRETCH, other])[1:2] == alone == judge.judge(QUESTION, [STRETCH])


def test_question_without_end_is_cut_off_at_a_word(judge: OnnxJudge) -> None:
    """What comes behind the last word that is read makes no difference, and no error."""
    long = "Wherefore did it end " * 200
    assert judge.judge(long, [STRETCH]) == judge.judge(long + "or incomprehensibilities", [STRETCH])


def test_sentence_that_was_cut_off_is_no_better_than_any(judge: OnnxJudge) -> None:
    """A stretch longer than what is read: the sentences behind that get the lowest logit of what was read."""
    text = "It was cold. " * 200 + "The army had 72,400 men at its peak."
    spans = (Span(0, 12), Span(len(text) - 36, len(text)))
    (found,) = judge.judge(QUESTION, [Stretch(text, spans)])
    assert found.sentences[1] <= found.sentences[0]


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    """Weights that are not those of the card get a sentence, as does a file that is none."""
    folder = tmp_path / "judge"
    shutil.copytree(OWN_FOLDER, folder)
    card = (folder / CARD).read_text("utf-8")
    (folder / CARD).write_text(card.replace('"sha256": "', '"sha256": "0'), "utf-8")
    with pytest.raises(ModelError, match="is damaged"):
        OnnxJudge(folder)
    (folder / CARD).write_text(card, "utf-8")
    for name in (MODEL, TOKENIZER, CARD):
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(kept[:100])
        with pytest.raises(ModelError, match="cannot be read"):
            OnnxJudge(folder)
        (folder / name).write_bytes(kept)
