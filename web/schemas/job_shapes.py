"""Jobs that change articles, as JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class ReportJson(BaseModel):
    """What was read of an article, and what could not be settled.

    `missing` are numbers that the count of notes skips, `doubled` labels that stand more than once; `doubts` name the place with
    its surroundings. `exact` is the share of sentences whose characters all stand so in the file, from 0 to 1.
    """

    title: str
    pages: int
    pages_printed: bool
    paragraphs: int
    sentences: int
    notes: int
    notes_with_text: int
    missing: list[str]
    doubled: list[str]
    doubts: list[str]
    exact: float


class JobArticleJson(BaseModel):
    """An article of a file: `answers` tells whether it can be asked by now, `report` what was read; null where nothing was."""

    id: str
    url: str
    answers: bool
    report: ReportJson | None


class JobItemJson(BaseModel):
    """A file that came in, or an article by its id, and what became of it; `sentence` says why it was refused, or more of it.

    `known` is a file that was in the library before.
    """

    name: str
    size: int
    outcome: Literal["waiting", "reading", "read", "indexed", "known", "removed", "refused"]
    sentence: str | None
    articles: list[JobArticleJson]


class JobProgressJson(BaseModel):
    """How far a job is: bytes of files that were read, the page of the one that is, passages and sentences that are encoded.

    Each stands with its whole; 0 of 0 where nothing is known yet.
    """

    bytes_read: int
    bytes_all: int
    page: int
    pages: int
    encoded: int
    to_encode: int


class JobJson(BaseModel):
    """Something that is done to articles: how far it is, and what became of each file.

    `sentence` says why it failed or waits, `index` is the version of the index that it made; both may be null. `taken_up` tells
    whether the index that answers is that one or a later one.
    """

    id: str
    kind: Literal["add", "reread", "remove", "describe", "forget"]
    state: Literal["waiting", "working", "done", "failed"]
    came: str
    progress: JobProgressJson
    items: list[JobItemJson]
    sentence: str | None
    remarks: list[str]
    index: str | None
    taken_up: bool
    url: str


class BibliographyList(BaseModel):
    """The names of the bibliographies that were added and tell of articles."""

    bibliographies: list[str]


class JobList(BaseModel):
    """The latest jobs, the last that came first."""

    jobs: list[JobJson]
