"""The styles of citation: which there are, and others put in."""

from __future__ import annotations

from flask import Blueprint, Response, request

from index.errors import Kind, LoccitError, shortened
from qa.citing import CitationStyle, StyleShelf
from web.api.json_bodies import as_json
from web.errors import BadRequestError, RefusedError
from web.schemas import StyleList, style_json

FORM = "multipart/form-data"
FIELD = "style"
HOW = f"Send the file as {FORM}, as a form with enctype does, or: curl -F {FIELD}=@my-journal.csl"


class UnknownStyleError(LoccitError):
    """There is no style of that name."""

    kind = Kind.UNKNOWN
    remedy = "GET /api/styles lists them."


def styles_blueprint(shelf: StyleShelf) -> Blueprint:
    """Return the routes below `/api/styles`."""
    blueprint = Blueprint("styles", __name__, url_prefix="/api/styles")

    @blueprint.get("")
    def styles() -> Response:
        """List the styles."""
        return as_json(StyleList(styles=[style_json(each, removable=shelf.can_remove(each)) for each in shelf.styles()]))

    @blueprint.post("")
    def put_in() -> Response:
        """Put in the style of a file."""
        return as_json(style_json(uploaded_style(shelf), removable=True))

    @blueprint.delete("/<name>")
    def remove(name: str) -> Response:
        """Remove a style, and show it for the last time."""
        return as_json(style_json(removed_style(shelf, name), removable=True))

    return blueprint


def uploaded_style(shelf: StyleShelf) -> CitationStyle:
    """Put in the style of the file that is sent, and return it.

    Raises:
        BadRequestError: no file is sent.
        CslError: it is no style.
        RefusedError: it cannot be kept.
    """
    if request.mimetype != FORM:
        raise BadRequestError(f"The upload is {request.mimetype or 'of no kind'}, but must be {FORM}. {HOW}", 415)
    file = request.files.get(FIELD)
    if file is None or not file.filename:
        raise BadRequestError(f"The upload has no file. {HOW}", 422, f"/{FIELD}")
    try:
        return shelf.put(file.read(), file.filename)
    except OSError as error:
        raise RefusedError(f"The style cannot be kept: {error.strerror or error}. Nothing was changed.", 507) from error


def removed_style(shelf: StyleShelf, name: str) -> CitationStyle:
    """Remove a style, and return it.

    Raises:
        UnknownStyleError: there is none of that name.
        FixedStyleError: it is always there.
    """
    style = shelf.style(name)
    if style is None:
        raise UnknownStyleError(f"There is no style {shortened(name)}.")
    shelf.remove(style)
    return style
