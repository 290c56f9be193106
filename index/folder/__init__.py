"""folder: the index on disk – written in one step, verified when it is opened.

In: the contents of an index, or an index folder. Out: an `OpenIndex`: its contents, and what encodes questions.
May import: `index.catalogue`, `index.encoding`, `index.errors`, `index.languages`, `index.metadata`, `index.records`,
`index.searching`, `index.settings`, `index.text`.
"""

from index.folder.contents import FORMAT, BibliographyFile, Contents, Manifest, OpenIndex, SourceFile
from index.folder.encoders import encoder_for, open_encoder, weights_of
from index.folder.generations import current_generation
from index.folder.loading import article_ids, load, sources, verify
from index.folder.manifests import REBUILD
from index.folder.out_of_date import staleness
from index.folder.saving import Writer, writing

__all__ = [
    "FORMAT",
    "REBUILD",
    "BibliographyFile",
    "Contents",
    "Manifest",
    "OpenIndex",
    "SourceFile",
    "Writer",
    "article_ids",
    "current_generation",
    "encoder_for",
    "load",
    "open_encoder",
    "sources",
    "staleness",
    "verify",
    "weights_of",
    "writing",
]
