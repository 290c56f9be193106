"""Errors as the caller can use them: problem details (RFC 9457) from the API, a page with a sentence for people."""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import Flask, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from index.errors import (
    LoccitError,
    QuestionError,
    UnknownArticleError,
    UnknownNoteError,
    UnknownPassageError,
    UnknownReportError,
    UnknownSectionError,
    brief,
)
from qa.citing import StretchError
from web.errors import RefusedError
from web.links import LinkError
from web.schemas import Problem

NOT_FOUND = (UnknownArticleError, UnknownNoteError, UnknownPassageError, UnknownReportError, UnknownSectionError)
# Addresses that programs ask, whatever the letters' case.
PROGRAMS = re.compile(r"^/(?:api|healthz|readyz|metrics)(?:/|$)(?!docs$)", re.IGNORECASE)
DOCS = "/api/docs"  # the one page below /api
SENTENCES = {
    404: "There is nothing at this address. Begin at the front page, or see /api/openapi.json for the API.",
    413: "The request is too large. Send less at a time; GET /api/docs says how much each field may have.",
    415: "The body is not said to be JSON. Send it with the header Content-Type: application/json.",
    429: "You have asked as often as one client may for now. Ask again in {seconds} s.",
    500: "Something went wrong here, and it is not your fault. It has been logged; other questions can be asked.",
}
# What the caller can do, by kind of error and, where none is listed, by status.
REMEDIES: dict[type[Exception], str] = {
    UnknownArticleError: "GET /api/articles lists the ids.",
    UnknownNoteError: "GET /api/articles/{id} lists the article's notes.",
    UnknownPassageError: "Ask the question again: passages have other ids when the text is read anew.",
    UnknownSectionError: "GET /api/articles/{id} lists the article's headings.",
}
STATUS_REMEDIES = {
    400: "Send what GET /api/docs shows.",
    401: "Send the header Authorization: Bearer TOKEN.",
    404: "GET /api/docs lists the addresses.",
    405: "Use a method that the header Allow names.",
    406: "Send the header Accept: application/json, or none.",
    413: "Send less.",
    415: "Send the header Content-Type: application/json.",
    422: "Change the field and send it again.",
    429: "Wait for as many seconds as the header Retry-After says.",
    500: "Tell whoever runs the service the id in the header X-Request-ID.",
    503: "Send it again after as many seconds as the header Retry-After says.",
}
PASSING = (429, 503)  # what is refused now and may be asked again
# The field of a request in which a kind of error lies, as a JSON pointer.
FIELDS: dict[type[Exception], str] = {UnknownArticleError: "/article", UnknownSectionError: "/section"}


def register_problems(app: Flask) -> None:
    """Answer every error of `app` with a sentence."""
    app.register_error_handler(LoccitError, _refusal)
    app.register_error_handler(HTTPException, _http_problem)


def status_of(error: Exception) -> int:
    """Return the HTTP status that says what kind of error it is."""
    if isinstance(error, NOT_FOUND):
        return 404
    if isinstance(error, QuestionError | StretchError | LinkError):
        return 422
    return error.status if isinstance(error, RefusedError) else 500


def problem_of(error: LoccitError, body: object = None) -> Problem:
    """Return an error as problem details, given what was sent: one question of a batch, or else the request's whole body."""
    remedy = error.remedy if isinstance(error, RefusedError) else REMEDIES.get(type(error))
    return problem(status_of(error), str(error), _field(error, body), remedy)


def problem(status: int, detail: str, field: str | None = None, remedy: str | None = None) -> Problem:
    """Return problem details; without a `remedy`, that of the status."""
    remedy = remedy or STATUS_REMEDIES.get(status, "See GET /api/docs.")
    return Problem(title=HTTP_TITLES.get(status, title_of(status)), status=status, detail=detail, field=field, remedy=remedy)


def title_of(status: int) -> str:
    """Return what HTTP calls a status."""
    return next((known.phrase.capitalize() for known in HTTPStatus if known == status), "Error")


def respond(found: Problem) -> ResponseReturnValue:
    """Return an error as problem details or as a page, by what was asked for."""
    if _is_for_people():
        again = "?" + request.query_string.decode("latin-1") if found.status in PASSING else ""
        return render_template("error.html", title=found.title, detail=found.detail, again=again), found.status
    return found.model_dump(), found.status, {"Content-Type": "application/problem+json"}


def _is_for_people() -> bool:
    """Whether the answer is a page: not where a program asks, nor where the host is not trusted, for then no link can be made."""
    about_docs = request.path.lower() == DOCS and request.method not in {"GET", "HEAD"}
    return not (PROGRAMS.match(request.path) or about_docs or isinstance(request.routing_exception, SecurityError))


HTTP_TITLES = {500: "Internal error", 413: "Request too large", 422: "Unprocessable content"}


def _field(error: LoccitError, body: object) -> str | None:
    """Return the field in which an error lies, where it is one that the body can have: addresses and drafts have others."""
    if isinstance(error, RefusedError):
        return error.field
    pointer = error.field if isinstance(error, QuestionError) else FIELDS.get(type(error))
    if body is None and request.is_json:
        body = request.get_json(silent=True)
    return pointer if pointer and isinstance(body, dict) and pointer.removeprefix("/") in body else None


def no_such_note(label: str, labels: list[str]) -> str:
    """Say which notes there are instead of `label`."""
    if not labels:
        return f"There is no note {brief(label)}: the article has no notes."
    return f"There is no note {brief(label)}: the article's notes run from {labels[0]} to {labels[-1]}."


def _refusal(error: LoccitError) -> ResponseReturnValue:
    response = make_response(respond(problem_of(error)))
    if isinstance(error, RefusedError) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="loccit"'
    return response


def _http_problem(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(set(error.valid_methods or ()) - {"OPTIONS", "HEAD"}))
        response = make_response(respond(problem(status, f"{request.method} is not possible here; use {allowed}.")))
        response.headers["Allow"] = allowed
        return response
    if isinstance(error, SecurityError):
        return respond(problem(status, str(error.description), remedy="Whoever runs the service can name it: --trusted-host."))
    detail = SENTENCES.get(status) or error.description or error.name
    return respond(problem(status, detail.format(seconds=g.retry_after) if status == 429 else detail))
