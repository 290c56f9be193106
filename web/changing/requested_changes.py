"""What a request wants changed becomes a job in the queue: the files of a form, or an article by its id."""

from __future__ import annotations

from io import BufferedRandom
from pathlib import Path
from typing import NoReturn

from flask import g, request
from werkzeug.formparser import FormDataParser

from index.errors import Kind, LoccitError, shortened
from index.intake import Incoming, Item, Job, JobKind, JobQueue, KeepingError, QueueFullError, received_bibliographies
from index.metadata import SUFFIX, sidecar_text
from index.readers import is_jsonl
from index.records import Publication
from index.searching import Searchable
from web.errors import BadRequestError, RefusedError

FORM = "multipart/form-data"
MOST_FILES = 1000  # of one upload
LONGEST_FIELD = 256 * 1024  # bytes of a field beside the files; also of what waits to be parsed, which comes 64 KiB at a time
RETRY_AFTER = 30  # seconds
HOW = "Send the files as multipart/form-data, as a form with enctype does, or: curl -F files=@article.pdf"
BY_HAND = "Get the sidecar by the other button, and put its table into the one beside the file."
NO_QUEUE = "This service has no folder to which articles could be added. Start it with: loccit serve --writable"


class UnknownBibliographyError(LoccitError):
    """There is no bibliography of that name."""

    kind = Kind.UNKNOWN
    remedy = "GET /api/bibliographies lists them."


def upload(queue: JobQueue | None, longest: int, kind: JobKind = JobKind.ADD) -> Job:
    """Take in the files of the request, which may have so many bytes, and return the job that adds their articles.

    Another `kind` is of files that are bibliographies.

    Raises:
        RefusedError: it is no form, has no file or too many, or cannot be kept.
    """
    if request.mimetype != FORM:
        raise BadRequestError(f"The upload is {request.mimetype or 'of no kind'}, but must be {FORM}. {HOW}", 415)
    request.max_content_length = longest
    try:
        with _there(queue).incoming() as incoming:
            _receive(incoming)
            items = incoming.items()
            if not items:
                raise BadRequestError(f"The upload has no file. {HOW}", 422, "/files")
            return _there(queue).submit(kind, items, g.holder or "", incoming)
    except (QueueFullError, KeepingError) as error:
        _refuse(error)


def change(queue: JobQueue | None, collection: Searchable, kind: JobKind, article_id: str) -> Job:
    """Return the job that reads an article anew, or removes it.

    Raises:
        UnknownArticleError: there is none.
        RefusedError: the job cannot be kept.
    """
    article = collection.article(article_id)
    try:
        return _there(queue).submit(kind, [Item(article.id)], g.holder or "")
    except (QueueFullError, KeepingError) as error:
        _refuse(error)


def forget(queue: JobQueue | None, name: str) -> Job:
    """Return the job that gives up a bibliography that came in.

    Raises:
        UnknownBibliographyError: there is none of this name.
        RefusedError: the job cannot be kept.
    """
    there = _there(queue)
    if name not in bibliographies(queue):
        raise UnknownBibliographyError(f"There is no bibliography {shortened(name)} that was added here.")
    try:
        return there.submit(JobKind.FORGET, [Item(name)], g.holder or "")
    except (QueueFullError, KeepingError) as error:
        _refuse(error)


def bibliographies(queue: JobQueue | None) -> list[str]:
    """Return the names of the bibliographies that came in."""
    return [path.name for path in received_bibliographies(queue.index_folder)] if queue else []


def describe(queue: JobQueue | None, collection: Searchable, article_id: str, known: Publication) -> Job:
    """Return the job that lays a sidecar that says what is known beside an article's file, and reads that anew.

    Raises:
        UnknownArticleError: there is none.
        RefusedError: its file holds other articles as well, or the job cannot be kept.
    """
    article = collection.article(article_id)
    if is_jsonl(Path(article.source.name)):
        raise RefusedError(f"{article.source.name} holds several articles. {BY_HAND}", 422)
    try:
        with _there(queue).incoming() as incoming:
            with incoming.receive(f"{article.id}{SUFFIX}") as file:
                file.write(sidecar_text(known).encode())
            incoming.close()
            return _there(queue).submit(JobKind.REREAD, [Item(article.id)], g.holder or "", incoming)
    except (QueueFullError, KeepingError) as error:
        _refuse(error)


def _receive(incoming: Incoming) -> None:
    def into(filename: str | None, **_: object) -> BufferedRandom:
        return incoming.receive(filename or "")

    parser = FormDataParser(into, max_form_memory_size=LONGEST_FIELD, max_form_parts=MOST_FILES, silent=False)  # type: ignore[arg-type]  # it calls by names
    try:
        parser.parse(request.stream, request.mimetype, request.content_length, request.mimetype_params)
    except ValueError as error:
        raise BadRequestError(f"The upload is not whole, or no form that can be read. {HOW}") from error


def _there(queue: JobQueue | None) -> JobQueue:
    if queue is None:
        raise RefusedError(NO_QUEUE, 403)
    return queue


def _refuse(error: QueueFullError | KeepingError) -> NoReturn:
    """Say why a job is not taken, with the status that tells whether it can be sent again."""
    if isinstance(error, QueueFullError):
        raise RefusedError(f"{error} Send it again in {RETRY_AFTER} s.", 503, retry_after=RETRY_AFTER) from error
    raise RefusedError(str(error), 507) from error
