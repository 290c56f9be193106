"""How often a client may ask: Flask-Limiter, by the token's holder or else by address; each question of a batch counts."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil
from time import time

from flask import Flask, Response, g, request
from flask_limiter import Limiter, RequestLimit
from limits import parse_many

from web.guards.rate_storage import RATES, SCHEME
from web.guards.waiting_queue import EXEMPT
from web.operation import Seat
from web.service_settings import ServiceSettings, ServiceSettingsError

BATCH = "batch.ask_batch"


def register_limits(app: Flask, settings: ServiceSettings, seat: Seat) -> None:
    """Limit the rate of each client of `app`, where the settings name one.

    The counts of a process that is alone stand in its memory, those of several in a file that they share; a restart of the
    service forgets them.

    Raises:
        ServiceSettingsError: the rate is not one that can be read.
    """
    if not settings.rate_limit:
        return
    _check(settings.rate_limit)
    app.after_request(_with_the_same_number)  # before the limiter's own, for Flask calls the last registered first
    Limiter(
        client,
        app=app,
        application_limits=[settings.rate_limit],
        application_limits_cost=cost,
        application_limits_per_method=False,
        application_limits_exempt_when=_is_exempt,
        headers_enabled=True,
        on_breach=_tell_when,
        storage_uri="memory://" if seat.folder is None else f"{SCHEME}://{seat.folder / RATES}",
    )


def _check(rate_limit: str) -> None:
    try:
        amounts = [limit.amount for limit in parse_many(rate_limit)]
    except ValueError as error:
        sentence = f"The setting rate_limit is “{rate_limit}”, but must be as “120 per minute” or “5/second;100/hour”."
        raise ServiceSettingsError(sentence) from error
    if min(amounts) < 1:
        raise ServiceSettingsError(
            f"The setting rate_limit is “{rate_limit}”, by which nobody may ask; leave it empty for no limit."
        )


def _tell_when(limit: RequestLimit) -> None:
    """Keep in how many seconds the client may ask again, for the sentence that it gets and the header."""
    g.retry_after = max(1, ceil(limit.reset_at - time()))


def _with_the_same_number(response: Response) -> Response:
    """Put the seconds of the sentence into the header, which the limiter reckons a moment later, and rounds otherwise."""
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS and "retry_after" in g:
        response.headers["Retry-After"] = str(g.retry_after)
    return response


def client() -> str:
    """Return who asks: the token's holder, or the address."""
    return f"token {g.holder}" if g.get("holder") else request.remote_addr or "unknown"


def cost() -> int:
    """Return for how many a request counts."""
    if request.endpoint != BATCH or not request.is_json:
        return 1
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # brackets nested by the thousand; the route says what is wrong with them
        return 1
    questions = body.get("questions") if isinstance(body, dict) else None
    return max(1, len(questions)) if isinstance(questions, list) else 1


def _is_exempt() -> bool:
    return (request.endpoint or "").split(".")[0] in EXEMPT
