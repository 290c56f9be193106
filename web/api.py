"""The JSON API, version 1."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest as InvalidBody

from index.errors import UnknownNoteError, brief
from web.openapi import openapi_document
from web.operation import Instruments, Source
from web.problems import BadRequestError
from web.schemas import AskRequest, article_json, article_list, ask_response, note_json, passage_json

JSON_KINDS = {list: "list", str: "string", int: "number", float: "number", bool: "truth value", type(None): "null"}
EXAMPLE = '{"question": "…", "limit": 5, "article": null}'


def api_blueprint(source: Source, instruments: Instruments) -> Blueprint:
    """Return the routes below `/api`."""
    blueprint = Blueprint("api", __name__, url_prefix="/api")

    @blueprint.post("/ask")
    def ask() -> Response:
        """Answer a question."""
        asked, answerer = parse_ask(request_object()), source.current()
        result, took_ms = instruments.ask(answerer, asked.question, asked.limit, asked.article, tuple(asked.section))
        return as_json(ask_response(answerer.collection, result, took_ms))

    @blueprint.get("/articles")
    def articles() -> Response:
        """List the articles."""
        return as_json(article_list(source.current().collection))

    @blueprint.get("/articles/<article_id>")
    def article(article_id: str) -> Response:
        """Show an article with its reading text."""
        return as_json(article_json(source.current().collection.article(article_id)))

    @blueprint.get("/articles/<article_id>/notes/<label>")
    def note(article_id: str, label: str) -> Response:
        """Show a note and the sentence that it stands behind."""
        found = source.current().collection.article(article_id)
        wanted = found.note(label)
        if wanted is None:
            raise UnknownNoteError(no_such_note(label, [note.label for note in found.notes]))
        return as_json(note_json(found, wanted))

    @blueprint.get("/passages/<passage_id>")
    def passage(passage_id: str) -> Response:
        """Show a passage."""
        collection = source.current().collection
        return as_json(passage_json(collection, collection.passage(passage_id)))

    @blueprint.get("/openapi.json")
    def openapi() -> dict[str, Any]:
        """Describe this API."""
        return openapi_document()

    return blueprint


def as_json(model: BaseModel) -> Response:
    """Return a model as the body of a response, the same characters that the command line prints."""
    return Response(model.model_dump_json(), mimetype="application/json")


def request_object() -> dict[str, Any]:
    """Return the request's body, which must be a JSON object.

    Raises:
        BadRequestError: it is not JSON, or not an object.
    """
    try:
        body = request.get_json()
    except (InvalidBody, RecursionError) as error:  # the latter from brackets nested by the thousand
        raise BadRequestError(f"The body is not JSON that can be read. Send an object like {EXAMPLE}.") from error
    if not isinstance(body, dict):
        kind = JSON_KINDS.get(type(body), "value")
        raise BadRequestError(f"The body is JSON, but a {kind}, not an object. Send an object like {EXAMPLE}.")
    return body


def parse_ask(body: dict[str, Any]) -> AskRequest:
    """Return a valid request to ask.

    Raises:
        BadRequestError: a field is missing, unknown, or of the wrong type.
    """
    try:
        return AskRequest.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        field = brief(".".join(map(str, first["loc"])))
        raise BadRequestError(f"The field {field}: {first['msg']}. Send an object like {EXAMPLE}.", status=422) from error


def no_such_note(label: str, labels: list[str]) -> str:
    """Say which notes there are instead of `label`."""
    if not labels:
        return f"There is no note {brief(label)}: the article has no notes."
    return f"There is no note {brief(label)}: the article's notes run from {labels[0]} to {labels[-1]}."
