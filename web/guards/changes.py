"""Who may change articles: nobody unless the service is writable, no page of another host, and of tokens those with the right."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, g, request
from werkzeug.datastructures import Headers

from web.errors import RefusedError
from web.guards.tokens import bearer, read_holders
from web.service_settings import ServiceSettings

CHANGING = {"changing", "changing_pages"}  # the blueprints whose POST and DELETE change articles
UPLOADS = {"/articles", "/api/articles"}
OWN = {"same-origin", "none"}  # the latter is a person who typed the address
CLOSED = "Articles cannot be changed here. Whoever runs the service can let them be, with --writable."


def register_changes(app: Flask, settings: ServiceSettings) -> None:
    """Let only those change articles by `app` who may."""

    @app.before_request
    def guard() -> None:
        if (request.endpoint or "").split(".")[0] not in CHANGING or request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        if not settings.writable:
            raise RefusedError(CLOSED, 403)
        if not g.may_change:
            raise RefusedError(
                f"{_who()} may ask, but not change articles. Make a token that may with: loccit token NAME --write", 403
            )
        if is_from_elsewhere(request.headers, request.host, settings.cors_origin):
            raise RefusedError("A page of another host has sent this, and may not. Send it from a page of this service.", 403)


def is_from_elsewhere(headers: Headers, host: str, allowed: tuple[str, ...]) -> bool:
    """Whether a browser sends a request for a page of another host, or port.

    Browsers say so in a header that no page can set (Fetch Metadata); older ones name the page's origin. A program that is no
    browser sends neither, and no page can make it send anything.
    """
    origin, site = headers.get("Origin"), headers.get("Sec-Fetch-Site")
    if origin in allowed:
        return False
    if site is not None:
        return site not in OWN
    return origin is not None and urlsplit(origin).netloc != host


def longest_body(settings: ServiceSettings) -> Callable[[str, str, str], int]:
    """Return what tells how many bytes a request may have, by its method, its path and its header Authorization.

    It is asked before the body comes in, so that nobody who may not upload can fill the disk.
    """
    holders = read_holders(settings.tokens) if settings.tokens else ()

    def longest(method: str, path: str, authorization: str) -> int:
        if not settings.writable or method != "POST" or path not in UPLOADS:
            return settings.longest_body
        holder = bearer(authorization, holders)
        may = holder.may_change if holder else not holders
        return settings.longest_upload if may else settings.longest_body

    return longest


def _who() -> str:
    return f"The token of {g.holder}" if g.holder else "Who has no token"
