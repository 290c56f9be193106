"""Questions and answers as JSON: what comes in, what goes out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from qa.answering import DEFAULT_LIMIT, LONGEST_QUESTION, MOST_CITATIONS
from web.problem_details import Problem
from web.schemas.article_shapes import CitedNoteJson, PassageJson, QuoteJson

MOST_QUESTIONS = 100  # of one batch


class AskRequest(BaseModel):
    """A question, how many citations are wanted at most, and what is asked: one `article`, several `articles`, or a `collection`.

    These are ids and the name of a collection; all articles are asked where none of the three is given. `section` is a path of
    the one article's headings, outermost first: only what stands there and below it is asked.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    # What is out of range is refused by the answerer, in its own words; the document tells the ranges.
    question: str = Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUESTION})
    limit: int = Field(DEFAULT_LIMIT, json_schema_extra={"minimum": 1, "maximum": MOST_CITATIONS})
    article: str | None = None
    articles: list[str] | None = None
    collection: str | None = None
    section: list[str] | None = None


class BatchQuestion(AskRequest):
    """A question of a batch; what is wrong with one is refused for itself, and the others are answered."""

    question: str
    limit: int = DEFAULT_LIMIT


class BatchRequest(BaseModel):
    """Questions to be answered at once, each as for one alone."""

    model_config = ConfigDict(extra="forbid", strict=True)

    # Each question is checked when its turn comes, lest one refuse them all: the document tells what they should be, and that
    # anything else is taken too.
    questions: list[SkipValidation[BatchQuestion | Any]] = Field(min_length=1, max_length=MOST_QUESTIONS)


class Scores(BaseModel):
    """The two scores that were fused: BM25, and the cosine of question and passage."""

    lexical: float
    semantic: float


class NoteQuoteJson(BaseModel):
    """What answers in a note's own text, word for word; offsets are characters of the note's text."""

    label: str
    anchor: int
    text: str
    start: int
    end: int


class CitationJson(BaseModel):
    """A quotation in its passage, with the notes; with a `note_quote`, it is the sentence behind which that note stands."""

    rank: int
    score: float
    scores: Scores
    confidence: float
    quote: QuoteJson
    passage: PassageJson
    notes: list[CitedNoteJson]
    note_quote: NoteQuoteJson | None


class ReadingJson(BaseModel):
    """Words of the question that were taken for misspelt, or that the text abbreviates, and the words that they were read as."""

    typed: str
    read: str


class AskResponse(BaseModel):
    """What a question gets: citations, or a reason why there are none and the nearest passages."""

    question: str
    outcome: Literal["answer", "no_answer"]
    confidence: float
    reason: str | None
    citations: list[CitationJson]
    nearest: list[CitationJson]
    read_as: list[ReadingJson]
    took_ms: float


class BatchItem(BaseModel):
    """What one question of a batch gets: a result, or the problem that it alone would have got."""

    result: AskResponse | None
    problem: Problem | None


class BatchResponse(BaseModel):
    """What the questions of a batch get, in their order."""

    results: list[BatchItem]
    took_ms: float
