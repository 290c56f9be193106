"""Facets: by which authors, journals, collections and kinds a library can be narrowed, and how many articles each has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.catalogue.entries import CatalogueEntry, name_of, responsible, searched_words
from index.catalogue.folder_collections import enclosing


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that articles share, and how many do."""

    value: str
    articles: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The values by which a library can be narrowed, each kind in the alphabet's order; `years` are the first and last."""

    authors: tuple[Facet, ...]
    journals: tuple[Facet, ...]
    collections: tuple[Facet, ...]
    kinds: tuple[Facet, ...]
    years: tuple[int, int] | None


def facets_of(entries: Sequence[CatalogueEntry]) -> Facets:
    """Return the facets of a catalogue's entries."""
    known = [each.outline.publication for each in entries]
    years = [each.year for each in known if each.year is not None]
    return Facets(
        authors=_counted(name for each in known for name in {name_of(person) for person in responsible(each)}),
        journals=_counted(each.container for each in entries),
        collections=_counted(name for each in entries for name in enclosing(each.collection)),
        kinds=_counted(each.kind for each in known),
        years=(min(years), max(years)) if years else None,
    )


def _counted(values: Iterable[str]) -> tuple[Facet, ...]:
    counts = Counter(value for value in values if value)
    return tuple(Facet(value, counts[value]) for value in sorted(counts, key=lambda value: (searched_words(value), value)))
