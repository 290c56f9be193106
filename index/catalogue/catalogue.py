"""Catalogue: all articles of a library, to be listed, searched and narrowed without reading any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from index.catalogue.criteria import Criteria
from index.catalogue.entries import CatalogueEntry, entries_of
from index.catalogue.facets import Facets, facets_of
from index.catalogue.folder_collections import is_within
from index.catalogue.ordering import ordered
from index.catalogue.outlines import Outline
from index.errors import Kind, LoccitError, shortened

MOST_NAMED = 5  # collections that an error names


class UnknownCollectionError(LoccitError):
    """No collection of that name is in the library."""

    kind = Kind.UNKNOWN
    remedy = "GET /api/articles lists the collections."
    field = "/collection"


class Catalogue:
    """The articles of a library in few words. Immutable, and safe to ask from several threads."""

    def __init__(self, outlines: Sequence[Outline], paths: Sequence[str], received: str = "") -> None:
        """List articles, given the absolute paths of their files, in the same order, and that of the folder of what came in."""
        self._outlines = outlines
        self._paths = paths
        self._received = received

    @cached_property
    def entries(self) -> tuple[CatalogueEntry, ...]:
        """The articles, in the order of the index."""
        return entries_of(self._outlines, self._paths, self._received)

    @cached_property
    def facets(self) -> Facets:
        """By what the whole library can be narrowed."""
        return facets_of(self.entries)

    def prepare(self) -> None:
        """Work out what is kept, so that nobody waits for it later."""
        self.facets, self.titles, self.names  # noqa: B018  # asked for, so that they are kept

    @cached_property
    def titles(self) -> dict[str, str]:
        """The articles' titles by their ids."""
        return {each.id: each.title for each in self._outlines}

    @cached_property
    def names(self) -> dict[str, str]:
        """What tells the articles apart for a person, by their ids: their titles, and what is behind one that several have.

        That is the file's name, or the id where several of these have a file of that name, too.
        """
        titles = Counter(each.title for each in self._outlines)
        files = Counter((each.title, each.file) for each in self._outlines)
        return {
            each.id: f"{each.title} ({each.file if files[each.title, each.file] == 1 else each.id})"
            if titles[each.title] > 1
            else each.title or each.id
            for each in self._outlines
        }

    def listed(self, criteria: Criteria, order: str = "") -> list[CatalogueEntry]:
        """Return the entries that meet the criteria, in an order that `ordering.ordered` knows.

        Raises:
            CriterionError: there is no such order.
        """
        return ordered(criteria.chosen(self.entries), order)

    def collection(self, name: str) -> tuple[str, ...]:
        """Return the ids of the articles of a collection, those that lie in it included.

        Raises:
            UnknownCollectionError: there is none of that name.
        """
        found = tuple(each.outline.id for each in self.entries if name and is_within(each.collection, name))
        if not found:
            raise UnknownCollectionError(f"There is no collection {shortened(name)}. {self._known()}")
        return found

    def _known(self) -> str:
        names = [facet.value for facet in self.facets.collections]
        if not names:
            return "The articles lie in one folder, so that there are no collections."
        more = f", and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        return f"There are: {', '.join(names[:MOST_NAMED])}{more}."
