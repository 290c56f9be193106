"""References as JSON, as files, and as lines of text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Blueprint, Response, request

from index.errors import shortened
from index.records import Article, Span
from qa.citing import CitationStyle
from web.api.json_bodies import as_json
from web.errors import ParameterError
from web.operation import IndexSource
from web.schemas import ReferenceJson, file_text, reference_json
from web.styling import StyleChoice

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


def referencing_blueprint(source: IndexSource, choice: StyleChoice) -> Blueprint:
    """Return the route `/api/articles/{id}/reference`."""
    blueprint = Blueprint("referencing", __name__, url_prefix="/api")

    @blueprint.get("/articles/<article_id>/reference")
    def reference(article_id: str) -> Response:
        """Show how a stretch of an article, or all of it, is cited."""
        article = source.current().collection.article(article_id)
        span, style = stretch(article, request.args), request.args.get("style")
        if style in FILES:
            return _file(reference_json(article, span), style)
        return as_json(reference_json(article, span, None if style is None else _named(choice, style)))

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


def _named(choice: StyleChoice, name: str) -> CitationStyle:
    style = choice.shelf.style(name)
    if style is None:
        raise ParameterError(
            f"style is {shortened(name)}, but must be one of {', '.join(FILES)}, or a style that GET /api/styles lists.",
            "style",
            "Leave it out for Chicago, MLA and APA.",
        )
    return style


def _file(found: ReferenceJson, style: str) -> Response:
    """Return a file for reference managers."""
    kind, suffix = FILES[style]
    body = file_text(found, style)
    name = f'attachment; filename="{found.article}.{suffix}"'
    return Response(body, content_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": name})
