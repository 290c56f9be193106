"""Client: asks a running service over HTTP, and returns the nouns that an `Answerer` in this process returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from time import sleep
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import quote

import httpx2
from pydantic import ConfigDict, TypeAdapter, ValidationError

from index.errors import LoccitError, UnknownArticleError, first_line, shortened
from index.records import (
    Article,
    ArticleIds,
    Heading,
    Note,
    Page,
    Paragraph,
    Passage,
    Recognised,
    RecognisedWord,
    Region,
    Source,
    Span,
)
from qa.answering import DEFAULT_LIMIT
from qa.records import Answer, Citation, CitedNote, Copy, FollowUp, NoAnswer, NoteQuote, Role, Turn
from qa.verifying import Change, Difference, DifferenceKind, MeaningChange, Place, Reason, Verdict, VerdictKind

BATCH = 100  # questions that the service takes at once
TIMEOUT = 30.0  # seconds for one request
TRIES = 5  # of a request that the service has no room for
LATER = {429, 503}
LONGEST_WAIT = 30.0  # seconds that are waited at the service's word
PROBLEM = "application/problem+json"

Told = TypeVar("Told")

# Annotations do not stop JSON that is not loccit's from becoming a record; this does.
_RECORDS: TypeAdapter[Any] = TypeAdapter(
    Answer | NoAnswer | Article | Verdict, config=ConfigDict(revalidate_instances="always", strict=True)
)


class ServiceError(LoccitError):
    """A running service does not answer, or not as it should, or refuses a request.

    `status` is HTTP's, 0 where nothing answered; `field` the part of the request that was refused, as a pointer.
    """

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
        """Take its address, the token if it wants one, and the seconds that one request may take.

        Raises:
            ServiceError: the address is not one.
        """
        self.address = address.rstrip("/")
        if not self.address.startswith(("http://", "https://")):
            raise ServiceError(f"{shortened(address)} is no address of a service. Give one like http://127.0.0.1:8000.")
        self._http = httpx2.Client(headers={"Authorization": f"Bearer {token}"} if token else {}, timeout=timeout)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(
        self,
        question: str,
        limit: int = DEFAULT_LIMIT,
        article_id: ArticleIds = None,
        section: Sequence[str] = (),
        collection: str | None = None,
        previous: Sequence[Turn] = (),
    ) -> Answer | NoAnswer:
        """Return what the service answers from one article, several, those of a collection, or all.

        Scores and probabilities have the four digits that it prints.

        Raises:
            ServiceError: it refuses the question, or cannot be reached.
        """
        asked: dict[str, Any] = {"question": question, "limit": limit, "section": list(section), "collection": collection}
        asked |= _named(article_id)
        if previous:  # an older service knows none
            asked["previous"] = [_turn(turn) for turn in previous]
        return self._send(result_of, "POST", "/api/ask", asked)

    def ask_all(
        self, questions: Iterable[str], limit: int = DEFAULT_LIMIT, article_id: ArticleIds = None
    ) -> Iterator[Answer | NoAnswer | ServiceError]:
        """Yield what each question gets, in order; one that is refused gets the error, and the others their answers.

        Raises:
            ServiceError: a whole batch is refused, or the service cannot be reached.
        """
        waiting = iter(questions)
        while asked := [{"question": question, "limit": limit, **_named(article_id)} for question in islice(waiting, BATCH)]:
            yield from self._send(results_of, "POST", "/api/ask/batch", {"questions": asked})

    def verify(self, quotation: str, article_id: str | None = None) -> Verdict:
        """Return what the service finds out about a quotation; the notes of its places are without sentences.

        Raises:
            ServiceError: it refuses the quotation, or cannot be reached.
        """
        return self._send(verdict_of, "POST", "/api/verify", {"quotation": quotation, "article": article_id})

    def article(self, article_id: str) -> Article:
        """Return the article of that id as the service tells it; where it was published, and the way to its file, stay there.

        Raises:
            UnknownArticleError: there is none.
            ServiceError: the service refuses, or cannot be reached.
        """
        try:
            return self._send(article_of, "GET", f"/api/articles/{quote(article_id, safe='')}")
        except ServiceError as error:
            if error.status != httpx2.codes.NOT_FOUND:
                raise
            raise UnknownArticleError(f"There is no article {shortened(article_id)} at {self.address}.") from error

    def readiness(self) -> dict[str, Any]:
        """Return what `/readyz` says: the index's version, and how much it holds."""
        return self._send(dict, "GET", "/readyz")

    def _send(
        self, read: Callable[[dict[str, Any]], Told], method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Told:
        """Return what `read` makes of the answer's JSON."""
        response = self._response(method, path, body)
        if not response.is_success:
            raise self._refusal(response, path)
        try:
            return read(_object(response))
        except (KeyError, TypeError, ValueError) as error:
            raise ServiceError(
                f"What {self.address} answered to {path} is not loccit's: {_flaw(error)}. See whether it is the same version.",
                response.status_code,
            ) from error

    def _response(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx2.Response:
        for _ in range(TRIES - 1):
            response = self._request(method, path, body)
            if response.status_code not in LATER:
                return response
            sleep(_wait(response))
        return self._request(method, path, body)

    def _request(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx2.Response:
        try:
            return self._http.request(method, self.address + path, json=body)
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            reason = first_line(error) or type(error).__name__
            raise ServiceError(
                f"The service at {self.address} does not answer: {reason}. Is the service running there?"
            ) from error

    def _refusal(self, response: httpx2.Response, path: str) -> ServiceError:
        """Return loccit's own sentence where it refuses a request, else what failed and where."""
        status, problem = response.status_code, _problem(response)
        detail = str(problem.get("detail") or shortened(response.text))
        if response.is_client_error and response.headers.get("Content-Type", "").startswith(PROBLEM):
            return ServiceError(detail, status, problem.get("field"))
        return ServiceError(f"The service at {self.address} answered {status} to {path}: {detail}", status)


def _turn(turn: Turn) -> dict[str, str | None]:
    return {"question": turn.question, "quoted": turn.quoted or None, "passage": turn.passage_id or None}


def result_of(found: Mapping[str, Any]) -> Answer | NoAnswer:
    """Return what the JSON of `POST /api/ask` tells.

    Raises:
        KeyError, TypeError, ValueError: it is not loccit's; so with the two below.
    """
    answered, question, confidence = found["outcome"] == "answer", found["question"], found["confidence"]
    not_asked = tuple(found.get("partial", ()))
    read_as = tuple((reading["typed"], reading["read"]) for reading in found.get("read_as", ()))
    followed = found.get("follow_up")
    follow_up = FollowUp(followed["read_as"], Turn(followed["after"])) if followed else None
    if answered:
        remark, citations = found.get("remark") or "", tuple(map(_citation, found["citations"]))
        return _checked(Answer(question, citations, confidence, read_as, follow_up, remark, not_asked))
    nearest = tuple(map(_citation, found["nearest"]))
    return _checked(NoAnswer(question, found["reason"], nearest, confidence, read_as, follow_up, not_asked))


def results_of(found: Mapping[str, Any]) -> list[Answer | NoAnswer | ServiceError]:
    """Return what the JSON of `POST /api/ask/batch` tells."""
    items = found["results"]
    return [result_of(item["result"]) if item["problem"] is None else error_of(item["problem"]) for item in items]


def verdict_of(found: Mapping[str, Any]) -> Verdict:
    """Return what the JSON of `POST /api/verify` tells."""
    verdict = Verdict(
        kind=VerdictKind(found["kind"]),
        quotation=found["quotation"],
        places=tuple(map(_place, found["places"])),
        differences=tuple(
            Difference(DifferenceKind(each["kind"]), each["quoted"], each["original"], _span(each), each["count"])
            for each in found["differences"]
        ),
        occurrences=found["occurrences"],
        alters_meaning=tuple(
            MeaningChange(Reason(each["reason"]), Change(each["change"]), each["quoted"], each["original"], _span(each))
            for each in found["alters_meaning"]
        ),
    )
    return _checked(verdict)


def article_of(found: Mapping[str, Any]) -> Article:
    """Return what the JSON of `GET /api/articles/{id}` tells."""
    article = Article(
        id=found["id"],
        title=found["title"],
        text=found["text"],
        headings=tuple(Heading(_span(heading), heading["level"]) for heading in found["headings"]),
        paragraphs=tuple(map(_paragraph, found["paragraphs"])),
        pages=tuple(Page(page["label"], page["start"], page.get("printed", True)) for page in found["pages"]),
        notes=tuple(map(_note, found["notes"])),
        doubts=tuple(found["doubts"]),
        source=Source(found["source"]["name"], found["source"]["sha256"], 0, (), tuple(_regions(found.get("recognised")))),
        language=found.get("lang") or "",
    )
    return _checked(article)


def error_of(problem: Mapping[str, Any]) -> ServiceError:
    """Return problem details as an error."""
    return ServiceError(str(problem.get("detail", "")), int(problem.get("status", 0)), problem.get("field"))


def _object(response: httpx2.Response) -> dict[str, Any]:
    content = response.json()
    if not isinstance(content, dict):
        raise TypeError("it is no object")
    return content


def _problem(response: httpx2.Response) -> Mapping[str, Any]:
    """Return problem details; nothing where the answer, such as that of a proxy, has none."""
    try:
        problem = response.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _flaw(error: Exception) -> str:
    """Return in which part of the JSON something is missing or wrong."""
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    if isinstance(error, ValidationError):
        deepest = max(error.errors(), key=lambda each: len(each["loc"]))  # a record of another kind fails at the root
        return f"{'.'.join(map(str, deepest['loc'][1:]))}: {deepest['msg']}"
    return first_line(error)


def _wait(response: httpx2.Response) -> float:
    """Return the seconds after which the service wants to be asked again."""
    said = response.headers.get("Retry-After", "1")
    return min(float(said), LONGEST_WAIT) if said.isdecimal() else 1.0


def _checked(record: Told) -> Told:
    """Return the record, in which every value has the type that it is declared to have."""
    checked: Told = _RECORDS.validate_python(record)
    return checked


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
        copies=tuple(map(_copy, found["copies"])),
    )


def _copy(found: Mapping[str, Any]) -> Copy:
    notes, quoted = tuple(CitedNote(_note(note), Role(note["role"])) for note in found["notes"]), found["note_quote"]
    note_quote = _note_quote(quoted, notes) if quoted else None
    return Copy(found["article"], _span(found["quote"]), tuple(found["quote"]["pages"]), notes, note_quote)


def _named(article_id: ArticleIds) -> dict[str, Any]:
    """Return how a request names the articles that it asks."""
    one = article_id is None or isinstance(article_id, str)
    return {"article": article_id} if one else {"articles": list(article_id or ())}


def _place(found: Mapping[str, Any]) -> Place:
    return Place(
        article_id=found["article"],
        span=_span(found),
        quoted=found["quoted"],
        section=tuple(found["section"]),
        paragraphs=tuple(found["paragraphs"]),
        pages=tuple(found["pages"]),
        notes=tuple(CitedNote(_note(note), Role(note["role"])) for note in found["notes"]),
        recognised=_recognised(found.get("recognised")),
    )


def _recognised(found: Mapping[str, Any] | None) -> Recognised | None:
    """Return what was recognised in pictures; None of other text, and from a service that knows nothing of it."""
    if not found:
        return None
    return Recognised(tuple(RecognisedWord(Span(start, end), _percent(share)) for start, end, share in found["words"]))


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _regions(found: Mapping[str, Any] | None) -> Iterator[Region]:
    """Yield a region for each word that was recognised, and one for what follows it."""
    for word in recognised.words if (recognised := _recognised(found)) else ():
        yield Region(word.span.start, recognised=() if word.confidence is None else (word.confidence,))
        yield Region(word.span.end)


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
        sentences=_sentences(found),
        text=found["text"],
        language=found["lang"] or "",
    )


def _paragraph(found: Mapping[str, Any]) -> Paragraph:
    return Paragraph(found["number"], _span(found), tuple(found["section"]), found["page"], _sentences(found))


def _sentences(found: Mapping[str, Any]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in found["sentences"])


def _note_quote(found: Mapping[str, Any], notes: tuple[CitedNote, ...]) -> NoteQuote:
    """Return what is quoted of a note's own text; the whole text stands with the notes of the citation."""
    (note,) = (cited.note for cited in notes if (cited.note.label, cited.note.anchor) == (found["label"], found["anchor"]))
    return NoteQuote(note, _span(found))


def _note(found: Mapping[str, Any]) -> Note:
    recognised = _recognised(found.get("recognised"))
    told = [word.confidence for word in recognised.words if word.confidence is not None] if recognised else None
    return Note(found["label"], found["anchor"], found["text"], recognised=None if told is None else tuple(told))


def _span(found: Mapping[str, Any]) -> Span:
    return Span(found["start"], found["end"])
