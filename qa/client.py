"""Client: asks a running service over HTTP, and returns the nouns that an `Answerer` in this process returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from time import sleep
from types import TracebackType
from typing import Any

import httpx2

from index.errors import LoccitError
from index.records import Note, Passage, Span
from qa.answering import DEFAULT_LIMIT
from qa.records import Answer, Citation, CitedNote, NoAnswer, NoteQuote, Role

BATCH = 100  # questions that the service takes at once
TIMEOUT = 30.0  # seconds for one request
TRIES = 5  # of a request that the service has no room for
LATER = {429, 503}
LONGEST_WAIT = 30.0  # seconds that are waited at the service's word


class ServiceError(LoccitError):
    """The service refused a request, or cannot be reached; `status` is HTTP's, 0 where nothing answered."""

    def __init__(self, message: str, status: int = 0, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.field = field


class Client:
    """A running service. Close it, or use it in a `with` statement; connections are kept open meanwhile.

    >>> with Client("http://127.0.0.1:8000") as service:  # doctest: +SKIP
    ...     service.ask("Who was Graves?").citations[0].quotation
    """

    def __init__(self, address: str, token: str | None = None, timeout: float = TIMEOUT) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx2.Client(base_url=address, headers=headers, timeout=timeout)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(
        self, question: str, limit: int = DEFAULT_LIMIT, article_id: str | None = None, section: Sequence[str] = ()
    ) -> Answer | NoAnswer:
        """Return what the service answers; scores and probabilities have the four digits that it prints.

        Raises:
            ServiceError: it refuses the question, or cannot be reached.
        """
        asked = {"question": question, "limit": limit, "article": article_id, "section": list(section)}
        return result_of(self._send("POST", "/api/ask", asked))

    def ask_all(
        self, questions: Iterable[str], limit: int = DEFAULT_LIMIT, article_id: str | None = None
    ) -> Iterator[Answer | NoAnswer | ServiceError]:
        """Yield what each question gets, in order; one that is refused gets the error, and the others their answers.

        Raises:
            ServiceError: a whole batch is refused, or the service cannot be reached.
        """
        waiting = iter(questions)
        while asked := [{"question": question, "limit": limit, "article": article_id} for question in islice(waiting, BATCH)]:
            for item in self._send("POST", "/api/ask/batch", {"questions": asked})["results"]:
                yield result_of(item["result"]) if item["problem"] is None else error_of(item["problem"])

    def readiness(self) -> dict[str, Any]:
        """Return what `/readyz` says: the index's version, and how much it holds."""
        return self._send("GET", "/readyz")

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        for _ in range(TRIES - 1):
            response = self._request(method, path, body)
            if response.status_code not in LATER:
                return _content(response)
            sleep(_wait(response))
        return _content(self._request(method, path, body))

    def _request(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx2.Response:
        try:
            return self._http.request(method, path, json=body)
        except httpx2.HTTPError as error:
            raise ServiceError(f"No answer from {self._http.base_url}: {error}. Is the service running there?") from error


def result_of(found: Mapping[str, Any]) -> Answer | NoAnswer:
    """Return what the JSON of `POST /api/ask` tells."""
    if found["outcome"] == "answer":
        return Answer(found["question"], tuple(map(_citation, found["citations"])), found["confidence"])
    return NoAnswer(found["question"], found["reason"], tuple(map(_citation, found["nearest"])), found["confidence"])


def error_of(problem: Mapping[str, Any]) -> ServiceError:
    """Return problem details as an error."""
    return ServiceError(str(problem.get("detail", "")), int(problem.get("status", 0)), problem.get("field"))


def _content(response: httpx2.Response) -> dict[str, Any]:
    try:
        content = response.json()
    except ValueError as error:
        raise ServiceError(f"{response.url} answered {response.status_code} without JSON.", response.status_code) from error
    if not isinstance(content, dict) or response.is_error:
        raise error_of(content if isinstance(content, dict) else {"status": response.status_code})
    return content


def _wait(response: httpx2.Response) -> float:
    """Return the seconds after which the service wants to be asked again."""
    said = response.headers.get("Retry-After", "1")
    return min(float(said), LONGEST_WAIT) if said.isdecimal() else 1.0


def _citation(found: Mapping[str, Any]) -> Citation:
    notes = tuple(CitedNote(_note(note), Role(note["role"])) for note in found["notes"])
    quoted = found["note_quote"]
    return Citation(
        passage=_passage(found["passage"], tuple(cited.note for cited in notes)),
        quote=_span(found["quote"]),
        pages=tuple(found["quote"]["pages"]),
        quoting=tuple(map(_span, found["quote"]["quoting"])),
        notes=notes,
        score=found["score"],
        lexical=found["scores"]["lexical"],
        semantic=found["scores"]["semantic"],
        confidence=found["confidence"],
        note_quote=_note_quote(quoted, notes) if quoted else None,
    )


def _passage(found: Mapping[str, Any], notes: tuple[Note, ...]) -> Passage:
    span = _span(found)
    return Passage(
        id=found["id"],
        article_id=found["article"],
        span=span,
        section=tuple(found["section"]),
        paragraphs=tuple(found["paragraphs"]),
        pages=tuple(found["pages"]),
        notes=tuple(note for note in notes if span.holds_anchor(note.anchor)),
        sentences=tuple(Span(start, end) for start, end in found["sentences"]),
        text=found["text"],
    )


def _note_quote(found: Mapping[str, Any], notes: tuple[CitedNote, ...]) -> NoteQuote:
    """Return what is quoted of a note's own text; the whole text stands with the notes of the citation."""
    (note,) = (cited.note for cited in notes if (cited.note.label, cited.note.anchor) == (found["label"], found["anchor"]))
    return NoteQuote(note, _span(found))


def _note(found: Mapping[str, Any]) -> Note:
    return Note(found["label"], found["anchor"], found["text"])


def _span(found: Mapping[str, Any]) -> Span:
    return Span(found["start"], found["end"])
