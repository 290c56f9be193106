"""What Word's and OpenDocument's archives hold beside the text: the title in the file's properties."""

from __future__ import annotations

import re

from index.errors import ArticleError
from index.readers.marked_up.safe_xml import parse_xml, words
from index.readers.marked_up.zip_archives import Archive

TEXTS = {"docx": "word/document.xml", "odt": "content.xml"}
PROPERTIES = {"docx": "docProps/core.xml", "odt": "meta.xml"}
MANIFEST = "META-INF/manifest.xml"
# What word processors put there by themselves.
NO_TITLE = re.compile(r"(?:microsoft word|untitled|unbenannt|document\d*|normal|title)\b.*|.*\.(?:docx?|odt|rtf)", re.IGNORECASE)


def embedded_title(archive: Archive, kind: str) -> str:
    """Return the title that a file's properties tell; empty where it is none.

    The author told there is left out: it is whoever set up the word processor.

    Raises:
        ArticleError: the archive is no document of that kind, or is encrypted.
    """
    _require_document(archive, kind)
    if PROPERTIES[kind] not in archive.names:
        return ""
    properties = parse_xml(archive.read(PROPERTIES[kind]), f"{archive.place}, {PROPERTIES[kind]}")
    title = words(next(properties.iter("title"), None))
    return "" if NO_TITLE.fullmatch(title) else title


def _require_document(archive: Archive, kind: str) -> None:
    if TEXTS[kind] not in archive.names and kind == "docx" and any(name.startswith("word/") for name in archive.names):
        return  # Word may name its main part otherwise
    if TEXTS[kind] not in archive.names:
        raise ArticleError(
            f"{archive.place} is an archive, but no .{kind}: it has no {TEXTS[kind]}. Give the file its right name."
        )
    if MANIFEST in archive.names and b"encryption-data" in archive.read(MANIFEST):
        raise ArticleError(f"{archive.place} is encrypted. Save it without a password, and index that.")
