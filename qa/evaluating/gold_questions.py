"""Gold questions: read from a file, and resolved against the reading text of their articles.

Evidence is literal text, so that it survives any change of passages. A quotation that is not there, or is there more
often without an `occurrence`, is an error; so is a line that cannot be read. The other lines are read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz.fuzz import partial_ratio_alignment

from index.errors import UnknownArticleError, shortened
from index.records import Article, Span
from qa.errors import GoldError
from qa.records import Evidence, GoldQuestion

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
NEAR = 60.0  # of 100: how much alike a text must be to be shown in the place of a quotation that is not found


class ArticleLookup(Protocol):
    """Where articles are looked up: a collection, or a service."""

    def article(self, article_id: str) -> Article:
        """Return the article of that id.

        Raises:
            UnknownArticleError: there is none.
        """


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a file of gold questions."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Gold:
    """What a file of gold questions holds: the questions of its good lines, in order, and the faults of the others."""

    questions: tuple[GoldQuestion, ...]
    faults: tuple[Fault, ...]


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
    needs: Literal["any", "all", "labels"] = "any"
    evidence: list[_Quote]


def read_gold(path: Path, lookup: ArticleLookup) -> tuple[GoldQuestion, ...]:
    """Return the gold questions of a JSON-lines file, in order, their evidence as spans of the reading text.

    Raises:
        GoldError: the file or a line cannot be read, or a quotation or note is not in the article; with the line's number.
    """
    gold = resolve_gold(path, lookup)
    if not gold.faults:
        return gold.questions
    first, *others = gold.faults
    lines = ", ".join(str(fault.line) for fault in others)
    more = f" Lines with faults of their own: {lines}. loccit gold check tells them all." if others else ""
    raise GoldError(f"{path}, line {first.line}: {first.sentence}{more}")


def resolve_gold(path: Path, lookup: ArticleLookup) -> Gold:
    """Return the gold questions of all good lines of a JSON-lines file, and what is wrong with the others.

    Raises:
        GoldError: the file cannot be read, or holds no line.
    """
    questions: dict[str, GoldQuestion] = {}
    faults: list[Fault] = []
    for number, line in _lines(path):
        try:
            question = _question(line, lookup)
            _refuse_double(question, questions)
        except (GoldError, UnknownArticleError) as error:
            faults.append(Fault(number, str(error)))
        else:
            questions[question.id] = question
    if not questions and not faults:
        raise GoldError(f"{path} holds no question. Give a file with one JSON object a line.")
    return Gold(tuple(questions.values()), tuple(faults))


def locate_quotation(article: Article, quote: str, occurrence: int | None) -> Span:
    """Return where `quote` stands in the reading text, for the `occurrence`-th time if it stands there more often.

    Raises:
        GoldError: it is not there, not so often, or there more often than once and no occurrence is named.
    """
    if quote not in article.text:
        quote = " ".join(quote.split())  # the lines of a paragraph are joined by one space
    starts = list(_occurrences(article.text, quote))
    shown = f"the quotation {shortened(quote)}"
    if not starts:
        raise GoldError(
            f"{shown} does not stand in the reading text of {article.id}. {_nearest(article, quote)}"
            "Quote it literally, without note numbers."
        )
    times = f"{shown} stands {len(starts)} times in {article.id}"
    if occurrence is None and len(starts) > 1:
        raise GoldError(f"{times}. Say which with 'occurrence'.")
    if occurrence is not None and occurrence > len(starts):
        raise GoldError(f"{times}, not {occurrence} times. Mend 'occurrence'.")
    start = starts[(occurrence or 1) - 1]
    return Span(start, start + len(quote))


def first_fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with a line as a sentence, after the name of the field in which it is."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where + ': ' if where else ''}{first['msg']}."


def _nearest(article: Article, quote: str) -> str:
    """Say what in an article is most like a quotation that is not in it, if anything is."""
    found = partial_ratio_alignment(quote, article.text, score_cutoff=NEAR)
    if found is None:
        return ""
    near = article.text[found.dest_start : found.dest_end]
    start = found.dest_start + len(near) - len(near.lstrip())
    return f"The nearest text, at offset {start}, is {' '.join(near.split())!r}. "


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        lines = path.read_bytes().removeprefix(BYTE_ORDER_MARK).splitlines()
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}. Give a file of gold questions.") from error
    yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _question(line: bytes, lookup: ArticleLookup) -> GoldQuestion:
    try:
        raw = _Line.model_validate_json(line)
    except ValidationError as error:
        raise GoldError(first_fault(error)) from error
    article = lookup.article(raw.article)
    evidence = tuple(_evidence(article, quote) for quote in raw.evidence)
    if raw.needs == "labels" and not all(part.notes for part in evidence):
        raise GoldError("every note label is needed, but a piece of evidence names none. Give it 'notes', or mend 'needs'.")
    return GoldQuestion(raw.id, raw.type, raw.question, article.id, evidence, raw.split, raw.needs)


def _refuse_double(question: GoldQuestion, known: dict[str, GoldQuestion]) -> None:
    if question.id in known:
        raise GoldError(f"the id {question.id!r} stands there for the second time. Give each question its own.")


def _evidence(article: Article, raw: _Quote) -> Evidence:
    known = {note.label for note in article.notes}
    unknown = [label for label in raw.notes if label not in known]
    if unknown:
        raise GoldError(
            f"{article.id} has no note {shortened(unknown[0])}. Name the labels that stand in or behind the quotation."
        )
    span = locate_quotation(article, raw.quote, raw.occurrence)
    if not article.paragraphs_of(span):
        raise GoldError(f"the quotation {shortened(raw.quote)} stands in no paragraph of {article.id}. Quote running text.")
    return Evidence(span, tuple(raw.notes))


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
