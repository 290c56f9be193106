"""The pages on which articles are added, read anew and removed. Without JavaScript they refresh themselves while a job lasts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from index.intake import Job, JobKind, JobQueue
from index.metadata import filled_in
from index.readers import SUFFIXES
from web.changing.change_routes import answering, known_job
from web.changing.requested_changes import bibliographies, change, describe, forget, upload
from web.operation import IndexSource
from web.schemas import job_json

LIST = "library.articles"  # the list of articles, with the form to add some
RECENT = 5  # jobs that the list of articles tells of


def changing_pages_blueprint(source: IndexSource, queue: JobQueue | None, longest: int) -> Blueprint:
    """Return the routes that forms send to, and the pages `/jobs/{id}` and `/articles/{id}/change`; `longest` as for uploads."""
    blueprint = Blueprint("changing_pages", __name__)

    blueprint.app_context_processor(lambda: _changes(source, queue))

    @blueprint.after_app_request
    def expect(response: Response) -> Response:
        """Have a worker stand by where somebody opens the page from which articles are added."""
        if queue is not None and g.get("may_change") and request.endpoint == LIST:
            queue.expect()
        return response

    @blueprint.post("/articles")
    def add() -> ResponseReturnValue:
        """Add the files of the form."""
        return _shown(upload(queue, longest))

    @blueprint.post("/bibliographies")
    def take_up() -> ResponseReturnValue:
        """Take up what the bibliographies of the form say of the articles."""
        return _shown(upload(queue, longest, JobKind.DESCRIBE))

    @blueprint.post("/bibliographies/<name>/remove")
    def give_up(name: str) -> ResponseReturnValue:
        """Give up what a bibliography says."""
        return _shown(forget(queue, name))

    @blueprint.get("/jobs/<job_id>")
    def job(job_id: str) -> ResponseReturnValue:
        """Show how far a job is."""
        return render_template("job.html", job=job_json(known_job(queue, job_id), **answering(source)))

    _article_routes(blueprint, source, queue)
    return blueprint


def _article_routes(blueprint: Blueprint, source: IndexSource, queue: JobQueue | None) -> None:
    @blueprint.get("/articles/<article_id>/change")
    def form(article_id: str) -> ResponseReturnValue:
        """Show what was read of an article, and what can be done with it."""
        return render_template("change.html", article=source.current().collection.article(article_id))

    @blueprint.post("/articles/<article_id>/reread")
    def reread(article_id: str) -> ResponseReturnValue:
        """Read an article's file anew."""
        return _shown(change(queue, source.current().collection, JobKind.REREAD, article_id))

    @blueprint.post("/articles/<article_id>/remove")
    def remove(article_id: str) -> ResponseReturnValue:
        """Remove an article."""
        return _shown(change(queue, source.current().collection, JobKind.REMOVE, article_id))

    @blueprint.post("/articles/<article_id>/metadata")
    def describe_article(article_id: str) -> ResponseReturnValue:
        """Save what was filled in as the article's sidecar; what cannot be, the form tells."""
        known, problems = filled_in(request.form)
        if problems:
            given = urlencode(request.form.to_dict() | {"written": "1"})
            return redirect(f"{url_for('metadata.form', article_id=article_id)}?{given}", 303)
        return _shown(describe(queue, source.current().collection, article_id, known))


def _changes(source: IndexSource, queue: JobQueue | None) -> dict[str, Any]:
    """Let templates ask who may change articles, and which jobs there are."""

    def recent() -> list[Any]:
        now = answering(source)
        return [job_json(each, **now) for each in (queue.latest(RECENT) if queue else ())]

    return {
        "may_change": g.get("may_change", False) and queue is not None,
        "recent_jobs": recent,
        "bibliographies": lambda: bibliographies(queue),
        "suffixes": SUFFIXES,
    }


def _shown(job: Job) -> ResponseReturnValue:
    return redirect(url_for("changing_pages.job", job_id=job.id), 303)
