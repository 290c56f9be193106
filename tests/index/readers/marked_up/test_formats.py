"""formats.py: what reads a structured file is picked by its name."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from index.errors import ArticleError
from index.readers.marked_up import formats
from index.readers.marked_up.formats import SUFFIXES, read_structured
from tests.marked import marked

HTML = b"<h1>On War</h1><p>He left.</p>"
TEI = b"<TEI><text><body><p>He left.</p></body></text></TEI>"


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "read"),
    [("a.HTM", HTML, "On War | He left."), ("a.tei", TEI, "He left."), ("a.nxml", TEI, "He left.")],
)
def test_name_picks_the_reader(tmp_path: Path, name: str, data: bytes, read: str) -> None:
    """The suffix decides, in capitals too, and the article knows the file by its name and digest."""
    article, extracted = read_structured(write(tmp_path, name, data), "war")
    assert (marked(article), extracted.replace("\n\n", " | ")) == (read, read)
    assert (article.source.name, article.source.sha256) == (name, sha256(data).hexdigest())


def test_suffixes_name_each_format_once() -> None:
    """E-books, pages, scholarly XML and what pandoc reads are there, none of them twice."""
    assert {".epub", ".html", ".xhtml", ".jats", ".tei", ".docx", ".tex", ".md"} <= set(SUFFIXES)
    assert len(SUFFIXES) == len(set(SUFFIXES))


@pytest.mark.parametrize(
    ("data", "says"),
    [(b" \n", "is empty: it has 2 bytes and no text"), (b"%PDF-1.7", "is a PDF under another name"), (HTML * 4, "120 bytes")],
)
def test_files_that_are_no_article_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, says: str) -> None:
    """An empty file, a PDF under another name and a file that is too large are refused before anything parses them."""
    monkeypatch.setattr(formats, "LARGEST", 100)
    with pytest.raises(ArticleError, match=says):
        read_structured(write(tmp_path, "a.html", data), "war")
