"""The articles of a saved index, and what a list says of them, a line of JSON each."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

from pydantic import TypeAdapter

from index.catalogue import Outline
from index.records import Article
from index.text import Abbreviation

ABBREVIATIONS_JSON = TypeAdapter(tuple[Abbreviation, ...])
ARTICLE_JSON = TypeAdapter(Article)
OUTLINE_JSON = TypeAdapter(Outline)

T = TypeVar("T")


class SavedLines(Sequence[T], Generic[T]):
    """The lines of a file, each read when it is asked for."""

    def __init__(self, path: Path, read_by: TypeAdapter[T]) -> None:
        with path.open("rb") as file:
            # Mapped, so that the articles can be read even when a later writer has removed the file.
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._starts = [0, *_line_ends(self._bytes)]
        self._read_by = read_by
        self._read: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, position: int) -> T: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[T, ...]: ...
    def __getitem__(self, position: int | slice) -> T | tuple[T, ...]:
        if isinstance(position, slice):
            return tuple(self[at] for at in range(*position.indices(len(self))))
        if position < 0:
            position += len(self)
        if position not in self._read:
            if not 0 <= position < len(self):
                raise IndexError(position)
            self._read[position] = self._read_by.validate_json(self._bytes[self._starts[position] : self._starts[position + 1]])
        return self._read[position]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none


class SavedArticles(SavedLines[Article]):
    """The articles of a saved index."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, ARTICLE_JSON)


class SavedOutlines(SavedLines[Outline]):
    """What a list says of the articles of a saved index."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, OUTLINE_JSON)


def _line_ends(content: mmap.mmap) -> Iterator[int]:
    at = content.find(b"\n")
    while at >= 0:
        yield at + 1
        at = content.find(b"\n", at + 1)
