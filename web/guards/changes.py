"""Who may change articles: nobody unless the service is writable, and of tokens those with the right."""

from __future__ import annotations

from collections.abc import Callable, Container

from flask import Flask, Request, g, request

from web.errors import RefusedError
from web.guards.tokens import bearer, read_holders
from web.service_settings import ServiceSettings

CHANGING = {"changing", "changing_pages", "styles", "style_changes"}  # the blueprints whose POST and DELETE change what all see
UPLOADS = {"/articles", "/api/articles", "/bibliographies", "/api/bibliographies"}
CLOSED = "Articles and styles cannot be changed here. Whoever runs the service can let them be, with --writable."


def register_changes(app: Flask, settings: ServiceSettings) -> None:
    """Let only those change articles by `app` who may."""

    @app.before_request
    def guard() -> None:
        if not is_change(request, CHANGING):
            return
        if not settings.writable:
            raise RefusedError(CLOSED, 403)
        if not g.may_change:
            raise RefusedError(
                f"{_who()} may ask, but not change articles or styles. Make a token that may with: loccit token NAME --write", 403
            )


def is_change(sent: Request, blueprints: Container[str]) -> bool:
    """Whether a request changes something, by a route of one of these blueprints."""
    return (sent.endpoint or "").split(".")[0] in blueprints and sent.method not in {"GET", "HEAD", "OPTIONS"}


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
