"""Opens PDFs, and refuses with a sentence what is none, or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.errors import ArticleError

HEADER, HEADER_WITHIN = b"%PDF-", 1024  # bytes
OTHERS = {b"PK\x03\x04": "a ZIP file, as Word documents and e-books are", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}


@contextmanager
def opened(data: bytes, path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open the PDF whose bytes are `data`, and close it.

    Raises:
        ArticleError: it is no PDF, is damaged, or is locked by a password.
    """
    _require_pdf(data, path)
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        raise ArticleError(_reason(path)) from error
    try:
        if not pages:
            raise ArticleError(f"{path} is a PDF without a page: there is nothing to read in it.")
        yield document
    finally:
        document.close()


def _require_pdf(data: bytes, path: Path) -> None:
    if not data:
        raise ArticleError(f"{path} is empty. Give the article as a PDF with text.")
    if HEADER not in data[:HEADER_WITHIN]:
        other = next((name for start, name in OTHERS.items() if data.startswith(start)), "something else")
        raise ArticleError(f"{path} is named as a PDF, but is {other}. Give the PDF itself, or the file under its right name.")


def _reason(path: Path) -> str:
    """Say why PDFium could not open a file, by the error that it left."""
    if pdfium_c.FPDF_GetLastError() in {pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY}:
        return f"{path} is locked by a password. Save it without one, and give that file."
    return f"{path} is a damaged PDF: it cannot be opened, perhaps because a part of it is missing. Fetch it anew."
