"""web: the doors – pages, the JSON API, the command line. They parse, call once, and present.

`create_app` makes the Flask application; nothing is loaded when this package is imported.
"""

from __future__ import annotations

from flask import Flask
from flask.wrappers import Response

from qa.display import note_id
from qa.likelihood import in_words, per_cent
from web.api import api_blueprint, verify_blueprint
from web.citing import citing_blueprint
from web.links import article_url, cite_url, stretch_url
from web.operation import Instruments, Source, operation_blueprint
from web.pages import pages_blueprint
from web.problems import register_problems
from web.reader import reader_blueprint
from web.referencing import referencing_blueprint
from web.sources import source_blueprint
from web.verify_page import verify_page_blueprint

LONGEST_BODY = 1024 * 1024  # bytes: a draft of a long article

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(answerer: Source) -> Flask:
    """Return the application that answers from `answerer`, an `Answerer` or a `WatchedAnswerer`."""
    app = Flask("web")
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it; the base class does not say so
    app.jinja_env.globals.update(
        article_url=article_url,
        cite_url=cite_url,
        stretch_url=stretch_url,
        note_id=note_id,
        in_words=in_words,
        per_cent=per_cent,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    instruments = Instruments(answerer)
    app.register_blueprint(pages_blueprint(answerer, instruments))
    app.register_blueprint(reader_blueprint(answerer))
    app.register_blueprint(citing_blueprint(answerer))
    app.register_blueprint(verify_page_blueprint(answerer))
    app.register_blueprint(api_blueprint(answerer, instruments))
    app.register_blueprint(verify_blueprint(answerer))
    app.register_blueprint(source_blueprint(answerer))
    app.register_blueprint(referencing_blueprint(answerer))
    app.register_blueprint(operation_blueprint(answerer, instruments))
    register_problems(app)
    app.after_request(_secure)
    return app


def _secure(response: Response) -> Response:
    response.headers.update(SECURITY_HEADERS)
    return response
