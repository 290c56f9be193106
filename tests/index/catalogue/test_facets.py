"""facets.py: by what a library can be narrowed."""

from __future__ import annotations

from index.catalogue.facets import Facet, facets_of
from tests.index.catalogue.library import library


def test_facets_are_counted_in_the_order_of_the_alphabet() -> None:
    """Each value has the number of its articles; a collection counts those inside it."""
    facets = facets_of(library().entries)
    assert facets.authors == (Facet("Aalto, Pentti", 1), Facet("Ito, Hiro", 1), Facet("Moore, Ann", 1), Facet("Ōtani, K.", 2))
    assert facets.journals == (Facet("Siberia at War", 1), Facet("Slavic Review", 2))
    assert facets.collections == (Facet("peace", 2), Facet("war", 2), Facet("war/letters", 1))
    assert facets.kinds == (Facet("article-journal", 2), Facet("book", 1), Facet("chapter", 1))
    assert facets.years == (1950, 2001)
    assert facets_of(()).years is None
