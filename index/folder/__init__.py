"""folder: the index on disk – built with what is known from a previous one, written in one step, verified when it is opened.

In: paths and settings, or an index folder. Out: an `OpenIndex`: its contents, and what encodes questions.
May import: `index.encoding`, `index.errors`, `index.metadata`, `index.readers`, `index.records`, `index.searching`,
`index.settings`, `index.text`.
"""

from index.folder.building import OpenIndex, Refused, Workshop, add, build, open_encoder, remove, resettle
from index.folder.freshness import is_fresh, staleness
from index.folder.store import REBUILD, Writer, article_ids, current_generation, load, verify, writing

__all__ = [
    "REBUILD",
    "OpenIndex",
    "Refused",
    "Workshop",
    "Writer",
    "add",
    "article_ids",
    "build",
    "current_generation",
    "is_fresh",
    "load",
    "open_encoder",
    "remove",
    "resettle",
    "staleness",
    "verify",
    "writing",
]
