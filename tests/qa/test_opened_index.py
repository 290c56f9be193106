"""opened_index.py: a collection with who answers from it and who verifies against it."""

from __future__ import annotations

from index.collection import Collection
from qa.opened_index import OpenedIndex
from qa.records import Answer, IndexState
from qa.verifying.verdicts import VerdictKind


def test_all_three_are_of_one_collection(harbour: Collection) -> None:
    """The answerer, with its threshold, and the verifier work on the same articles."""
    opened = OpenedIndex.over(harbour, threshold=0.0)
    found = opened.answerer.ask("Who imported flour?", 1)
    assert isinstance(found, Answer)
    assert (opened.answerer.collection, opened.answerer.threshold) == (harbour, 0.0)
    assert found.citations[0].quotation == "The mayor imported flour from Canada."
    assert opened.verifier.verify(found.citations[0].quotation).kind is VerdictKind.EXACT


def test_index_in_memory_stays_what_it_is(harbour: Collection) -> None:
    """It gives itself, and tells nothing but that it is in memory."""
    opened = OpenedIndex.over(harbour)
    assert opened.current() is opened
    assert opened.state() == IndexState(version="memory")
