"""The reader: each article to be read."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as url_quote

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from index.records import Article, Span
from index.text import occurrences
from qa.display import DisplayBlock, display_blocks, note_ids, pieces
from web.links import article_url, notes_labelled, target
from web.operation import IndexSource
from web.pages.printed_page import has_print, printed_page

LONG = 200_000  # characters, above which blocks far from the window wait to be laid out until they come near it
NEAR = 12  # blocks on either side of the mark that never wait
AROUND = 60  # characters that are shown on either side of words that were found
MOST_PLACES = 200  # that are listed
BULKS = (250, 500, 1000, 2000, 4000)  # characters


def reader_blueprint(source: IndexSource) -> Blueprint:
    """Return the route `/articles/{id}`."""
    blueprint = Blueprint("reader", __name__)

    @blueprint.get("/articles/<article_id>")
    def article(article_id: str) -> ResponseReturnValue:
        """Show an article to be read, with the stretch that the address asks for marked, or lead to a note of it."""
        collection = source.current().collection
        found = collection.article(article_id)
        label = request.args.get("note", "").strip()
        notes = notes_labelled(found, label) if label else []
        if len(notes) == 1:
            return redirect(f"{article_url(found.id)}#{url_quote(note_ids(found)[notes[0]])}")
        wanted = target(found, request.args)
        shown = list(display_blocks(found, wanted.span))
        return render_template(
            "article.html",
            article=found,
            target=wanted,
            own_title=pieces(found, found.own_title, wanted.span) if found.own_title else (),
            titled_otherwise=found.own_title is None or found.own_title.of(found.text) != found.title,
            blocks=shown,
            ids=note_ids(found),
            notes_found=notes,
            words=(words := request.args.get("find", "").strip()),
            places=found_places(found, words),
            most_places=MOST_PLACES,
            printed=printed_page(collection, found, request.args, wanted.span),
            has_print=has_print(collection, found),
            long=len(found.text) > LONG,
            near=_near(shown),
            bulk=bulk,
        )

    return blueprint


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place of words that are looked for in the text, with what stands around it."""

    span: Span
    before: str
    words: str
    behind: str
    paragraph: int | None


def found_places(article: Article, words: str) -> tuple[FoundPlace, ...]:
    """Return the places of words in an article, in order."""
    return tuple(_found_place(article, span) for span in occurrences(article.text, words))


def _found_place(article: Article, span: Span) -> FoundPlace:
    start, end = max(span.start - AROUND, 0), min(span.end + AROUND, len(article.text))
    paragraphs = article.paragraphs_of(span)
    before, behind = article.text[start : span.start], article.text[span.end : end]
    return FoundPlace(
        span,
        before.partition(" ")[2] if start else before,
        span.of(article.text),
        behind.rpartition(" ")[0] if end < len(article.text) else behind,
        paragraphs[0].number if paragraphs else None,
    )


def bulk(span: Span) -> str:
    """Return the class of blocks of about that length, whose height is set down as an estimate until they are laid out."""
    return f"b{bisect(BULKS, span.length)}"


def _near(shown: Sequence[DisplayBlock]) -> range:
    """Return the positions of the blocks around the mark, laid out at once so that none moves it out of the window."""
    marked = next((position for position, block in enumerate(shown) if block.first_marked), 0)
    return range(marked - NEAR, marked + NEAR + 1)
