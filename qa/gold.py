"""Gold questions: read from a file, and resolved against the reading text of their articles.

Evidence is literal text, so that it survives any change of passages. A quotation that is not there, or is there more
often without an `occurrence`, is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.collection import Collection
from index.errors import GoldError, UnknownArticleError, brief
from index.records import Article, Span
from qa.records import Evidence, GoldQuestion

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Quote(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    quote: str = Field(min_length=1, pattern=r"\S")
    occurrence: int | None = Field(default=None, ge=1)
    notes: list[str] = []


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = Field(min_length=1)
    type: str = Field(min_length=1)
    question: str = Field(min_length=1)
    article: str = Field(min_length=1)
    split: Literal["dev", "test"] | None = None
    evidence: list[_Quote]


def read_gold(path: Path, collection: Collection) -> tuple[GoldQuestion, ...]:
    """Return the gold questions of a JSON-lines file, in order, their evidence as spans of the reading text.

    Raises:
        GoldError: the file or a line cannot be read, or a quotation or note is not in the article; with the line's number.
    """
    questions: dict[str, GoldQuestion] = {}
    for place, line in _lines(path):
        question = _question(place, line, collection)
        if question.id in questions:
            raise GoldError(f"{place}: the id {question.id!r} stands there for the second time. Give each question its own.")
        questions[question.id] = question
    if not questions:
        raise GoldError(f"{path} holds no question. Give a file with one JSON object a line.")
    return tuple(questions.values())


def find_quote(article: Article, quote: str, occurrence: int | None) -> Span:
    """Return where `quote` stands in the reading text, for the `occurrence`-th time if it stands there more often.

    Raises:
        GoldError: it is not there, not so often, or there more often than once and no occurrence is named.
    """
    starts = list(_occurrences(article.text, quote))
    shown = f"the quotation {brief(quote)}"
    if not starts:
        raise GoldError(f"{shown} does not stand in the reading text of {article.id}. Quote it literally, without note numbers.")
    times = f"{shown} stands {len(starts)} times in {article.id}"
    if occurrence is None and len(starts) > 1:
        raise GoldError(f"{times}. Say which with 'occurrence'.")
    if occurrence is not None and occurrence > len(starts):
        raise GoldError(f"{times}, not {occurrence} times. Mend 'occurrence'.")
    start = starts[(occurrence or 1) - 1]
    return Span(start, start + len(quote))


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        lines = path.read_bytes().removeprefix(BYTE_ORDER_MARK).splitlines()
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}. Give a file of gold questions.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"{path}, line {number}", line


def _question(place: str, line: bytes, collection: Collection) -> GoldQuestion:
    try:
        raw = _Line.model_validate_json(line)
        article = collection.article(raw.article)
        evidence = tuple(_evidence(article, quote) for quote in raw.evidence)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise GoldError(f"{place}: {where + ': ' if where else ''}{first['msg']}.") from error
    except (GoldError, UnknownArticleError) as error:
        raise GoldError(f"{place}: {error}") from error
    return GoldQuestion(raw.id, raw.type, raw.question, raw.article, evidence, raw.split)


def _evidence(article: Article, raw: _Quote) -> Evidence:
    known = {note.label for note in article.notes}
    unknown = [label for label in raw.notes if label not in known]
    if unknown:
        raise GoldError(f"{article.id} has no note {brief(unknown[0])}. Name the labels that stand in or behind the quotation.")
    span = find_quote(article, raw.quote, raw.occurrence)
    if not article.paragraphs_of(span):
        raise GoldError(f"the quotation {brief(raw.quote)} stands in no paragraph of {article.id}. Quote running text.")
    return Evidence(span, tuple(raw.notes))


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
