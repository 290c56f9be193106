"""The printed page of a PDF beside its text: where the file as received is at hand, its pages as pictures, marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from index.collection import Collection
from index.pdfium import PagePictureError, page_picture
from index.records import Article, Span
from index.searching import Searchable
from web.links import article_url, target
from web.operation import IndexSource

PDF = ".pdf"
NUMBER = re.compile(r"[0-9]{1,6}")
KEPT = 64  # pictures
NONE = "no"  # no page beside the text
HOUR = 3600


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of print that is shown beside the text: its number in the file, the last one's, and the address of its picture."""

    number: int
    last: int
    picture: str


def printed_page_blueprint(source: IndexSource) -> Blueprint:
    """Return the route `/articles/{id}/pages/{n}.webp`."""
    blueprint = Blueprint("printed_page", __name__)

    @blueprint.get("/articles/<article_id>/pages/<int:number>.webp")
    def picture(article_id: str, number: int) -> Response:
        """Draw a page of the article's file, with what the address asks for marked."""
        collection = source.current().collection
        article = collection.article(article_id)
        file, marked = file_at_hand(collection, article), target(article, request.args).span
        if file is None:
            raise PagePictureError(f"The file that the article {article.id} was read from is no PDF, or is not at hand here.")
        response = Response(
            _picture(str(file), article.source.sha256, number, _boxes(article, marked, number)), mimetype="image/webp"
        )
        response.headers["Cache-Control"] = f"private, max-age={HOUR}"
        return response

    return blueprint


def printed_page(collection: Searchable, article: Article, arguments: Mapping[str, str], mark: Span | None) -> PrintedPage | None:
    """Return the page that is shown beside the text: `print` is its number, or else that of the mark; "no" asks for none.

    Beside a mark in text that was recognised in a picture, that is shown unasked.
    """
    unasked = mark is not None and article.source.is_recognised(mark)
    asked = arguments.get("print", "mark" if unasked else NONE)
    if asked == NONE or not has_print(collection, article):
        return None
    last = max(region.page or 1 for region in article.source.regions)
    number = int(asked) if NUMBER.fullmatch(asked) else _page_of(article, mark or Span(0, 1))
    number = min(max(number, 1), last)
    named = {"start": mark.start, "end": mark.end} if mark else {}
    query = f"?{urlencode(named)}" if named else ""
    return PrintedPage(number, last, f"{article_url(article.id)}/pages/{number}.webp{query}")


def has_print(collection: Searchable, article: Article) -> bool:
    """Whether the article's pages can be shown as they are printed."""
    return bool(article.source.regions) and file_at_hand(collection, article) is not None


def file_at_hand(collection: Searchable, article: Article) -> Path | None:
    """Return the PDF that an article was read from, where it lies on this machine; an index may be anywhere else."""
    if not isinstance(collection, Collection) or Path(article.source.name).suffix.lower() != PDF:
        return None
    path = next((Path(each.path) for each in collection.sources if each.article_id == article.id), None)
    return path if path is not None and path.is_file() else None


def _page_of(article: Article, span: Span) -> int:
    return next((region.page for region in article.source.regions_of(span) if region.page), 1)


def _boxes(article: Article, span: Span | None, number: int) -> tuple[tuple[float, float, float, float], ...]:
    regions = article.source.regions_of(span) if span else ()
    return tuple(region.box for region in regions if region.page == number and region.box)


@lru_cache(maxsize=KEPT)
def _picture(file: str, digest: str, number: int, boxes: tuple[tuple[float, float, float, float], ...]) -> bytes:
    """Return a page's picture; the file must be the one that was indexed, lest the marks stand beside the words.

    Raises:
        PagePictureError: it is another one now, or the page cannot be drawn.
    """
    path = Path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PagePictureError(f"{path.name} cannot be read: {error.strerror}.") from error
    if sha256(data).hexdigest() != digest:
        raise PagePictureError(f"{path.name} has changed since it was indexed, so that its pages are not those of the text.")
    return page_picture(data, path, number, boxes)
