"""indexing: articles' files become an index – read, divided, encoded and joined, with what a previous index knows taken over.

In: paths and settings, or an index that is open. Out: an `OpenIndex`, and whether an index folder is what would be built anew.
May import: `index.catalogue`, `index.copies`, `index.encoding`, `index.errors`, `index.folder`, `index.languages`,
`index.metadata`, `index.readers`, `index.records`, `index.searching`, `index.settings`, `index.text`.
"""

from index.indexing.assembly import abbreviations_of, assemble, languages_of
from index.indexing.building import add, build, reindex, remove
from index.indexing.describing import describe
from index.indexing.freshness import fits, is_fresh
from index.indexing.indexed_articles import IndexedArticle, known_articles
from index.indexing.reading import BuildOptions, Refused, Told, read_file
from index.indexing.watching import Unwatched, Watch
from index.indexing.workers import Arrays, Unreadable, Work, Workers

__all__ = [
    "Arrays",
    "BuildOptions",
    "IndexedArticle",
    "Refused",
    "Told",
    "Unreadable",
    "Unwatched",
    "Watch",
    "Work",
    "Workers",
    "abbreviations_of",
    "add",
    "assemble",
    "build",
    "describe",
    "fits",
    "is_fresh",
    "known_articles",
    "languages_of",
    "read_file",
    "reindex",
    "remove",
]
