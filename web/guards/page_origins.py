"""Whether a change is sent by a page of this service: no page of another host may have a browser send one (CSRF)."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.datastructures import Headers

from web.errors import RefusedError
from web.guards.changes import CHANGING as CHANGING_ARTICLES
from web.guards.changes import is_change
from web.service_settings import ServiceSettings

CHANGING = {
    *CHANGING_ARTICLES,
    "notebook",
    "notebook_pages",
    "style_choice",
}  # the blueprints whose POST, PUT and DELETE change something
OWN = {"same-origin", "none"}  # the latter is a person who typed the address


def register_origins(app: Flask, settings: ServiceSettings) -> None:
    """Refuse what a page of another host sends to `app` to change something."""

    @app.before_request
    def guard() -> None:
        if is_change(request, CHANGING) and is_from_elsewhere(request.headers, request.host, settings.cors_origin):
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
