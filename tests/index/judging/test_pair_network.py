"""pair_network.py: a question is read together with a text."""

from __future__ import annotations

import pytest

from index.judging.judge_files import OWN_FOLDER
from index.judging.onnx_judge import PAIR, TOKENS
from index.judging.pair_network import PairNetwork


@pytest.fixture(scope="module")
def network() -> PairNetwork:
    """That of our own judge, of which a question has eight tokens and a pair sixteen."""
    return PairNetwork(OWN_FOLDER, 8, 16)


def test_pair_is_cut_off_in_the_text(network: PairNetwork) -> None:
    """The outputs asked for are those of the tokens that are read: the question whole, the text as far as there is room."""
    encoding, (pair, tokens) = network.run([PAIR, TOKENS], "Who imported flour?", "The mayor imported flour. " * 9)
    assert (len(encoding.ids), pair.shape, tokens.shape) == (16, (1,), (1, 16))
    assert encoding.sequence_ids.count(0) == 4


def test_question_is_cut_off_at_a_word(network: PairNetwork) -> None:
    """A short one stays as it is; of a long one whole words are read, never a piece of one."""
    assert network.shortened("Who imported flour?") == "Who imported flour?"
    assert (
        network.shortened("who was it that imported flour in incomprehensibilities then") == "who was it that imported flour in"
    )
