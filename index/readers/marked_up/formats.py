"""Structured files: picks what reads a file's bytes by its name, and composes the article."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from index.errors import ArticleError
from index.readers.marked_up.composition import compose
from index.readers.marked_up.document import Document
from index.readers.marked_up.epub import read_epub
from index.readers.marked_up.html import read_html
from index.readers.marked_up.pandoc import PANDOC_FORMATS, read_by_pandoc
from index.readers.marked_up.xml_dialects import read_scholarly
from index.readers.shared import Origin
from index.records import Article
from index.settings import AUTO

LARGEST = 300_000_000  # bytes
Read = Callable[[bytes, str], Document]
READERS: dict[str, Read] = {
    ".epub": read_epub,
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_html),
    **dict.fromkeys((".xml", ".tei", ".nxml", ".jats"), read_scholarly),
}
SUFFIXES = (*READERS, *PANDOC_FORMATS)


def read_structured(path: Path, article_id: str, markers: str = AUTO) -> tuple[Article, str]:
    """Read a structured file as one article; return it with the characters that were extracted, to which its source map leads.

    Raises:
        ArticleError: the file cannot be read, or holds no running text, with the reason and the remedy.
    """
    if path.stat().st_size > LARGEST:
        raise ArticleError(f"{path} has {path.stat().st_size:,} bytes; more than {LARGEST:,} are not read. Cut it into parts.")
    data, place = path.read_bytes(), str(path)
    if not data.strip():
        raise ArticleError(f"{place} is empty: it has {len(data)} bytes and no text. Give a file that holds the article.")
    if data.startswith(b"%PDF"):
        raise ArticleError(f"{place} is a PDF under another name. Name it .pdf.")
    suffix = path.suffix.lower()
    read = READERS.get(suffix)
    document = read(data, place) if read else read_by_pandoc(data, place, PANDOC_FORMATS[suffix])
    return compose(document, Origin(place, path.name, sha256(data).hexdigest()), article_id, markers)
