"""The list of articles: searched, narrowed, sorted and paged, from where several can be asked at once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from index.catalogue import Catalogue
from web.errors import ParameterError
from web.operation import IndexSource
from web.schemas import Listing, listing

A_PAGE = 50
MOST_ASKED = 100  # articles that a link asks at once, so that no address is too long
MOST_DOUBTS = 10  # that are shown of one article
NAMED = ("q", "author", "year", "journal", "collection", "kind", "sort")


@dataclass(frozen=True, slots=True)
class Step:
    """A link to another page of the list: `name` is what it is called."""

    name: str
    address: str


def library_blueprint(source: IndexSource) -> Blueprint:
    """Return the route `/articles`."""
    blueprint = Blueprint("library", __name__)

    @blueprint.get("/articles")
    def articles() -> ResponseReturnValue:
        """List the articles that the address asks for."""
        catalogue = source.current().collection.catalogue
        given = {name: value for name in NAMED if (value := request.args.get(name, "").strip())}
        page = {"catalogue": catalogue, "facets": catalogue.facets, "given": given, "most_doubts": MOST_DOUBTS}
        try:
            listed = listing(catalogue, request.args, A_PAGE)
        except ParameterError as error:
            return render_template("articles.html", problem=str(error), field=error.field, **page), error.status
        return render_template(
            "articles.html", listed=listed, steps=_steps(listed, given), asked=_asked(catalogue, listed), **page
        )

    return blueprint


def _steps(listed: Listing, given: dict[str, str]) -> list[Step]:
    """Return the links to the page before and the one behind, as far as there are."""

    def step(name: str, page: int) -> Step:
        return Step(name, f"/articles?{urlencode({**given, 'page': page})}")

    before = [step("Previous", min(listed.page - 1, listed.page_count))] if listed.page > 1 else []
    return before + ([step("Next", listed.page + 1)] if listed.page < listed.page_count else [])


def _asked(catalogue: Catalogue, listed: Listing) -> str:
    """Return the address that asks all that was found: by their collection, or one by one where they are few; else nothing."""
    collection = listed.criteria.collection
    if collection and listed.found == len(catalogue.listed(type(listed.criteria)(collection=collection))):
        return f"/?{urlencode({'collection': collection})}"
    if listed.criteria.is_empty or not 1 < listed.found <= MOST_ASKED:
        return ""
    return f"/?{urlencode([('article', each.outline.id) for each in catalogue.listed(listed.criteria)])}"
