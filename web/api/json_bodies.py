"""JSON bodies: what a request sent, checked by a pydantic model, and what a response says."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest as InvalidBody

from index.errors import shortened
from web.errors import BadRequestError

JSON_KINDS = {list: "list", str: "string", int: "number", float: "number", bool: "truth value", type(None): "null"}
LONGEST_POINTER = 100  # characters

Model = TypeVar("Model", bound=BaseModel)


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
        field = shortened(".".join(map(str, first["loc"])))
        raise BadRequestError(
            f"The field {field}: {first['msg']}. Send an object like {example}.", 422, _pointer(first["loc"])
        ) from error


def _pointer(location: tuple[int | str, ...]) -> str:
    """Return where a field stands as a JSON pointer (RFC 6901), cut short where its name is pages long."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)[:LONGEST_POINTER]
