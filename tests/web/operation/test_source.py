"""source.py: where answers come from."""

from __future__ import annotations

from qa.opened_index import OpenedIndex
from web.operation.source import IndexSource


def test_an_opened_index_is_a_source(opened: OpenedIndex) -> None:
    """What is open in memory is its own source, of an index that nothing is wrong with."""
    source: IndexSource = opened
    assert source.current() is opened
    assert (source.state().version, source.state().problem) == ("memory", None)
