"""The articles of a saved index, a line of JSON each."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from pydantic import TypeAdapter

from index.records import Article
from index.text import Abbreviation

ABBREVIATIONS_JSON = TypeAdapter(tuple[Abbreviation, ...])
ARTICLE_JSON = TypeAdapter(Article)


class SavedArticles(Sequence[Article]):
    """The articles of a saved index, each read when it is asked for."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            # Mapped, so that the articles can be read even when a later writer has removed the file.
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._starts = [0, *_line_ends(self._bytes)]
        self._read: dict[int, Article] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, position: int) -> Article: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, position: int | slice) -> Article | tuple[Article, ...]:
        if isinstance(position, slice):
            return tuple(self[at] for at in range(*position.indices(len(self))))
        if position < 0:
            position += len(self)
        if position not in self._read:
            if not 0 <= position < len(self):
                raise IndexError(position)
            self._read[position] = ARTICLE_JSON.validate_json(self._bytes[self._starts[position] : self._starts[position + 1]])
        return self._read[position]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none


def _line_ends(content: mmap.mmap) -> Iterator[int]:
    at = content.find(b"\n")
    while at >= 0:
        yield at + 1
        at = content.find(b"\n", at + 1)
