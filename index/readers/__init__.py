"""readers: a file of any kind becomes an `Article`, and a report says what could not be settled.

In: paths. Out: articles with their reading text, headings, paragraphs, sentences, notes and pages, and the way back to the
file; and, for drafts, the guards against hostile archives and XML.
May import: `index.errors`, `index.languages`, `index.metadata`, `index.notes`, `index.pandoc`, `index.pdfium`,
`index.recognition`, `index.records`, `index.settings`, `index.text`.
Inside: `shared` first, then `marked_up` and `pdf`, then the files that pick one.
"""

from index.readers.article_files import (
    SUFFIXES,
    article_paths,
    is_jsonl,
    is_passed_over,
    passed_over,
    read_articles,
    read_with_sources,
    slug,
)
from index.readers.integrity_report import Integrity, inspect
from index.readers.marked_up import Archive, Element, parse_xml
from index.readers.preparation import prepare_reading

__all__ = [
    "SUFFIXES",
    "Archive",
    "Element",
    "Integrity",
    "article_paths",
    "inspect",
    "is_jsonl",
    "is_passed_over",
    "parse_xml",
    "passed_over",
    "prepare_reading",
    "read_articles",
    "read_with_sources",
    "slug",
]
