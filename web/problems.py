"""Errors as the caller can use them: problem details (RFC 9457) from the API, a page with a sentence for people."""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import Flask, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from index.errors import Kind, LoccitError
from web.errors import RefusedError
from web.schemas import Problem

STATUSES = {Kind.UNKNOWN: 404, Kind.UNFIT: 422, Kind.FAULT: 500}
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
# What the caller can do where the error itself does not say it.
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


def register_problems(app: Flask) -> None:
    """Answer every error of `app` with a sentence."""
    app.register_error_handler(LoccitError, _refusal)
    app.register_error_handler(HTTPException, _http_problem)


def status_of(error: LoccitError) -> int:
    """Return the HTTP status that says what kind of error it is."""
    return error.status if isinstance(error, RefusedError) else STATUSES[error.kind]


def problem_of(error: LoccitError, body: object = None) -> Problem:
    """Return an error as problem details, given what was sent: one question of a batch, or else the request's whole body."""
    return problem(status_of(error), str(error), _field(error, body), error.remedy)


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
    if body is None and request.is_json:
        body = request.get_json(silent=True)
    return error.field if error.field and isinstance(body, dict) and error.field.removeprefix("/") in body else None


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
