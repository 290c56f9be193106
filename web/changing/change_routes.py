"""The API's routes that change articles, and those that tell how far a change is."""

from __future__ import annotations

from typing import TypedDict

from flask import Blueprint, Response, url_for

from index.intake import Job, JobKind, JobQueue, UnknownJobError
from index.searching import Searchable
from qa.records import IndexState
from web.api import as_json
from web.changing.requested_changes import bibliographies, change, forget, upload
from web.operation import IndexSource
from web.schemas import BibliographyList, job_json, job_list

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
        return _accepted(source, upload(queue, longest))

    @blueprint.delete("/articles/<article_id>")
    def remove(article_id: str) -> Response:
        """Remove an article."""
        return _accepted(source, change(queue, source.current().collection, JobKind.REMOVE, article_id))

    @blueprint.post("/articles/<article_id>/reread")
    def reread(article_id: str) -> Response:
        """Read an article's file anew."""
        return _accepted(source, change(queue, source.current().collection, JobKind.REREAD, article_id))

    @blueprint.get("/jobs")
    def jobs() -> Response:
        """List the latest jobs."""
        return as_json(job_list(queue.latest(LISTED) if queue else (), **answering(source)))

    @blueprint.get("/jobs/<job_id>")
    def job(job_id: str) -> Response:
        """Show how far a job is, and what became of each file."""
        return as_json(job_json(known_job(queue, job_id), **answering(source)))

    _bibliography_routes(blueprint, source, queue, longest)
    return blueprint


def _bibliography_routes(blueprint: Blueprint, source: IndexSource, queue: JobQueue | None, longest: int) -> None:
    @blueprint.post("/bibliographies")
    def describe() -> Response:
        """Take up what the bibliographies that are sent say of the articles."""
        return _accepted(source, upload(queue, longest, JobKind.DESCRIBE))

    @blueprint.get("/bibliographies")
    def told() -> Response:
        """List the bibliographies that came in."""
        return as_json(BibliographyList(bibliographies=bibliographies(queue)))

    @blueprint.delete("/bibliographies/<name>")
    def give_up(name: str) -> Response:
        """Give up what a bibliography says."""
        return _accepted(source, forget(queue, name))


def _accepted(source: IndexSource, job: Job) -> Response:
    response = as_json(job_json(job, **answering(source)))
    response.status_code = 202
    response.headers["Location"] = url_for("changing.job", job_id=job.id)
    return response


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
