"""The reader: each article to be read."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from urllib.parse import quote as url_quote

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from index.records import Span
from qa.display import DisplayBlock, display_blocks, note_ids, pieces
from web.links import article_url, notes_labelled, target
from web.operation import IndexSource

LONG = 200_000  # characters, above which blocks far from the window wait to be laid out until they come near it
NEAR = 12  # blocks on either side of the mark that never wait
BULKS = (250, 500, 1000, 2000, 4000)  # characters


def reader_blueprint(source: IndexSource) -> Blueprint:
    """Return the route `/articles/{id}`."""
    blueprint = Blueprint("reader", __name__)

    @blueprint.get("/articles/<article_id>")
    def article(article_id: str) -> ResponseReturnValue:
        """Show an article to be read, with the stretch that the address asks for marked, or lead to a note of it."""
        found = source.current().collection.article(article_id)
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
            long=len(found.text) > LONG,
            near=_near(shown),
            bulk=bulk,
        )

    return blueprint


def bulk(span: Span) -> str:
    """Return the class of blocks of about that length, whose height is set down as an estimate until they are laid out."""
    return f"b{bisect(BULKS, span.length)}"


def _near(shown: Sequence[DisplayBlock]) -> range:
    """Return the positions of the blocks around the mark, laid out at once so that none moves it out of the window."""
    marked = next((position for position, block in enumerate(shown) if block.first_marked), 0)
    return range(marked - NEAR, marked + NEAR + 1)
