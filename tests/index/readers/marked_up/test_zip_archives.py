"""zip_archives.py: zip archives, opened only within limits that no honest file exceeds."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.readers.marked_up.zip_archives import Archive
from tests.marked import packed


def test_entries_are_read_by_name() -> None:
    """An archive's names stand in order, and an entry is its bytes."""
    archive = Archive(packed({"b.xml": "two", "a/c.xml": "one"}), "a.docx")
    assert (archive.names, archive.read("a/c.xml")) == (("b.xml", "a/c.xml"), b"one")


def test_an_entry_that_is_missing_is_named() -> None:
    """Where a file needs an entry that it has not, it is not complete."""
    with pytest.raises(ArticleError, match="a.docx is not complete: it has no b.xml"):
        Archive(packed({"a.xml": ""}), "a.docx").read("b.xml")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "a.docx is empty: it has 0 bytes"),
        (b"%PDF-1.4", "is a PDF under another name"),
        (b"\xd0\xcf\x11\xe0 old", "is encrypted, or a Word file of before 2007"),
        (packed({"a.xml": "words"})[:30], "is cut off or damaged"),
        (b"plain words", "it is no zip archive, but begins with b'plain wo'"),
        (packed({"../a.xml": "words"}), "holds a path that leaves the archive, '../a.xml'"),
        (packed({"a.xml": " " * 6_000_000}), "holds 'a.xml', which would unpack from"),
    ],
)
def test_what_is_unsound_is_refused(data: bytes, says: str) -> None:
    """A sentence says what the file is instead, or what is wrong with it."""
    with pytest.raises(ArticleError) as refused:
        Archive(data, "a.docx")
    assert says in str(refused.value)
