"""The nouns of the intake: a job, what became of each file or article in it, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from index.readers import Integrity


class JobKind(StrEnum):
    """What a job does with articles; `describe` takes up what bibliographies say of them, `forget` gives one up."""

    ADD = "add"
    REREAD = "reread"
    REMOVE = "remove"
    DESCRIBE = "describe"
    FORGET = "forget"


class JobState(StrEnum):
    """How far a job is; a job that failed has changed nothing."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class Outcome(StrEnum):
    """What became of a file, or of an article: `known` is a file that the index had already."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    INDEXED = "indexed"
    KNOWN = "known"
    REMOVED = "removed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Item:
    """A file that came in – an article's, or a bibliography –, or an article that is to be read anew or removed.

    `name` is the file's as it was sent, or the article's id; `size` its bytes; `path` where it is kept, empty while it waits or
    where it is kept no more; `article_ids` the articles in it, and `reports` what was read of each, where it was read;
    `sentence` what was wrong; `tries` how often reading it has broken down.
    """

    name: str
    size: int = 0
    sha256: str = ""
    path: str = ""
    outcome: Outcome = Outcome.WAITING
    sentence: str = ""
    article_ids: tuple[str, ...] = ()
    reports: tuple[Integrity, ...] = ()
    tries: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will become of it."""
        return self.outcome not in {Outcome.WAITING, Outcome.READING, Outcome.READ}

    def refused(self, sentence: str) -> Item:
        """Return it refused."""
        return replace(self, outcome=Outcome.REFUSED, sentence=sentence, reports=(), article_ids=())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: the bytes of the files that were read, the page of the one that is, the texts that are encoded.

    Each stands before its whole; 0 of 0 where nothing is known yet. Texts are passages and their sentences.
    """

    bytes_read: int = 0
    bytes_all: int = 0
    page: int = 0
    pages: int = 0
    encoded: int = 0
    to_encode: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done to an index; ids sort by when the jobs came.

    `came` is in UTC (ISO 8601); `holder` whose token asked for it, empty without tokens; `sentence` says why it failed or waits;
    `remarks` what else is to be known; `index` the version of the index that it made, and `index_made` when (nanoseconds since
    1970); `breakdowns` how often the process that worked on it died.
    """

    id: str
    kind: JobKind
    came: str
    holder: str
    items: tuple[Item, ...]
    state: JobState = JobState.WAITING
    progress: Progress = Progress()
    sentence: str = ""
    remarks: tuple[str, ...] = ()
    index: str = ""
    breakdowns: int = 0
    index_made: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state in {JobState.DONE, JobState.FAILED}

    def with_item(self, position: int, item: Item) -> Job:
        """Return the job with another item in this position."""
        return replace(self, items=(*self.items[:position], item, *self.items[position + 1 :]))
