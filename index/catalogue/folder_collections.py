"""Folders become collections: what lies in one folder belongs together, and so does what lies in one file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

WITHIN = "/"  # between the names of a collection and of one inside it


def folder_collections(paths: Sequence[str], received: str = "") -> tuple[str, ...]:
    """Return the collection of each article, given the path of its file; empty for what lies in no folder of its own.

    It is named by the folders below the one that holds all files. A file of several articles counts as a folder. What came in
    lies below `received`, which has a name of our own: that is no collection, but the folders in it are, as they were sent.

    >>> folder_collections(["/texts/a.txt", "/texts/war/b.txt", "/texts/war/letters/c.txt"])
    ('', 'war', 'war/letters')
    >>> folder_collections(["/texts/war/a.txt", "/index-articles/b.txt", "/index-articles/diaries/c.txt"], "/index-articles")
    ('', '', 'diaries')
    """
    articles = Counter(paths)
    folders = [os.path.splitext(path)[0] if articles[path] > 1 else os.path.dirname(path) for path in paths]  # noqa: PTH120, PTH122  # of strings, by the hundred
    came = {folder for folder in folders if received and f"{folder}{os.sep}".startswith(f"{received}{os.sep}")}
    own = set(folders) - came
    home = os.path.commonpath(own) if own else ""
    return tuple(_below(received if folder in came else home, folder) for folder in folders)


def is_within(collection: str, wanted: str) -> bool:
    """Whether a collection is the one that is wanted, or lies in it."""
    return collection == wanted or collection.startswith(f"{wanted}{WITHIN}")


def enclosing(collection: str) -> tuple[str, ...]:
    """Return a collection and those in which it lies, outermost first.

    >>> enclosing("war/letters")
    ('war', 'war/letters')
    """
    parts = collection.split(WITHIN) if collection else []
    return tuple(WITHIN.join(parts[:length]) for length in range(1, len(parts) + 1))


def _below(home: str, folder: str) -> str:
    return folder[len(home) :].strip(os.sep).replace(os.sep, WITHIN)
