"""office_properties.py: the title in the properties of Word's and OpenDocument's files."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.readers.marked_up.office_properties import embedded_title
from index.readers.marked_up.zip_archives import Archive
from tests.marked import packed

CORE = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>Admin</dc:creator></p>'


def archive(entries: dict[str, str]) -> Archive:
    return Archive(packed(entries), "a.docx")


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("On\n War", "On War"),
        ("Microsoft Word - war.doc", ""),
        ("Document1", ""),
        ("war-final.docx", ""),
        ("Documents of War", "Documents of War"),
        ("", ""),
    ],
)
def test_a_title_is_what_somebody_wrote(told: str, title: str) -> None:
    """A title is told as it is; what word processors put there by themselves is none."""
    entries = {"word/document.xml": "<d/>", "docProps/core.xml": CORE.format(told)}
    assert embedded_title(archive(entries), "docx") == title


def test_each_kind_has_its_own_properties() -> None:
    """OpenDocument's title stands in another entry, a file may have none, and Word may name its main part otherwise."""
    assert embedded_title(archive({"content.xml": "<d/>", "meta.xml": CORE.format("On War")}), "odt") == "On War"
    assert embedded_title(archive({"content.xml": "<d/>"}), "odt") == ""
    assert embedded_title(archive({"word/document2.xml": "<d/>", "docProps/core.xml": CORE.format("On War")}), "docx") == "On War"


@pytest.mark.parametrize(
    ("kind", "entries", "says"),
    [
        ("docx", {"content.xml": "<d/>"}, "is an archive, but no .docx: it has no word/document.xml"),
        ("odt", {"word/document.xml": "<d/>"}, "is an archive, but no .odt: it has no content.xml"),
        (
            "odt",
            {"content.xml": "x", "META-INF/manifest.xml": "<m:encryption-data/>"},
            "is encrypted. Save it without a password",
        ),
    ],
)
def test_other_and_encrypted_archives_are_refused(kind: str, entries: dict[str, str], says: str) -> None:
    """An archive of another kind, and one whose text a password protects, are refused."""
    with pytest.raises(ArticleError) as refused:
        embedded_title(archive(entries), kind)
    assert f"a.docx {says}" in str(refused.value)
