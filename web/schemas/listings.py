"""Which articles an address asks for, in what order, and which page of them; for the API and for the page alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.catalogue import Catalogue, CatalogueEntry, Criteria, CriterionError
from index.errors import shortened
from web.errors import ParameterError

# What of an address is a criterion, and which.
CRITERIA = {
    "q": "words",
    "author": "author",
    "year": "year",
    "journal": "journal",
    "collection": "collection",
    "kind": "kind",
}
WHOLE = re.compile(r"[0-9]{1,9}")
MOST_A_PAGE = 1000
REMEDY = "Leave it out, or see GET /api/docs."


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of one page, and of how many: `found` meet the `criteria`, on `page_count` pages, counted from 1."""

    criteria: Criteria
    order: str
    entries: tuple[CatalogueEntry, ...]
    found: int
    page: int
    page_count: int


def listing(catalogue: Catalogue, arguments: Mapping[str, str], a_page: int | None = None) -> Listing:
    """Return what the arguments of an address ask for; without a limit there, so many are `a_page`, None for all.

    Behind the last page there is nothing.

    Raises:
        ParameterError: an argument is none that can be meant.
    """
    try:
        criteria = Criteria(**{field: arguments.get(name, "").strip() for name, field in CRITERIA.items()})
        found = catalogue.listed(criteria, order := arguments.get("sort", ""))
    except CriterionError as error:
        raise ParameterError(str(error), error.name, REMEDY) from error
    limit = _whole(arguments, "limit", MOST_A_PAGE) or a_page or max(len(found), 1)
    page = _whole(arguments, "page", 10**9 - 1) or 1
    entries = tuple(found[(page - 1) * limit : page * limit])
    return Listing(criteria, order, entries, len(found), page, max(-(-len(found) // limit), 1))


def _whole(arguments: Mapping[str, str], name: str, most: int) -> int | None:
    """Return a number from 1 that an argument gives, None where there is none."""
    if name not in arguments:
        return None
    given = arguments[name].strip()
    if not WHOLE.fullmatch(given) or not 1 <= int(given) <= most:
        raise ParameterError(f"{name} is {shortened(given)}, but must be a whole number from 1 to {most:,}.", name, REMEDY)
    return int(given)
