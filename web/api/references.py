"""References as JSON, as files, and as lines of text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Blueprint, Response, request

from index.errors import shortened
from index.records import Article, Span
from web.api.json_bodies import as_json
from web.errors import ParameterError
from web.operation import IndexSource
from web.schemas import ReferenceJson, file_text, reference_json

OFFSET = re.compile(r"[0-9]{1,9}")
EXAMPLE = "?start=0&end=100"
OFFSETS = (
    "Give two offsets of the text that GET /api/articles/{id} returns, the first before the second, or neither for all of it."
)
# What can be downloaded: the kind of the body, and how the file's name ends.
FILES = {
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
}


def referencing_blueprint(source: IndexSource) -> Blueprint:
    """Return the route `/api/articles/{id}/reference`."""
    blueprint = Blueprint("referencing", __name__, url_prefix="/api")

    @blueprint.get("/articles/<article_id>/reference")
    def reference(article_id: str) -> Response:
        """Show how a stretch of an article, or all of it, is cited."""
        article = source.current().collection.article(article_id)
        found = reference_json(article, stretch(article, request.args))
        style = request.args.get("style")
        return as_json(found) if style is None else _file(found, style)

    return blueprint


def stretch(article: Article, arguments: Mapping[str, str]) -> Span | None:
    """Return the stretch of an article that an address asks for, None where it asks for none.

    Raises:
        ParameterError: only one offset is given, one is no whole number, or the article has no such stretch.
    """
    if "start" not in arguments and "end" not in arguments:
        return None
    start, end = (_offset(arguments.get(name), name) for name in ("start", "end"))
    if not start < end <= len(article.text):
        found = f"There is no stretch from {start} to {end} in {article.id}: its text runs from 0 to {len(article.text)}."
        raise ParameterError(found, "end", OFFSETS)
    return Span(start, end)


def _offset(value: str | None, name: str) -> int:
    if value is None:
        raise ParameterError(f"The address has no {name}. Give both offsets, as in {EXAMPLE}, or neither.", name, OFFSETS)
    if not OFFSET.fullmatch(value):
        raise ParameterError(f"{name} is {shortened(value)}, but must be a whole number from 0, as in {EXAMPLE}.", name, OFFSETS)
    return int(value)


def _file(found: ReferenceJson, style: str) -> Response:
    """Return a file for reference managers."""
    if style not in FILES:
        raise ParameterError(
            f"style is {shortened(style)}, but must be one of {', '.join(FILES)}.", "style", "Leave it out for all."
        )
    kind, suffix = FILES[style]
    body = file_text(found, style)
    name = f'attachment; filename="{found.article}.{suffix}"'
    return Response(body, content_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": name})
