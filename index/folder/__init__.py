"""folder: the index on disk – written in one step, verified when it is opened.

In: the contents of an index, or an index folder. Out: an `OpenIndex`: its contents, and what encodes questions.
May import: `index.catalogue`, `index.encoding`, `index.errors`, `index.languages`, `index.metadata`, `index.records`,
`index.searching`, `index.settings`, `index.text`.
"""

from index.folder.contents import FORMAT, BibliographyFile, Contents, Manifest, OpenIndex, SourceFile, Texts
from index.folder.durable_files import replace_text, sync, sync_all
from index.folder.encoders import encoder_for, open_encoder, settled, weights_of
from index.folder.file_names import CHECKSUM, CURRENT, MANIFEST, SHARD, WHOLE, WHOLE_CHECKSUM, kept_folder
from index.folder.generations import GENERATION_NAME, SHARD_NAME, current_generation, made_at, remove_generations
from index.folder.loading import article_ids, load, load_generation, load_texts, sources, verify
from index.folder.manifests import REBUILD, checksum_line, read_manifest
from index.folder.out_of_date import staleness
from index.folder.saving import IndexBusyError, Writer, writing

__all__ = [
    "CHECKSUM",
    "CURRENT",
    "FORMAT",
    "GENERATION_NAME",
    "MANIFEST",
    "REBUILD",
    "SHARD",
    "SHARD_NAME",
    "WHOLE",
    "WHOLE_CHECKSUM",
    "BibliographyFile",
    "Contents",
    "IndexBusyError",
    "Manifest",
    "OpenIndex",
    "SourceFile",
    "Texts",
    "Writer",
    "article_ids",
    "checksum_line",
    "current_generation",
    "encoder_for",
    "kept_folder",
    "load",
    "load_generation",
    "load_texts",
    "made_at",
    "open_encoder",
    "read_manifest",
    "remove_generations",
    "replace_text",
    "settled",
    "sources",
    "staleness",
    "sync",
    "sync_all",
    "verify",
    "weights_of",
    "writing",
]
