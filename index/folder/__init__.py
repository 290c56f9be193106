"""folder: the index on disk – built with what is known from a previous one, written in one step, verified when it is opened.

In: paths and settings, or an index folder. Out: an `OpenIndex`: its contents, and what encodes questions.
May import: `index.encoding`, `index.errors`, `index.metadata`, `index.readers`, `index.records`, `index.searching`,
`index.settings`, `index.text`.
"""

from index.folder.building import add, build, reindex, remove
from index.folder.contents import OpenIndex
from index.folder.encoders import open_encoder
from index.folder.freshness import is_fresh, staleness
from index.folder.generations import current_generation
from index.folder.loading import article_ids, load, verify
from index.folder.manifests import REBUILD
from index.folder.reading import BuildOptions, Refused
from index.folder.saving import Writer, writing

__all__ = [
    "REBUILD",
    "BuildOptions",
    "OpenIndex",
    "Refused",
    "Writer",
    "add",
    "article_ids",
    "build",
    "current_generation",
    "is_fresh",
    "load",
    "open_encoder",
    "reindex",
    "remove",
    "staleness",
    "verify",
    "writing",
]
