"""The page on which a quotation, or a paragraph of a draft, is held against the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from index.errors import UnknownArticleError
from index.records import Article, Span
from index.searching import Searchable
from qa.display import Piece, pieces
from qa.errors import QuestionError
from qa.note_roles import notes_at
from qa.records import CitedNote
from qa.verifying import CheckedDraft, ComparedStretch, Place, ReadAs, Verdict, VerdictKind, check_pasted, compare, compared_span
from web.operation import IndexSource
from web.problem_details import status_of

MOST_PLACES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place as the page shows it: `span` of the text with its notes, and the quotation beside it word by word."""

    place: Place
    article: Article
    span: Span
    notes: tuple[CitedNote, ...]
    pieces: tuple[Piece, ...]
    compared: tuple[ComparedStretch, ...]


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """A verdict with the places that are shown."""

    verdict: Verdict
    places: tuple[ShownPlace, ...]


def verify_page_blueprint(source: IndexSource) -> Blueprint:
    """Return the route `/verify`."""
    blueprint = Blueprint("verify_page", __name__)

    @blueprint.get("/verify")
    def form() -> ResponseReturnValue:
        """Show the form."""
        catalogue = source.current().collection.catalogue
        return render_template("verify.html", text="", reading=ReadAs.EITHER, articles=catalogue.entries, names=catalogue.names)

    @blueprint.post("/verify")
    def verify() -> ResponseReturnValue:
        """Verify what was pasted."""
        opened = source.current()
        text, article_id = request.form.get("text", ""), request.form.get("article") or None
        reading = next((reading for reading in ReadAs if reading.value == request.form.get("as")), ReadAs.EITHER)
        catalogue = opened.collection.catalogue
        articles = {"article_id": article_id, "articles": catalogue.entries, "names": catalogue.names}
        page = {"text": text, "reading": reading, **articles}
        try:
            checked = check_pasted(opened.verifier, text, article_id, reading)
        except (QuestionError, UnknownArticleError) as error:
            return render_template("verify.html", problem=str(error), **page), status_of(error)
        if isinstance(checked, CheckedDraft):
            shown = [_shown(opened.collection, found.verdict) for found in checked.ranked]
            return render_template("verify.html", draft=shown, counts=checked.counts, short=checked.short, **page)
        return render_template("verify.html", verdict=_shown(opened.collection, checked), **page)

    return blueprint


def _shown(collection: Searchable, verdict: Verdict) -> ShownVerdict:
    return ShownVerdict(verdict, tuple(_places(collection, verdict)))


def _places(collection: Searchable, verdict: Verdict) -> Iterator[ShownPlace]:
    """Yield the first places; a stitched quotation's pieces are compared each, of other inexact ones the first place."""
    for rank, place in enumerate(verdict.places[:MOST_PLACES_SHOWN]):
        article = collection.article(place.article_id)
        differs = verdict.kind is not VerdictKind.EXACT and rank == 0
        span = compared_span(article.text, verdict) if differs and verdict.kind is not VerdictKind.STITCHED else place.span
        compared = compare(place.quoted, span.of(article.text)) if differs or verdict.kind is VerdictKind.STITCHED else ()
        yield ShownPlace(place, article, span, notes_at(article, span), pieces(article, span), compared)
