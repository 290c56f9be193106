"""Articles and bibliographies are sent to a service, and what became of them is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

from qa.client.service import Service, ServiceError

LONGEST_CHANGE = 600.0  # seconds that are waited for a change
EVERY = 0.5  # seconds from one look at it to the next


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that was sent, or an article by its id: what became of it (`outcome`), why not, and the articles in it."""

    name: str
    outcome: str
    sentence: str
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """A change of a service's articles: how far it is, what became of each file, and what else is to be known.

    `taken_up` tells whether questions are answered from it.
    """

    id: str
    kind: str
    state: str
    files: tuple[ChangedFile, ...]
    sentence: str
    remarks: tuple[str, ...]
    taken_up: bool

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state == "failed" or self.taken_up


class LibraryRequests(Service):
    """What changes the articles of a service that lets them be changed."""

    def add_articles(self, paths: Iterable[Path]) -> LibraryChange:
        """Send articles' files, and return the change that reads them; `settled` waits for it.

        Raises:
            OSError: a file cannot be read.
            ServiceError: the service refuses them, or cannot be reached.
        """
        return self._upload("/api/articles", paths)

    def add_bibliographies(self, paths: Iterable[Path]) -> LibraryChange:
        """Send exports of a reference manager, and return the change that takes up what they say of the articles.

        Raises:
            OSError: a file cannot be read.
            ServiceError: the service refuses them, or cannot be reached.
        """
        return self._upload("/api/bibliographies", paths)

    def remove_article(self, article_id: str) -> LibraryChange:
        """Have an article removed.

        Raises:
            ServiceError: there is none, the service refuses, or cannot be reached.
        """
        return self._send(change_of, "DELETE", f"/api/articles/{quote(article_id, safe='')}")

    def reread_article(self, article_id: str) -> LibraryChange:
        """Have an article's file read anew.

        Raises:
            ServiceError: there is no such article, the service refuses, or cannot be reached.
        """
        return self._send(change_of, "POST", f"/api/articles/{quote(article_id, safe='')}/reread")

    def change(self, change_id: str) -> LibraryChange:
        """Return how far a change is.

        Raises:
            ServiceError: there is none of this id, or the service cannot be reached.
        """
        return self._send(change_of, "GET", f"/api/jobs/{quote(change_id, safe='')}")

    def settled(self, change: LibraryChange, seconds: float = LONGEST_CHANGE) -> LibraryChange:
        """Wait until questions are answered from a change, or it failed, and return it.

        Raises:
            ServiceError: that takes longer than `seconds`, or the service cannot be reached.
        """
        until = monotonic() + seconds
        while not (found := self.change(change.id)).is_settled:
            if monotonic() > until:
                raise ServiceError(f"After {seconds:g} s the change {change.id} is {found.state}. Ask later how far it is.")
            sleep(EVERY)
        return found

    def _upload(self, path: str, files: Iterable[Path]) -> LibraryChange:
        return self._send(change_of, "POST", path, files=[("files", (file.name, file.read_bytes())) for file in files])


def change_of(found: Mapping[str, Any]) -> LibraryChange:
    """Return what the JSON of a job tells.

    Raises:
        KeyError, TypeError: it is not loccit's.
    """
    return LibraryChange(
        id=found["id"],
        kind=found["kind"],
        state=found["state"],
        files=tuple(map(_file, found["items"])),
        sentence=found["sentence"] or "",
        remarks=tuple(found["remarks"]),
        taken_up=found["taken_up"],
    )


def _file(found: Mapping[str, Any]) -> ChangedFile:
    articles = tuple(article["id"] for article in found["articles"])
    return ChangedFile(found["name"], found["outcome"], found["sentence"] or "", articles)
