"""The JSON API, version 1."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest as InvalidBody

from index.errors import brief
from index.records import Article, Note
from web.api.openapi import openapi_document
from web.errors import BadRequestError, ParameterError, UnknownNoteError
from web.links import notes_labelled
from web.operation import CountedQuestions, IndexSource
from web.schemas import (
    AskRequest,
    article_json,
    article_list,
    ask_response,
    note_json,
    passage_json,
)

JSON_KINDS = {list: "list", str: "string", int: "number", float: "number", bool: "truth value", type(None): "null"}
OFFSET = re.compile(r"[0-9]{1,9}")
LONGEST_POINTER = 100  # characters
ANCHORS = "GET /api/articles/{id} shows the anchor of each note; leave it out for the first note of that label."
# What a body looks like, for whoever sent another.
ASK = '{"question": "…", "limit": 5, "article": null}'

Model = TypeVar("Model", bound=BaseModel)


def api_blueprint(source: IndexSource, questions: CountedQuestions) -> Blueprint:
    """Return the routes below `/api`."""
    blueprint = Blueprint("api", __name__, url_prefix="/api")

    @blueprint.post("/ask")
    def ask() -> Response:
        """Answer a question."""
        asked, opened = parse(AskRequest, request_object(ASK), ASK), source.current()
        result, took_ms = questions.ask(opened.answerer, asked.question, asked.limit, asked.article, tuple(asked.section or ()))
        return as_json(ask_response(opened.collection, result, took_ms))

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
        """Show a note and the sentence that it stands behind; where labels repeat, `?anchor=` tells which is meant."""
        found = source.current().collection.article(article_id)
        return as_json(note_json(found, _note(found, label, request.args.get("anchor"))))

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


def request_object(example: str) -> dict[str, Any]:
    """Return the request's body, which must be a JSON object like `example`.

    Raises:
        BadRequestError: it is not JSON, or not an object.
    """
    try:
        body = request.get_json()
    except (InvalidBody, RecursionError) as error:  # the latter from brackets nested by the thousand
        raise BadRequestError(f"The body is not JSON that can be read. Send an object like {example}.") from error
    return json_object(body, example, "body")


def json_object(found: object, example: str, name: str) -> dict[str, Any]:
    """Return what was sent, which must be a JSON object like `example`.

    Raises:
        BadRequestError: it is not an object.
    """
    if not isinstance(found, dict):
        kind = JSON_KINDS.get(type(found), "value")
        raise BadRequestError(f"The {name} is JSON, but a {kind}, not an object. Send an object like {example}.")
    return found


def parse(model: type[Model], body: dict[str, Any], example: str) -> Model:
    """Return a valid request.

    Raises:
        BadRequestError: a field is missing, unknown, or of the wrong type.
    """
    try:
        return model.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        field = brief(".".join(map(str, first["loc"])))
        raise BadRequestError(
            f"The field {field}: {first['msg']}. Send an object like {example}.", 422, _pointer(first["loc"])
        ) from error


def _pointer(location: tuple[int | str, ...]) -> str:
    """Return where a field stands as a JSON pointer (RFC 6901), cut short where its name is pages long."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)[:LONGEST_POINTER]


def _note(article: Article, label: str, anchor: str | None) -> Note:
    """Return the note of this label at this anchor, or the first of the label where none is named."""
    labelled = notes_labelled(article, label)
    if anchor is None:
        return labelled[0]
    if not OFFSET.fullmatch(anchor):
        raise ParameterError(f"The anchor is {brief(anchor)}, but must be a whole number.", "anchor", ANCHORS)
    there = [note for note in labelled if note.anchor == int(anchor)]
    if not there:
        anchors = ", ".join(str(note.anchor) for note in labelled)
        raise UnknownNoteError(f"No note {brief(label)} has the anchor {anchor}; there are: {anchors}.")
    return there[0]
