"""source.py: where answers come from."""

from __future__ import annotations

from qa.answering.answerer import Answerer
from web.operation.source import Source


def test_an_answerer_is_a_source(answerer: Answerer) -> None:
    """What answers from memory is its own source, of an index that nothing is wrong with."""
    source: Source = answerer
    assert source.current() is answerer
    assert (source.state().version, source.state().problem) == ("memory", None)
