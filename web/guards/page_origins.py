"""Whether a change is sent by a page of this service: no page of another host may have a browser send one (CSRF)."""

from __future__ import annotations

from flask import Flask, request

from web.errors import RefusedError
from web.guards.changes import is_from_elsewhere
from web.service_settings import ServiceSettings

CHANGING = {"notebook", "notebook_pages"}  # the blueprints whose POST, PUT and DELETE change something


def register_origins(app: Flask, settings: ServiceSettings) -> None:
    """Refuse what a page of another host sends to `app` to change something."""

    @app.before_request
    def guard() -> None:
        if (request.endpoint or "").split(".")[0] not in CHANGING or request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        if is_from_elsewhere(request.headers, request.host, settings.cors_origin):
            raise RefusedError("A page of another host has sent this, and may not. Send it from a page of this service.", 403)
