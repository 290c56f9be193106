"""marked_up: files that know their structure – HTML, EPUB, JATS, TEI, and through pandoc Word, OpenDocument, LaTeX, Markdown.

In: a file's bytes. Out: a `Document` of blocks and inlines, and from that the `Article`; and the guards against hostile
archives and XML.
May import: `index.errors`, `index.languages`, `index.metadata`, `index.notes`, `index.pandoc`, `index.readers.shared`,
`index.records`, `index.settings`, `index.text`.
"""

from index.readers.marked_up.elements import Element
from index.readers.marked_up.formats import SUFFIXES, read_structured
from index.readers.marked_up.safe_xml import parse_xml
from index.readers.marked_up.zip_archives import Archive

__all__ = [
    "SUFFIXES",
    "Archive",
    "Element",
    "parse_xml",
    "read_structured",
]
