"""What is evaluated: whatever takes a question and gives ranked citations. Here, an index in this process."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Protocol

from index.records import Article, Span
from qa.answering import Answerer
from qa.errors import QuestionError
from qa.records import Answer, Citation, NoAnswer, Role

STANDING_BEHIND = frozenset({Role.IN_QUOTE, Role.COVERS_QUOTE})
DIGITS = 4  # of a confidence, as many as the service gives, so that both doors lead to the same figures

SystemSettings = dict[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, as far as it is judged; `notes` are the labels of the notes in or behind the quotation."""

    article: str
    passage: Span
    quote: Span
    notes: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Response:
    """What a question got. `problem` says why it could not be asked, which counts as refused and without a result."""

    citations: tuple[Cited, ...]
    refused: bool
    confidence: float
    problem: str = ""


class System(Protocol):
    """What gold questions are asked of."""

    def settings(self) -> SystemSettings:
        """Return what distinguishes this system from others."""

    def article(self, article_id: str) -> Article:
        """Return the article of that id.

        Raises:
            UnknownArticleError: there is none.
        """

    def ask(self, question: str, limit: int, article_id: str | None) -> Response:
        """Return up to `limit` ranked citations, refused or not.

        Raises:
            ServiceError: it cannot answer at all.
        """


class LocalSystem:
    """An index in this process."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def settings(self) -> SystemSettings:
        """Return the index's settings, the threshold, and what judges."""
        judge = self._answerer.judge
        judged_by = "none" if judge is None else judge.description
        return {**asdict(self._answerer.collection.settings), "threshold": self._answerer.threshold, "judge": judged_by}

    def article(self, article_id: str) -> Article:
        """Return the article of that id.

        Raises:
            UnknownArticleError: there is none.
        """
        return self._answerer.collection.article(article_id)

    def ask(self, question: str, limit: int, article_id: str | None) -> Response:
        """Return up to `limit` ranked citations, refused or not."""
        try:
            return response_of(self._answerer.ask(question, limit, article_id))
        except QuestionError as error:
            return refused_response(str(error))


def response_of(result: Answer | NoAnswer) -> Response:
    """Return what is judged of a result."""
    refused = isinstance(result, NoAnswer)
    citations = result.nearest if isinstance(result, NoAnswer) else result.citations
    return Response(tuple(map(_cited, citations)), refused, round(result.confidence, DIGITS))


def refused_response(problem: str) -> Response:
    """Return what a question gets that cannot be asked."""
    return Response((), refused=True, confidence=0.0, problem=problem)


def _cited(citation: Citation) -> Cited:
    labels = dict.fromkeys(cited.note.label for cited in citation.notes if cited.role in STANDING_BEHIND)
    passage = citation.passage
    return Cited(passage.article_id, passage.span, citation.quote, tuple(labels), round(citation.confidence, DIGITS))
