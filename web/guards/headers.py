"""What responses carry besides their content: security headers, CORS, gzip, ETags; and what they can be, 406."""

from __future__ import annotations

from flask import Flask, request
from flask.wrappers import Response
from flask_compress import Compress
from flask_cors import CORS

from web.errors import BadRequestError
from web.service_settings import ServiceSettings

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # other hosts hear nothing; without any, forms would not tell whose page they are of
    "Cross-Origin-Opener-Policy": "same-origin",
}
COMPRESSED = ["application/json", "application/problem+json", "text/html", "text/css", "text/javascript", "text/plain"]
NOT_JSON = {"docs.docs", "notebook.export"}  # of the routes below /api
# What is the same until the index changes.
LASTING = ("articles.article", "articles.articles", "articles.note", "articles.passage")


def register_headers(app: Flask, settings: ServiceSettings) -> None:
    """Let every response of `app` carry what it should; the last that is registered comes first."""
    app.config["COMPRESS_ALGORITHM"] = ["gzip"]
    app.config["COMPRESS_MIMETYPES"] = COMPRESSED
    app.before_request(_refuse_what_is_not_acceptable)
    app.after_request(_secure)
    Compress(app)
    app.after_request(_tag)
    if settings.cors_origin:
        origins = list(settings.cors_origin)
        CORS(app, resources={r"/api/.*": {"origins": origins}}, expose_headers=["ETag", "Retry-After", "X-Request-ID"])


def _secure(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)  # the report of an evaluation has a policy of its own
    return response


def _tag(response: Response) -> Response:
    """Give what lasts an ETag, and answer 304 where the client has it already."""
    if request.endpoint in LASTING and response.status_code == 200:
        response.add_etag()
        response.headers["Cache-Control"] = "no-cache"  # keep it, but ask each time whether it is still so
        response.make_conditional(request)
    return response


def _refuse_what_is_not_acceptable() -> None:
    wanted = request.accept_mimetypes
    endpoint = request.endpoint or ""
    of_api = request.path.startswith("/api/") and endpoint and endpoint not in NOT_JSON
    if of_api and wanted and wanted.best_match(["application/json"]) is None:
        raise BadRequestError("What is found here is JSON, and the header Accept lets nothing of that kind through.", 406)
