"""marked_up: files that know their structure – HTML, EPUB, JATS, TEI, and through pandoc Word, OpenDocument, LaTeX, Markdown.

In: a file's bytes. Out: a `Document` of blocks and inlines, and from that the `Article`.
May import: `index.errors`, `index.metadata`, `index.notes`, `index.readers.shared`, `index.records`, `index.settings`,
`index.text`.
"""

from index.readers.marked_up.formats import SUFFIXES, read_structured

__all__ = [
    "SUFFIXES",
    "read_structured",
]
