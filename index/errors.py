"""What can go wrong, as types. Every message says what was found, where, and what to do about it.

Here is what several modules raise; an error that only one raises is defined there.
"""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

LONGEST_SHOWN = 60  # characters of what somebody sent that an error repeats


class Kind(Enum):
    """What is wrong, for whoever has to answer for it: each kind has an HTTP status of its own."""

    UNKNOWN = "something is asked for that is not there"
    UNFIT = "what was asked or sent cannot be worked with"
    AWAY = "what is asked for is there, and cannot be reached now"
    CONFLICT = "what was asked collides with what was done meanwhile"
    FAULT = "something is wrong here, and not with what was asked"


class LoccitError(Exception):
    """The root of everything that loccit raises on purpose; its text is fit to be shown to the user.

    `remedy` is what whoever sent a request can do, None where that goes by the kind alone; `field` the part of a request in which
    such an error lies, as a JSON pointer.
    """

    kind: ClassVar[Kind] = Kind.FAULT
    remedy: str | None = None
    field: str | None = None


class ArticleError(LoccitError):
    """An article's file cannot be read."""


class UnknownArticleError(LoccitError):
    """No article of that id is in the collection."""

    kind = Kind.UNKNOWN
    remedy = "GET /api/articles lists the ids."
    field = "/article"


class ModelError(LoccitError):
    """The embedding model cannot be found, or is not the one that it should be."""


class SettingsError(LoccitError):
    """A setting has a value that no index can be built with."""


class IndexFolderError(LoccitError):
    """The index folder cannot be opened: it is missing, incomplete or damaged."""


class StaleIndexError(IndexFolderError):
    """The index folder is whole, but no longer belongs to its articles, its settings or this version."""


def shortened(value: object) -> str:
    """Return how a value is written, cut short where somebody sent pages of it."""
    written = repr(value) if not isinstance(value, int) or abs(value) < 10**LONGEST_SHOWN else "a number of many digits"
    return written if len(written) <= LONGEST_SHOWN else written[:LONGEST_SHOWN] + "…"


def first_line(error: Exception) -> str:
    """Return what another library's error says, without the pages that may follow."""
    return (str(error).splitlines() or [type(error).__name__])[0]
