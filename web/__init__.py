"""web: the doors – pages, the JSON API, the command line. They parse, call once, and present.

`create_app` makes the Flask application; nothing is loaded when this package is imported.
"""

from __future__ import annotations

from flask import Flask

from web.access import register_access
from web.api import api_blueprint, verify_blueprint
from web.batch import batch_blueprint
from web.docs import docs_blueprint
from web.headers import register_headers
from web.limits import register_limits
from web.logs import register_log
from web.operation import Instruments, Source, operation_blueprint
from web.pages import pages_blueprint
from web.problems import register_problems
from web.settings import ServiceSettings
from web.turns import register_turns


def create_app(answerer: Source, settings: ServiceSettings | None = None) -> Flask:
    """Return the application that answers from `answerer`, an `Answerer` or a `WatchedAnswerer`.

    Raises:
        ServiceSettingsError: a setting cannot be worked with.
    """
    settings = settings or ServiceSettings()
    app = Flask("web")
    app.config["MAX_CONTENT_LENGTH"] = settings.longest_body
    app.config["TRUSTED_HOSTS"] = settings.hosts
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it; the base class does not say so
    instruments = Instruments(answerer)
    app.register_blueprint(pages_blueprint(answerer, instruments))
    app.register_blueprint(api_blueprint(answerer, instruments))
    app.register_blueprint(batch_blueprint(answerer, instruments, settings.time_limit))
    app.register_blueprint(verify_blueprint(answerer, settings.time_limit))
    app.register_blueprint(docs_blueprint())
    app.register_blueprint(operation_blueprint(answerer, instruments))
    register_problems(app)
    _register_service(app, instruments, settings)
    return app


def _register_service(app: Flask, instruments: Instruments, settings: ServiceSettings) -> None:
    """Let each request of `app` pass what stands before its route, in this order: the log, the token, the rate, the queue."""
    register_log(app, instruments, settings)
    register_access(app, settings)
    register_limits(app, settings)
    register_headers(app, settings)
    turns = register_turns(app, settings)
    instruments.gauge("loccit_working", "Requests that are worked on", lambda: turns.working)
    instruments.gauge("loccit_waiting", "Requests that wait for their turn", lambda: turns.waiting)
