"""Collections: files of JSON lines, each an article {"id", "title", "text"}."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from index.errors import ArticleError
from index.readers.plain_text import read_text
from index.readers.shared import Origin
from index.records import Article
from index.settings import AUTO
from index.text import require_text

NAMES_TEXT = re.compile(rb"""["']text["']\s*:""")


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    id: str = Field(min_length=1)
    title: str = ""
    text: str


def is_collection(path: Path) -> bool:
    """Whether a file is meant to be read as a collection: its first line is an article, or a broken one.

    Where the first line is no JSON, it tells by naming "text", or the second line tells by being an article.
    """
    with path.open("rb") as file:
        first, second = (list(islice((line for line in file if line.strip()), 2)) + [b""] * 2)[:2]
    return _is_article(first) or (bool(first) and not _is_json(first) and (bool(NAMES_TEXT.search(first)) or _is_article(second)))


def _is_article(line: bytes) -> bool:
    try:
        _Line.model_validate_json(line)
    except ValidationError:
        return False
    return True


def _is_json(line: bytes) -> bool:
    try:
        from_json(line)
    except ValueError:
        return False
    return True


def read_jsonl(path: Path, make_id: Callable[[str], str], markers: str = AUTO) -> Iterator[tuple[Article, str]]:
    """Yield the articles of a file, each with its characters: those of "text", to which its source map leads.

    `make_id` makes an id that is fit for an address from that of a line.

    Raises:
        ArticleError: a line cannot be read, with its number, or the file has none.
    """
    data = path.read_bytes()
    digest, empty = sha256(data).hexdigest(), True
    for number, line in enumerate(data.splitlines(), start=1):
        if line.strip():
            empty = False
            yield _read_line(line, Origin(f"{path}, line {number}", path.name, digest), make_id, markers)
    if empty:
        raise ArticleError(f"{path} is empty: no line of it holds an article. Give one JSON object a line.")


def _read_line(line: bytes, origin: Origin, make_id: Callable[[str], str], markers: str) -> tuple[Article, str]:
    try:
        raw = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        reason = f"{where + ': ' if where else ''}{first['msg']}"
        raise ArticleError(f'{origin.place}: {reason}. Each line must be an object {{"id", "title", "text"}}.') from error
    require_text(raw.text, origin.place)
    return read_text(raw.text, origin, make_id(raw.id), raw.title, markers), raw.text
