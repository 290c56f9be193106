"""Errors as problem details (RFC 9457): what was found, where, and what to do about it. Nothing here knows Flask."""

from __future__ import annotations

from http import HTTPStatus

from pydantic import BaseModel, Field

from index.errors import Kind, LoccitError
from web.errors import RefusedError

STATUSES = {Kind.UNKNOWN: 404, Kind.UNFIT: 422, Kind.CONFLICT: 409, Kind.AWAY: 503, Kind.FAULT: 500}
HTTP_TITLES = {500: "Internal error", 413: "Request too large", 422: "Unprocessable content"}
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
    403: "Ask whoever runs the service.",
    404: "GET /api/docs lists the addresses.",
    405: "Use a method that the header Allow names.",
    406: "Send the header Accept: application/json, or none.",
    409: "Read it again, and send what is to be.",
    413: "Send less.",
    415: "Send the header Content-Type: application/json.",
    422: "Change the field and send it again.",
    429: "Wait for as many seconds as the header Retry-After says.",
    500: "Tell whoever runs the service the id in the header X-Request-ID.",
    503: "Send it again after as many seconds as the header Retry-After says.",
    507: "Ask whoever runs the service to make room on its disk, and send it again.",
}

OTHER_FIELDS = {"/article": ("/articles",)}  # in which what is wrong with a field may lie as well


class Problem(BaseModel):
    """An error, after RFC 9457: what was found, the field that has it as a JSON pointer, and what to do about it."""

    type: str = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    field: str | None = None
    remedy: str


def status_of(error: LoccitError) -> int:
    """Return the HTTP status that says what kind of error it is."""
    return error.status if isinstance(error, RefusedError) else STATUSES[error.kind]


def problem_of(error: LoccitError, body: object) -> Problem:
    """Return an error as problem details, given what was sent: one question of a batch, or a request's whole body."""
    return problem(status_of(error), str(error), _field(error, body), error.remedy)


def problem(status: int, detail: str, field: str | None = None, remedy: str | None = None) -> Problem:
    """Return problem details; without a `remedy`, that of the status."""
    remedy = remedy or STATUS_REMEDIES.get(status, "See GET /api/docs.")
    return Problem(title=HTTP_TITLES.get(status, title_of(status)), status=status, detail=detail, field=field, remedy=remedy)


def title_of(status: int) -> str:
    """Return what HTTP calls a status."""
    return next((known.phrase.capitalize() for known in HTTPStatus if known == status), "Error")


def _field(error: LoccitError, body: object) -> str | None:
    """Return the field in which an error lies, where it is one that the body can have: addresses and drafts have others."""
    if isinstance(error, RefusedError):
        return error.field
    fields = (error.field, *OTHER_FIELDS.get(error.field, ())) if error.field else ()
    return next((each for each in fields if isinstance(body, dict) and each.split("/")[1] in body), None)
