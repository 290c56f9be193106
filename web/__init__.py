"""web: the doors – pages, the JSON API, the command line. They parse, call once, and present.

`create_app` makes the Flask application; nothing is loaded when this package is imported.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask.wrappers import Response

from web.api import api_blueprint, verify_blueprint
from web.command_options import DEFAULT_REPORT
from web.evaluation import evaluation_blueprint
from web.operation import Instruments, Source, operation_blueprint
from web.pages import pages_blueprint
from web.problems import register_problems

LONGEST_BODY = 1024 * 1024  # bytes: a draft of a long article

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(answerer: Source, report: Path = DEFAULT_REPORT) -> Flask:
    """Return the application that answers from `answerer`, an `Answerer` or a `WatchedAnswerer`.

    `report` is the folder of an evaluation's report, which need not be there yet.
    """
    app = Flask("web")
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it; the base class does not say so
    instruments = Instruments(answerer)
    app.register_blueprint(pages_blueprint(answerer, instruments))
    app.register_blueprint(api_blueprint(answerer, instruments))
    app.register_blueprint(verify_blueprint(answerer))
    app.register_blueprint(evaluation_blueprint(report))
    app.register_blueprint(operation_blueprint(answerer, instruments))
    register_problems(app)
    app.after_request(_secure)
    return app


def _secure(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)  # the report of an evaluation has a policy of its own
    return response
