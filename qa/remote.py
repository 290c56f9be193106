"""A running service as a system to be evaluated, over its JSON API."""

from __future__ import annotations

from types import TracebackType
from typing import TypeVar
from urllib.parse import quote

import httpx2
from pydantic import BaseModel, ValidationError

from index.errors import ServiceError, UnknownArticleError, brief, first_line
from index.records import Article, Heading, Note, Page, Paragraph, Source, Span
from qa.systems import Cited, Response, Settings, labels_behind, unasked

TIMEOUT = 30.0  # seconds
UNASKABLE = (400, 422)  # what a question gets that cannot be asked

Model = TypeVar("Model", bound=BaseModel)


class _Stretch(BaseModel):
    start: int
    end: int

    def span(self) -> Span:
        return Span(self.start, self.end)


class _PassageJson(_Stretch):
    article: str


class _NoteJson(BaseModel):
    label: str
    role: str


class _CitationJson(BaseModel):
    passage: _PassageJson
    quote: _Stretch
    notes: list[_NoteJson]
    confidence: float


class _AskJson(BaseModel):
    outcome: str
    confidence: float
    citations: list[_CitationJson]
    nearest: list[_CitationJson]


class _HeadingJson(_Stretch):
    level: int


class _ParagraphJson(_Stretch):
    number: int
    section: list[str]
    page: str | None
    sentences: list[tuple[int, int]]


class _PageJson(BaseModel):
    label: str
    start: int


class _AnchorJson(BaseModel):
    label: str
    anchor: int
    text: str | None


class _SourceJson(BaseModel):
    name: str
    sha256: str


class _ArticleJson(BaseModel):
    id: str
    title: str
    text: str
    headings: list[_HeadingJson]
    paragraphs: list[_ParagraphJson]
    pages: list[_PageJson]
    notes: list[_AnchorJson]
    source: _SourceJson


class ServiceSystem:
    """A service at an address such as http://127.0.0.1:8000; to be used in a `with` statement."""

    def __init__(self, url: str) -> None:
        """Take its address.

        Raises:
            ServiceError: it is not one.
        """
        self._url = url.rstrip("/")
        if not self._url.startswith(("http://", "https://")):
            raise ServiceError(f"{brief(url)} is no address of a service. Give one like http://127.0.0.1:8000.")
        self._client = httpx2.Client(timeout=TIMEOUT)
        self._articles: dict[str, Article] = {}

    def __enter__(self) -> ServiceSystem:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._client.close()

    def settings(self) -> Settings:
        """Return its address: a service does not tell its settings."""
        return {"url": self._url}

    def article(self, article_id: str) -> Article:
        """Return the article of that id, asked for only once.

        Raises:
            UnknownArticleError: there is none.
            ServiceError: the service does not answer as it should.
        """
        if article_id not in self._articles:
            response = self._request("GET", f"/api/articles/{quote(article_id, safe='')}")
            if response.status_code == httpx2.codes.NOT_FOUND:
                raise UnknownArticleError(f"There is no article {brief(article_id)} at {self._url}.")
            self._articles[article_id] = _article(self._read(_ArticleJson, response))
        return self._articles[article_id]

    def ask(self, question: str, limit: int, article_id: str | None) -> Response:
        """Return up to `limit` ranked citations, refused or not.

        Raises:
            ServiceError: the service does not answer as it should.
        """
        response = self._request("POST", "/api/ask", {"question": question, "limit": limit, "article": article_id})
        if response.status_code in UNASKABLE:
            return unasked(_detail(response))
        found = self._read(_AskJson, response)
        answered = found.outcome == "answer"
        return Response(tuple(map(_cited, found.citations if answered else found.nearest)), not answered, found.confidence)

    def _request(self, method: str, path: str, body: dict[str, object] | None = None) -> httpx2.Response:
        try:
            return self._client.request(method, self._url + path, json=body)
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            reason = first_line(error) or type(error).__name__
            raise ServiceError(f"The service at {self._url} does not answer: {reason}. See whether it runs.") from error

    def _read(self, model: type[Model], response: httpx2.Response) -> Model:
        if not response.is_success:
            raise ServiceError(
                f"The service at {self._url} answered {response.status_code} to {response.request.url.path}: {_detail(response)}"
            )
        try:
            return model.model_validate_json(response.content)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the body"
            raise ServiceError(
                f"What {self._url} answered to {response.request.url.path} is not loccit's: {where}: {first['msg']}. "
                "See whether it is the same version."
            ) from error


def _detail(response: httpx2.Response) -> str:
    """Return what a service says went wrong."""
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return brief(response.text)


def _cited(citation: _CitationJson) -> Cited:
    notes = labels_behind((note.label, note.role) for note in citation.notes)
    return Cited(citation.passage.article, citation.passage.span(), citation.quote.span(), notes, citation.confidence)


def _article(raw: _ArticleJson) -> Article:
    """Return an article as the service tells it; the way back to its file stays there."""
    return Article(
        id=raw.id,
        title=raw.title,
        text=raw.text,
        headings=tuple(Heading(heading.span(), heading.level) for heading in raw.headings),
        paragraphs=tuple(map(_paragraph, raw.paragraphs)),
        pages=tuple(Page(page.label, page.start) for page in raw.pages),
        notes=tuple(Note(note.label, note.anchor, note.text) for note in raw.notes),
        doubts=(),
        source=Source(raw.source.name, raw.source.sha256, 0, ()),
    )


def _paragraph(raw: _ParagraphJson) -> Paragraph:
    sentences = tuple(Span(start, end) for start, end in raw.sentences)
    return Paragraph(raw.number, raw.span(), tuple(raw.section), raw.page, sentences)
