"""Where a stretch of an article stands in the file that it was read from, as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, request

from index.records import Span
from web.api.json_bodies import as_json
from web.api.references import stretch
from web.links import target
from web.operation import IndexSource
from web.schemas import source_json


def source_blueprint(source: IndexSource) -> Blueprint:
    """Return the route to an article's source, below `/api` and without."""
    blueprint = Blueprint("source", __name__)

    @blueprint.get("/api/articles/<article_id>/source")
    @blueprint.get("/articles/<article_id>/source")
    def article_source(article_id: str) -> Response:
        """Show where a stretch of an article, or all of it, stands in its file."""
        article = source.current().collection.article(article_id)
        named = target(article, request.args).span if request.args.get("exact") else stretch(article, request.args)
        shown = named or Span(0, len(article.text))
        return as_json(source_json(article, shown))

    return blueprint
