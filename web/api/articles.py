"""Articles, their notes and their passages, to be had by their ids."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request

from index.errors import shortened
from index.records import Article, Note
from web.api.json_bodies import as_json
from web.errors import ParameterError, UnknownNoteError
from web.links import notes_labelled
from web.operation import IndexSource
from web.schemas import article_json, article_list, listing, note_json, passage_json

OFFSET = re.compile(r"[0-9]{1,9}")
ANCHORS = "GET /api/articles/{id} shows the anchor of each note; leave it out for the first note of that label."


def articles_blueprint(source: IndexSource) -> Blueprint:
    """Return the routes `/api/articles`, those of one article and its notes, and `/api/passages/{id}`."""
    blueprint = Blueprint("articles", __name__, url_prefix="/api")

    @blueprint.get("/articles")
    def articles() -> Response:
        """List the articles, or those that the address asks for."""
        catalogue = source.current().collection.catalogue
        return as_json(article_list(listing(catalogue, request.args), catalogue.facets))

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

    return blueprint


def _note(article: Article, label: str, anchor: str | None) -> Note:
    """Return the note of this label at this anchor, or the first of the label where none is named."""
    labelled = notes_labelled(article, label)
    if anchor is None:
        return labelled[0]
    if not OFFSET.fullmatch(anchor):
        raise ParameterError(f"The anchor is {shortened(anchor)}, but must be a whole number.", "anchor", ANCHORS)
    there = [note for note in labelled if note.anchor == int(anchor)]
    if not there:
        anchors = ", ".join(str(note.anchor) for note in labelled)
        raise UnknownNoteError(f"No note {shortened(label)} has the anchor {anchor}; there are: {anchors}.")
    return there[0]
