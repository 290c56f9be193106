"""Errors as the caller can use them: problem details (RFC 9457) from the API, a page with a sentence for people."""

from __future__ import annotations

import re

from flask import Flask, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from index.errors import LoccitError
from web.errors import BadRequestError, RefusedError
from web.problem_details import SENTENCES, Problem, problem, problem_of

# Addresses that programs ask, whatever the letters' case.
PROGRAMS = re.compile(r"^/(?:api|healthz|readyz|metrics)(?:/|$)(?!docs$)", re.IGNORECASE)
DOCS = "/api/docs"  # the one page below /api
NO_TEXT = "What stands behind the address’s question mark is no UTF-8. Write other bytes percent-encoded, such as %C3%A9."
PASSING = (429, 503)  # what is refused now and may be asked again


def register_problems(app: Flask) -> None:
    """Answer every error of `app` with a sentence."""
    app.register_error_handler(LoccitError, _refusal)
    app.register_error_handler(HTTPException, _http_problem)


def require_text() -> None:
    """Refuse an address with bytes that are no text behind its question mark, which no route could read.

    Raises:
        BadRequestError: it has some.
    """
    try:
        request.query_string.decode()
    except UnicodeDecodeError as error:
        raise BadRequestError(NO_TEXT) from error


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


def _refusal(error: LoccitError) -> ResponseReturnValue:
    response = make_response(respond(problem_of(error, None if isinstance(error, RefusedError) else _sent())))
    if isinstance(error, RefusedError) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="loccit"'
    return response


def _sent() -> object:
    """Return the JSON that came, None where none can be read: a body that nobody asked for may be anything."""
    try:
        return request.get_json(silent=True) if request.is_json else None
    except RecursionError:  # brackets nested by the thousand
        return None


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
