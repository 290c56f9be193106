"""The API's routes that change articles, and those that tell how far a change is."""

from __future__ import annotations

from typing import TypedDict

from flask import Blueprint, Response, url_for

from index.intake import Job, JobKind, JobQueue, UnknownJobError
from index.searching import Searchable
from qa.records import IndexState
from web.api import as_json
from web.changing.requested_changes import change, upload
from web.operation import IndexSource
from web.schemas import job_json, job_list

LISTED = 20  # jobs, the latest first


class Answering(TypedDict):
    """What answers now."""

    state: IndexState
    collection: Searchable


def changing_blueprint(source: IndexSource, queue: JobQueue | None, longest: int) -> Blueprint:
    """Return the routes `POST /api/articles`, those that change one, and `/api/jobs`; an upload may have so many bytes."""
    blueprint = Blueprint("changing", __name__, url_prefix="/api")

    @blueprint.post("/articles")
    def add() -> Response:
        """Add the articles in the files that are sent."""
        return accepted(upload(queue, longest))

    @blueprint.delete("/articles/<article_id>")
    def remove(article_id: str) -> Response:
        """Remove an article."""
        return accepted(change(queue, source.current().collection, JobKind.REMOVE, article_id))

    @blueprint.post("/articles/<article_id>/reread")
    def reread(article_id: str) -> Response:
        """Read an article's file anew."""
        return accepted(change(queue, source.current().collection, JobKind.REREAD, article_id))

    @blueprint.post("/bibliographies")
    def describe() -> Response:
        """Take up what the bibliographies that are sent say of the articles."""
        return accepted(upload(queue, longest, JobKind.DESCRIBE))

    @blueprint.get("/jobs")
    def jobs() -> Response:
        """List the latest jobs."""
        return as_json(job_list(queue.latest(LISTED) if queue else (), **answering(source)))

    @blueprint.get("/jobs/<job_id>")
    def job(job_id: str) -> Response:
        """Show how far a job is, and what became of each file."""
        return as_json(job_json(known_job(queue, job_id), **answering(source)))

    def accepted(job: Job) -> Response:
        response = as_json(job_json(job, **answering(source)))
        response.status_code = 202
        response.headers["Location"] = url_for("changing.job", job_id=job.id)
        return response

    return blueprint


def answering(source: IndexSource) -> Answering:
    """Return the articles that answer now, and of which index they are; of the articles never an older one."""
    state = source.state()
    return {"state": state, "collection": source.current().collection}


def known_job(queue: JobQueue | None, job_id: str) -> Job:
    """Return a job.

    Raises:
        UnknownJobError: there is none of this id.
    """
    if queue is None:
        raise UnknownJobError("There are no jobs, for this service changes no articles.")
    return queue.job(job_id)
