"""Who works on an index besides this process: reads files and encodes texts, and gives what would be made here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray

from index.encoding import Encoder
from index.indexing.indexed_articles import IndexedArticle
from index.settings import Settings

Arrays = tuple[NDArray[Any], ...]
Work = Callable[[Encoder, Sequence[str]], Arrays]  # what is made of texts that are encoded together


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read, as a sentence."""

    sentence: str


class Workers(Protocol):
    """Who works on many things at once, and give each back when it is done, in whatever order."""

    def read(self, files: Sequence[Path], settings: Settings) -> Iterator[tuple[int, list[IndexedArticle] | Unreadable]]:
        """Yield what each file holds, with the file's position."""

    def encode(self, encoder: Encoder, work: Work, texts: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Arrays]]:
        """Yield what `work` makes of each chunk of texts, with the number that came with it."""
