"""An entry of a bibliography that a reference manager exported: what it tells, by a sidecar's keys, and its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.metadata.file_metadata import year_in
from index.metadata.sidecars import KINDS

OTHER_KIND = "document"
OTHER_MARKUP = re.compile(r"<(?!/?i>)/?[a-z][^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it was read, not yet checked: `table` is as a sidecar's would be.

    `place` says where it stands; `unknown_kind` is the name of a kind that no reference is made of, else empty; `files` are the
    paths and names of what is attached to it.
    """

    place: str
    table: Mapping[str, Any]
    unknown_kind: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """What could be read of a bibliography, and a sentence about each entry that could not."""

    entries: tuple[Entry, ...]
    sentences: tuple[str, ...] = ()


def entry_of(place: str, kind: str, kinds: Mapping[str, str], table: Mapping[str, Any], files: Iterable[str] = ()) -> Entry:
    """Return an entry without what is empty; `kinds` are those that its format knows."""
    known = kinds.get(kind, "")
    stated = {key: _plain(value) for key, value in table.items() if value}
    return Entry(
        place,
        {**stated, "kind": known or OTHER_KIND},
        "" if known else kind,
        tuple(dict.fromkeys(file.strip() for file in files if file.strip())),
    )


def csl_kinds() -> dict[str, str]:
    """Return CSL's own kinds, of which references are made."""
    return {kind: kind for kind in KINDS}


def first_year(*dates: str) -> int | str:
    """Return the year of the first date that has one, else an empty string.

    >>> first_year("", "1998-05-02")
    1998
    """
    return next((year for date in dates if (year := year_in(date))), "")


def _plain(value: Any) -> Any:
    """Return words without the markup that only reference managers know."""
    return " ".join(OTHER_MARKUP.sub("", value).split()) if isinstance(value, str) else value
