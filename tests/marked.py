"""An article as one line of text, so that a test can say at once what was read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from index.readers.article_files import read_article
from index.records import Article


def read_bytes(folder: Path, name: str, content: str | bytes) -> Article:
    """Return what is read from a file of that name and content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_article(path)


def marked(article: Article) -> str:
    """Return the reading text with each note's label in braces where it stands, and a bar between blocks."""
    parts, at = [], 0
    for note in article.notes:
        parts += [article.text[at : note.anchor], f"{{{note.label}}}"]
        at = note.anchor
    return "".join([*parts, article.text[at:]]).replace("\n\n", " | ")


def texts(article: Article) -> list[tuple[str, str | None]]:
    """Return each note's label and own text."""
    return [(note.label, note.text) for note in article.notes]


def packed(entries: dict[str, str]) -> bytes:
    """Return a zip archive of those entries."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()
