"""Questions and answers as JSON: what comes in, what goes out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from qa.answering import DEFAULT_LIMIT, LONGEST_QUESTION, MOST_CITATIONS
from qa.conversing import LONGEST_QUOTED, LONGEST_TURN, MOST_TURNS
from qa.records import Turn
from web.problem_details import Problem
from web.schemas.article_shapes import CitedNoteJson, PassageJson, QuoteJson

MOST_QUESTIONS = 100  # of one batch


class PreviousQuestion(BaseModel):
    """A question that was asked before, and what was quoted for it: its words, the id of the passage, both or neither."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_TURN})
    quoted: str | None = Field(None, json_schema_extra={"maxLength": LONGEST_QUOTED})
    passage: str | None = None

    @property
    def turn(self) -> Turn:
        """The same as a noun of `qa`."""
        return Turn(self.question, self.quoted or "", self.passage or "")


class AskRequest(BaseModel):
    """A question, how many citations are wanted at most, and what is asked: one `article`, several `articles`, or a `collection`.

    These are ids and the name of a collection; all articles are asked where none of the three is given. `section` is a path of
    the one article's headings, outermost first: only what stands there and below it is asked. `previous` are the questions before
    this one, the latest last: "Why?" is read with them, and what stands alone is answered as without.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    # What is out of range is refused by the answerer, in its own words; the document tells the ranges.
    question: str = Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUESTION})
    limit: int = Field(DEFAULT_LIMIT, json_schema_extra={"minimum": 1, "maximum": MOST_CITATIONS})
    article: str | None = None
    articles: list[str] | None = None
    collection: str | None = None
    section: list[str] | None = None
    previous: list[PreviousQuestion] | None = Field(None, json_schema_extra={"maxItems": MOST_TURNS})

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The questions before this one."""
        return tuple(each.turn for each in self.previous or ())


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
    """What answers in a note's own text, word for word; offsets are characters of the note's text.

    `lang` is the tag of its language, null where nothing tells it.
    """

    lang: str | None
    label: str
    anchor: int
    text: str
    start: int
    end: int


class CopyJson(BaseModel):
    """Where the same words stand in another article; with a `note_quote`, in a note's own text there."""

    article: str
    title: str
    quote: QuoteJson
    notes: list[CitedNoteJson]
    note_quote: NoteQuoteJson | None
    url: str


class CitationJson(BaseModel):
    """A quotation in its passage, with the notes; with a `note_quote`, it is the sentence behind which that note stands.

    `copies` are the places in other articles that say the same word for word, and are not cited again.
    """

    rank: int
    score: float
    scores: Scores
    confidence: float
    quote: QuoteJson
    passage: PassageJson
    notes: list[CitedNoteJson]
    note_quote: NoteQuoteJson | None
    copies: list[CopyJson]


class ReadingJson(BaseModel):
    """Words of the question that were taken for misspelt, or that the text abbreviates, and the words that they were read as."""

    typed: str
    read: str


class FollowUpJson(BaseModel):
    """How a question that goes on from another was read: the words that were searched for, and the question before it."""

    read_as: str
    after: str


class AskResponse(BaseModel):
    """What a question gets: citations, or a reason why there are none and the nearest passages.

    `partial` are the ids of articles that should have been asked and could not be, for no machine with them answers; else none.
    """

    question: str
    outcome: Literal["answer", "no_answer"]
    confidence: float
    reason: str | None
    citations: list[CitationJson]
    nearest: list[CitationJson]
    read_as: list[ReadingJson]
    follow_up: FollowUpJson | None
    remark: str | None
    partial: list[str]
    took_ms: float


class BatchItem(BaseModel):
    """What one question of a batch gets: a result, or the problem that it alone would have got."""

    result: AskResponse | None
    problem: Problem | None


class BatchResponse(BaseModel):
    """What the questions of a batch get, in their order."""

    results: list[BatchItem]
    took_ms: float
