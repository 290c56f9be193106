"""Who watches how an index is built: what is being read, page by page, and how much of it is encoded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from index.records import Article


class Watch(Protocol):
    """Is told of each step while an index is built; what it does makes no difference to the index."""

    def begins(self, path: Path) -> None:
        """Hear that a file is begun to be read."""

    def turns(self, page: int, pages: int) -> None:
        """Hear that a page of it is begun, from 1, and how many there are; formats without pages say nothing."""

    def has_read(self, path: Path, found: Sequence[tuple[Article, str]]) -> None:
        """Hear which articles were read from it, each with the characters to which its source map leads."""

    def has_encoded(self, texts: int, of: int) -> None:
        """Hear how many passages and sentences are encoded, of how many that are new."""


class Unwatched:
    """Nobody watches."""

    def begins(self, path: Path) -> None:
        """Do nothing."""

    def turns(self, page: int, pages: int) -> None:
        """Do nothing."""

    def has_read(self, path: Path, found: Sequence[tuple[Article, str]]) -> None:
        """Do nothing."""

    def has_encoded(self, texts: int, of: int) -> None:
        """Do nothing."""
