"""The Flask application: its routes, and what stands before them."""

from __future__ import annotations

from flask import Flask

from index.catalogue import by_line
from index.intake import JobQueue
from qa.answering import in_words, per_cent
from qa.citing import StyleShelf
from qa.display import note_id
from qa.locators import informative_headings, pages_in_words
from web.api import (
    articles_blueprint,
    batch_blueprint,
    openapi_blueprint,
    questions_blueprint,
    referencing_blueprint,
    source_blueprint,
    styles_blueprint,
    verify_blueprint,
)
from web.changing import changing_blueprint, changing_pages_blueprint
from web.guards import (
    register_access,
    register_changes,
    register_headers,
    register_limits,
    register_origins,
    register_turns,
)
from web.links import article_url, cite_url, kept_url, stretch_url
from web.noting import Desk, notebook_blueprint, notebook_pages_blueprint
from web.operation import IndexSource, Metrics, Seat, States, health_blueprint, in_this_process, metrics_blueprint, register_log
from web.pages import (
    citing_blueprint,
    docs_blueprint,
    evaluation_blueprint,
    has_report,
    library_blueprint,
    metadata_blueprint,
    pages_blueprint,
    printed_page_blueprint,
    reader_blueprint,
    style_changes_blueprint,
    styles_page_blueprint,
    verify_page_blueprint,
)
from web.problems import register_problems, require_text
from web.service_settings import ServiceSettings
from web.styling import StyleChoice

STYLES = ".styles"  # the folder of the styles that were put in, in the one of the articles' files


def application(
    source: IndexSource,
    settings: ServiceSettings | None = None,
    seat: Seat | None = None,
    queue: JobQueue | None = None,
    replicas: States | None = None,
) -> Flask:
    """Return the application that answers from `source`; see `web.create_app`."""
    settings, seat, replicas = settings or ServiceSettings(), seat or Seat(), replicas or in_this_process
    app = Flask("web.pages")
    app.config["MAX_CONTENT_LENGTH"] = settings.longest_body
    app.config["TRUSTED_HOSTS"] = settings.hosts
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it; the base class does not say so
    desk = Desk(source, settings)
    choice = StyleChoice(StyleShelf(settings.csl, queue.kept / STYLES if queue else None))
    app.jinja_env.globals.update(
        article_url=article_url,
        cite_url=cite_url,
        stretch_url=stretch_url,
        kept_url=kept_url,
        note_id=note_id,
        by_line=by_line,
        in_words=in_words,
        pages_in_words=pages_in_words,
        informative_headings=informative_headings,
        per_cent=per_cent,
        has_report=lambda: has_report(settings.report),
        has_notebook=lambda: desk.is_open,
        chosen_style=choice.chosen,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    metrics = Metrics(source, seat, replicas)
    app.register_blueprint(pages_blueprint(source, metrics.questions, desk.remember, choice))
    app.register_blueprint(library_blueprint(source))
    app.register_blueprint(metadata_blueprint(source))
    app.register_blueprint(reader_blueprint(source))
    app.register_blueprint(printed_page_blueprint(source))
    app.register_blueprint(citing_blueprint(source, choice))
    app.register_blueprint(verify_page_blueprint(source))
    app.register_blueprint(notebook_blueprint(source, desk, choice, settings.time_limit))
    app.register_blueprint(notebook_pages_blueprint(source, desk, choice, settings.time_limit))
    app.register_blueprint(questions_blueprint(source, metrics.questions))
    app.register_blueprint(batch_blueprint(source, metrics.questions, settings.time_limit))
    app.register_blueprint(verify_blueprint(source, settings.time_limit))
    app.register_blueprint(docs_blueprint())
    app.register_blueprint(articles_blueprint(source))
    app.register_blueprint(openapi_blueprint())
    app.register_blueprint(source_blueprint(source))
    app.register_blueprint(referencing_blueprint(source, choice))
    app.register_blueprint(styles_blueprint(choice.shelf))
    app.register_blueprint(styles_page_blueprint(choice))
    app.register_blueprint(style_changes_blueprint(choice))
    app.register_blueprint(changing_blueprint(source, queue, settings.longest_upload))
    app.register_blueprint(changing_pages_blueprint(source, queue, settings.longest_upload))
    app.register_blueprint(evaluation_blueprint(settings.report))
    app.register_blueprint(health_blueprint(source, replicas))
    app.register_blueprint(metrics_blueprint(metrics))
    register_problems(app)
    _register_service(app, metrics, settings, seat)
    return app


def _register_service(app: Flask, metrics: Metrics, settings: ServiceSettings, seat: Seat) -> None:
    """Let each request of `app` pass what stands before its route: log, text, token, right, origin, rate, queue."""
    register_log(app, metrics, settings)
    app.before_request(require_text)
    register_access(app, settings)
    register_changes(app, settings)
    register_origins(app, settings)
    register_limits(app, settings, seat)
    register_headers(app, settings)
    register_turns(app, settings, lambda working, waiting: seat.tell(working=working, waiting=waiting))
