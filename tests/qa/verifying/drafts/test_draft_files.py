"""draft_files.py: the files in which a draft comes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import pytest

from index.errors import ArticleError
from qa.verifying.drafts.draft_files import LARGEST_FILE, read_draft

WORDML = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def paragraph(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def document(body: str) -> str:
    return f"<w:document {WORDML}><w:body>{body}</w:body></w:document>"


def test_text_is_read(tmp_path: Path) -> None:
    """Markdown and text are read as they are, with line ends made alike."""
    for suffix in ("md", "txt"):
        path = tmp_path / f"draft.{suffix}"
        path.write_bytes("He said “so it was”.\r\nYes.".encode())
        assert read_draft(path) == "He said “so it was”.\nYes."


def test_docx_is_read_with_tables_and_notes(tmp_path: Path) -> None:
    """Paragraphs, tables where they stand, and notes behind them; what was deleted, and what Word draws, is left out."""
    table = f"<w:tbl><w:tr><w:tc>{paragraph('In a cell.')}</w:tc></w:tr></w:tbl>"
    deleted = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>"
    notes = (
        f'<w:footnotes {WORDML}><w:footnote w:type="separator">{paragraph("drawn")}</w:footnote>'
        f"<w:footnote>{paragraph('A note.')}</w:footnote></w:footnotes>"
    )
    body = paragraph("He said ", "“so it was”.") + table + deleted + paragraph("The end.")
    path = tmp_path / "draft.docx"
    path.write_bytes(docx({"word/document.xml": document(body), "word/footnotes.xml": notes}))
    assert read_draft(path).split("\n\n") == ["He said “so it was”.", "In a cell.", "a\tb", "The end.", "A note."]


def test_stops_of_tabs_and_formulas_are_no_text(tmp_path: Path) -> None:
    """What describes a paragraph, and the letters of a formula, are no words of the draft."""
    described = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>It is</w:t></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    path = tmp_path / "draft.docx"
    path.write_bytes(docx({"word/document.xml": document(f"<w:p {math}>{described}</w:p>")}))
    assert read_draft(path) == "It is"


BOMB = f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>{document(paragraph("&b;"))}'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("draft.pdf", b"%PDF", "is not of a kind that can be read"),
        ("draft.txt", b"", "is empty"),
        ("draft.txt", b"a " * LARGEST_FILE, "has more than 10,485,760 bytes"),
        ("draft.docx", b"not a zip", "it is no zip archive, but begins with b'not a zi'"),
        ("draft.docx", docx({"other.xml": "<a/>"}), "it has no word/document.xml"),
        ("draft.docx", docx({"word/document.xml": "<a>"}), "is not well-formed XML: Premature end of data"),
        ("draft.docx", docx({"word/document.xml": document(paragraph(" "))}), "is blank"),
        ("draft.docx", docx({"word/document.xml": BOMB}), "declares entities of its own"),
        (
            "draft.docx",
            docx({"word/document.xml": " " * (LARGEST_FILE + 1)}),
            "which would unpack from 10,204 bytes to 10,485,761",
        ),
        (
            "draft.docx",
            docx({"word/document.xml": Random(1).randbytes(100_000).hex() * 53}),  # noqa: S311  # it need not be secret
            "unpacked, has more than 10,485,760",
        ),
    ],
)
def test_unfit_files_are_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """A file that is no draft is refused with a sentence; nothing in it grows."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=says):
        read_draft(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are refused."""
    (tmp_path / "folder.md").mkdir()
    for name in ("none.md", "folder.md"):
        with pytest.raises(ArticleError, match="is not a file"):
            read_draft(tmp_path / name)
