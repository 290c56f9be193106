"""An index that is open: its collection, who answers from it, and who verifies quotations against it, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from index.judging import Judge
from index.searching import Searchable
from qa.answering import Answerer
from qa.records import IndexState
from qa.verifying import Verifier


@dataclass(frozen=True, slots=True)
class OpenedIndex:
    """All that a door needs of one index. Safe to use from several threads."""

    collection: Searchable
    answerer: Answerer
    verifier: Verifier

    @classmethod
    def over(cls, collection: Searchable, threshold: float | None = None, judge: Judge | None = None) -> OpenedIndex:
        """Return a collection with its answerer and verifier, its list made; `threshold` and `judge` as for `Answerer`."""
        collection.catalogue.prepare()
        return cls(collection, Answerer(collection, threshold, judge), Verifier(collection))

    def current(self) -> OpenedIndex:
        """Return what is open now, as `IndexWatcher` does: itself."""
        return self

    def state(self) -> IndexState:
        """Return what is known of the index, as `IndexWatcher` does: of one in memory, nothing but that."""
        return IndexState(version="memory")
