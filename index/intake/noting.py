"""Notes how far a job is while it is worked on, so that everybody who serves can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import Any

from index.errors import LoccitError
from index.intake.job_queue import JobQueue
from index.intake.jobs import Item, Job, JobKind, JobState, Outcome
from index.readers import inspect
from index.records import Article

EVERY = 0.25  # seconds at least between two states of the progress


class Noting:
    """A job as it is now; watches an index being built. Another thread may hand the job back."""

    def __init__(self, queue: JobQueue, job: Job) -> None:
        self.job = job
        self._queue = queue
        self._lock = RLock()
        self._noted = 0.0
        self._at = -1  # the item that is being read

    def save(self, **changes: Any) -> None:
        """Change the job, and put it on the disk for good."""
        with self._lock:
            self.job = replace(self.job, **changes)
            self._queue.save(self.job)
            self._noted = monotonic()

    def item(self, position: int, item: Item) -> None:
        """Put an item in the place of the one in this position."""
        with self._lock:
            self.job = self.job.with_item(position, item)

    def hand_back(self) -> None:
        """Let the job wait; from here on nothing is noted any more, for the process ends."""
        self._lock.acquire()
        if not self.job.is_over:
            waiting = tuple(replace(each, outcome=Outcome.WAITING) if not each.is_settled else each for each in self.job.items)
            self._queue.save(replace(self.job, state=JobState.WAITING, items=waiting))

    def remark(self, sentence: str) -> None:
        """Note what else is to be known."""
        with self._lock:
            self.job = replace(self.job, remarks=tuple(dict.fromkeys((*self.job.remarks, sentence))))

    def refuse(self, error: LoccitError) -> None:
        """Note why the file that is being read is refused, by the name that it came with."""
        with self._lock:
            item = self.job.items[self._at]
            shown = item.name if self.job.kind is JobKind.ADD else Path(item.path).name
            self.item(self._at, item.refused(str(error).replace(item.path, shown)))
            self._note()

    def refuse_current(self, error: LoccitError) -> bool:
        """Note the same, where a file was being read and is not refused yet; else say that none was."""
        with self._lock:
            if self._at >= 0 and self.job.items[self._at].outcome is Outcome.READING:
                self.refuse(error)
            return self._at >= 0 and all(each.is_settled for each in self.job.items)

    def begins(self, path: Path) -> None:
        """Note that a file is begun, for good: a process that breaks down has it to blame."""
        with self._lock:
            self._finish_reading()
            self._at = next(at for at, item in enumerate(self.job.items) if item.path == str(path) and not item.is_settled)
            self.item(self._at, replace(self.job.items[self._at], outcome=Outcome.READING))
            self.save(progress=replace(self.job.progress, page=0, pages=0, bytes_all=sum(each.size for each in self.job.items)))

    def turns(self, page: int, pages: int) -> None:
        """Note the page."""
        with self._lock:
            self.job = replace(self.job, progress=replace(self.job.progress, page=page, pages=pages))
            self._note_now_and_then()

    def has_read(self, path: Path, found: Sequence[tuple[Article, str]]) -> None:  # noqa: ARG002  # the file that was begun
        """Note what was read of a file."""
        reports = tuple(inspect(article, source) for article, source in found)
        with self._lock:
            self.item(self._at, replace(self.job.items[self._at], reports=reports))

    def has_encoded(self, texts: int, of: int) -> None:
        """Note how much is encoded; all files are read then."""
        with self._lock:
            self._finish_reading()
            self.job = replace(self.job, progress=replace(self.job.progress, page=0, pages=0, encoded=texts, to_encode=of))
            self._note_now_and_then()

    def _finish_reading(self) -> None:
        """Count the file that was read as read."""
        if self._at < 0:
            return
        item, progress = self.job.items[self._at], self.job.progress
        if item.outcome is Outcome.READING:
            self.item(self._at, replace(item, outcome=Outcome.READ))
        self.job = replace(
            self.job, progress=replace(progress, bytes_read=sum(each.size for each in self.job.items[: self._at + 1]))
        )

    def _note_now_and_then(self) -> None:
        if monotonic() - self._noted >= EVERY:
            self._note()

    def _note(self) -> None:
        self._queue.note(self.job)
        self._noted = monotonic()
