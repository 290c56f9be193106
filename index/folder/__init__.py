"""folder: the index on disk – built with what is known from a former one, written in one step, verified when it is opened.

In: paths and settings, or an index folder. Out: `Contents`, all that an index holds.
May import: `index.encoding`, `index.errors`, `index.metadata`, `index.readers`, `index.records`, `index.searching`,
`index.settings`, `index.text`.
"""

from index.folder.building import Former, Refused, Workshop, add, build, open_encoder, remove, resettle
from index.folder.store import REBUILD, Contents, Manifest, Writer, article_ids, current_generation, load, verify, writing

__all__ = [
    "REBUILD",
    "Contents",
    "Former",
    "Manifest",
    "Refused",
    "Workshop",
    "Writer",
    "add",
    "article_ids",
    "build",
    "current_generation",
    "load",
    "open_encoder",
    "remove",
    "resettle",
    "verify",
    "writing",
]
