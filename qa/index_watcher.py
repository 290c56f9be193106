"""Whoever serves an index folder takes up a new index in it without a restart, and keeps the old one where that fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any, Protocol

from index.encoding import Encoder
from index.errors import LoccitError
from index.folder import current_generation, made_at
from index.judging import Judge
from index.opening import open_searchable
from index.searching import Searchable
from qa.opened_index import OpenedIndex
from qa.records import IndexState

EVERY = 0.25  # seconds from one look at the folder to the next
RETRY = 120  # looks until an index that could not be opened is tried again: its article may have been put right

SHORTEST = 0.01  # seconds that the watching thread rests at least
GOES_ON = "What is open goes on answering."
GONE = f"The index folder is gone or cannot be read. {GOES_ON}"

_log = logging.getLogger(__name__)


class Opening(Protocol):
    """Whoever opens an index folder."""

    def __call__(self, folder: Path, *, encoder: Encoder | None = None) -> Searchable:
        """Return the collection in a folder."""


class IndexWatcher:
    """Keeps the newest index of a folder open. Safe to use from several threads."""

    def __init__(
        self,
        folder: Path,
        encoder: Encoder | None = None,
        every: float = EVERY,
        judge: Judge | None = None,
        tell: Callable[[IndexState], None] = lambda _: None,
        opened: Opening = open_searchable,
        prepare: Callable[[OpenedIndex], object] = lambda _: None,
    ) -> None:
        """Open the index in `folder`; it is looked at again after `every` seconds, when somebody asks.

        `judge` is as for `Answerer`; `tell` is called with each new state, `opened` opens the folder, in this process or on a
        cluster, and `prepare` is called with each index once it answers.

        Raises:
            IndexFolderError: it is missing, incomplete, damaged or out of date.
        """
        self._folder = folder
        self._open = opened
        self._encoder = encoder
        self._judge = judge
        self._every = every
        self._tell = tell
        self._lock = Lock()
        generation = current_generation(folder)
        self._seen = generation.name
        self._opened = OpenedIndex.over(opened(folder, encoder=encoder), judge=judge)
        self._looked = monotonic()
        self._retry = RETRY * every
        self._failed: float | None = None
        self._told = ""
        self._state = IndexState(self._seen, made=made_at(generation))
        self._prepare = prepare
        prepare(self._opened)

    def current(self) -> OpenedIndex:
        """Return what is open now: one request should ask no other. A new index is opened beside, and nobody waits for it."""
        with self._lock:
            due = monotonic() - self._looked >= self._every
            self._looked = monotonic() if due else self._looked
        if due and (name := self._newer()):
            Thread(target=self._take_up, args=(name,), daemon=True).start()
        return self._opened

    def state(self) -> IndexState:
        """Return which index answers, and what is wrong with its folder if anything is."""
        return self._state

    def watch(self) -> None:
        """Look at the folder from now on also when nobody asks, so that the first question after a change gets the new index."""
        Thread(target=self._watch, name="watching", daemon=True).start()

    def _watch(self) -> None:
        while True:
            sleep(max(self._every, SHORTEST))
            self.current()

    def _newer(self) -> str:
        """Return the name of a generation that was not seen before, else nothing; each name once."""
        try:
            name = current_generation(self._folder).name
        except LoccitError:
            self._note(problem=GONE)  # or half copied; what is open goes on
            return ""
        with self._lock:
            if self._state.problem == GONE:
                self._change(problem=None)
            again = self._failed is not None and monotonic() - self._failed >= self._retry
            if name == self._seen and not again:
                return ""
            self._told = self._told if name == self._seen else ""
            self._seen, self._failed = name, None
        return name

    def _take_up(self, name: str) -> None:
        try:
            opened = OpenedIndex.over(self._open(self._folder, encoder=self._encoder), judge=self._judge)
        except LoccitError as error:
            self._failed = monotonic()
            if name != self._told:
                _log.warning("The new index %s was not taken up, the former goes on answering: %s", name, error)
            self._told = name
            self._note(
                failed=self._state.failed + 1, problem=f"The new index {name} cannot be opened, the log says why. {GOES_ON}"
            )
            return
        with self._lock:
            if name != self._seen:
                return  # a newer one came meanwhile, and may be open already
            self._opened = opened
            self._change(version=name, taken_up=self._state.taken_up + 1, problem=None, made=made_at(self._folder / name))
        _log.info("The new index %s was taken up: %s passages.", name, len(opened.collection.passages))
        self._prepare(opened)

    def _note(self, **changes: Any) -> None:
        with self._lock:
            self._change(**changes)

    def _change(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)
        self._tell(self._state)
