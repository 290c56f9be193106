"""Errors as the caller can use them: problem details (RFC 9457) from the API, a page with a sentence for people."""

from __future__ import annotations

import re

from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from index.errors import (
    LoccitError,
    QuestionError,
    UnknownArticleError,
    UnknownNoteError,
    UnknownPassageError,
    UnknownReportError,
    UnknownSectionError,
)
from web.links import LinkError
from web.schemas import Problem

NOT_FOUND = (UnknownArticleError, UnknownNoteError, UnknownPassageError, UnknownReportError, UnknownSectionError)
# Addresses that programs ask, whatever the letters' case.
PROGRAMS = re.compile(r"^/(?:api|healthz|readyz|metrics)(?:/|$)", re.IGNORECASE)
SENTENCES = {
    404: "There is nothing at this address. Begin at the front page, or see /api/openapi.json for the API.",
    413: "The request is too large: at most 64 KiB are read.",
    415: "The body is not said to be JSON. Send it with the header Content-Type: application/json.",
    500: "Something went wrong here, and it is not your fault. It has been logged; other questions can be asked.",
}


class BadRequestError(LoccitError):
    """A request that cannot be read: not JSON, not an object, a field missing, unknown or of the wrong type."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def register_problems(app: Flask) -> None:
    """Answer every error of `app` with a sentence."""
    app.register_error_handler(LoccitError, lambda error: respond(status_of(error), str(error)))
    app.register_error_handler(HTTPException, _http_problem)


def status_of(error: Exception) -> int:
    """Return the HTTP status that says what kind of error it is."""
    if isinstance(error, NOT_FOUND):
        return 404
    if isinstance(error, QuestionError):
        return 422
    if isinstance(error, LinkError):
        return 400
    return error.status if isinstance(error, BadRequestError) else 500


def respond(status: int, detail: str) -> ResponseReturnValue:
    """Return an error as problem details or as a page, by what was asked for."""
    title = HTTP_TITLES.get(status, "Error")
    if not PROGRAMS.match(request.path):
        return render_template("error.html", title=title, detail=detail), status
    problem = Problem(title=title, status=status, detail=detail)
    return problem.model_dump(), status, {"Content-Type": "application/problem+json"}


HTTP_TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    413: "Request too large",
    415: "Unsupported media type",
    422: "Unprocessable content",
    500: "Internal error",
}


def _http_problem(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(set(error.valid_methods or ()) - {"OPTIONS", "HEAD"}))
        response = make_response(respond(status, f"{request.method} is not possible here; use {allowed}."))
        response.headers["Allow"] = allowed
        return response
    return respond(status, SENTENCES.get(status) or error.description or error.name)
