"""From a path to an `Article`: picks the reader by what the file is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from index.errors import ArticleError
from index.readers.plain import decode, read_plain
from index.records import Article

READERS: dict[str, Callable[[Path, str], Article]] = {".txt": read_plain, ".text": read_plain}
NOT_IN_ID = re.compile(r"[^a-z0-9]+")


def read_article(path: Path) -> Article:
    """Read the article in the file `path`; its id is made from the file's name.

    Raises:
        ArticleError: the file is missing, unreadable, of an unknown kind, or holds no article.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None and path.is_file():
        raise ArticleError(f"{path} is not of a kind that can be read ({', '.join(READERS)}). Give the article as text.")
    try:
        return (reader or read_plain)(path, article_id(path))
    except OSError as error:
        raise _unreadable(path, error) from error


def read_source(path: Path) -> str:
    """Return the characters of an article's file, to which its source map leads.

    Raises:
        ArticleError: the file cannot be read.
    """
    try:
        return decode(path.read_bytes(), path)
    except OSError as error:
        raise _unreadable(path, error) from error


def article_paths(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files of articles among `paths`, folders searched through, each once and in a fixed order.

    Raises:
        ArticleError: a path does not exist, or a folder holds no article.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found |= dict.fromkeys(_files_below(path) if path.is_dir() else [path])
    return tuple(found)


def article_id(path: Path) -> str:
    """Make an id that is fit for an address from a file's name.

    >>> article_id(Path("Ōtani & the War.txt"))
    'otani-the-war'
    """
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    return NOT_IN_ID.sub("-", plain).strip("-") or "article"


def _unreadable(path: Path, error: OSError) -> ArticleError:
    return ArticleError(f"{path} cannot be read: {error.strerror or error}. Check the path and its permissions.")


def _files_below(folder: Path) -> list[Path]:
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in READERS and file.is_file())
    if not files:
        raise ArticleError(f"{folder} holds no article: no file there ends in {' or '.join(READERS)}.")
    return files
