"""opening.py: PDFs are opened, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ArticleError
from index.pdfium.opening import opened
from tests.index.pdfium.drawn_pdfs import drawn, words

PATH = Path("harbour.pdf")


def refusal(data: bytes) -> str:
    """Why the bytes are not opened."""
    with pytest.raises(ArticleError) as caught, opened(data, PATH):
        pass
    return str(caught.value)


def test_a_pdf_is_opened_and_closed() -> None:
    """A PDF can be read inside of the block, also where other bytes stand before its header, and is closed behind it."""
    with opened(b"\n" * 100 + drawn(words), PATH) as document:
        assert len(document) == 1
    assert document.raw is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "harbour.pdf is empty. Give the article as a PDF with text."),
        (b"PK\x03\x04...", "harbour.pdf is named as a PDF, but is a ZIP file, as Word documents and e-books are."),
        (b"\x89PNG\r\n", "harbour.pdf is named as a PDF, but is a picture."),
        (b" " * 1024 + b"%PDF-1.4", "harbour.pdf is named as a PDF, but is something else."),
        (b"%PDF-1.4\n", "harbour.pdf is a damaged PDF: it cannot be opened, perhaps because a part of it is missing."),
    ],
)
def test_what_is_no_pdf_is_refused(data: bytes, reason: str) -> None:
    """The refusal says what the file is instead, as far as its first bytes tell."""
    assert refusal(data).startswith(reason)


def test_a_locked_pdf_is_refused() -> None:
    """A password is told from damage."""
    assert refusal(drawn(words, password="thaw")) == (  # noqa: S106
        "harbour.pdf is locked by a password. Save it without one, and give that file."
    )
