"""catalogue: a library as a list – who wrote what, when, where it lies, what was found in it – searched, narrowed and sorted.

In: articles' outlines and the paths of their files. Out: a `Catalogue`, whose entries can be listed without reading an article.
May import: `index.errors`, `index.records`, `index.text`.
"""

from index.catalogue.catalogue import Catalogue, UnknownCollectionError
from index.catalogue.criteria import Criteria, CriterionError
from index.catalogue.entries import CatalogueEntry, by_line
from index.catalogue.facets import Facet, Facets
from index.catalogue.outlines import Outline, outline

__all__ = [
    "Catalogue",
    "CatalogueEntry",
    "Criteria",
    "CriterionError",
    "Facet",
    "Facets",
    "Outline",
    "UnknownCollectionError",
    "by_line",
    "outline",
]
