"""The form for an article's metadata: filled in with what is known, it becomes a sidecar to lay beside the article's file."""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from index.metadata import KINDS, SUFFIX, filled_in, form_fields, sidecar_text
from index.records import Article, Publication
from web.operation import IndexSource

COLLECTION = ".jsonl"  # files that hold several articles, each with a table of its own in their sidecar


def metadata_blueprint(source: IndexSource) -> Blueprint:
    """Return the route `/articles/{id}/metadata`."""
    blueprint = Blueprint("metadata", __name__)

    @blueprint.get("/articles/<article_id>/metadata")
    def form(article_id: str) -> ResponseReturnValue:
        """Show the form, or return as a file what was filled in."""
        article = source.current().collection.article(article_id)
        page = {"article": article, "kinds_known": KINDS, "sidecar": _sidecar_name(article), "several": _of_several(article)}
        if "written" not in request.args:
            given = form_fields(article.publication)
            return render_template("metadata.html", given=given | {"title": given["title"] or article.title}, **page)
        known, problems = filled_in(request.args)
        if problems:
            return render_template("metadata.html", given=request.args, problems=problems, **page), 422
        return _file(article, known)

    return blueprint


def _sidecar_name(article: Article) -> str:
    return str(PurePath(article.source.name).with_suffix(SUFFIX))


def _of_several(article: Article) -> bool:
    return PurePath(article.source.name).suffix.lower() == COLLECTION


def _file(article: Article, known: Publication) -> Response:
    response = Response(
        sidecar_text(known, article.id if _of_several(article) else ""), content_type="application/toml; charset=utf-8"
    )
    response.headers.set("Content-Disposition", "attachment", filename=_sidecar_name(article))
    return response
