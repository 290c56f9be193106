"""What PDFium finds of a PDF's own description: the fields of its document information, and its language, as they are written."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c


@dataclass(frozen=True, slots=True)
class DocumentInformation:
    """The fields of the document information that may say something of a publication; empty where they are not there."""

    title: str = ""
    author: str = ""
    subject: str = ""
    language: str = ""


def information_of(document: pdfium.PdfDocument) -> DocumentInformation:
    """Return what an open PDF says of itself."""
    title, author, subject = (document.get_metadata_value(key) for key in ("Title", "Author", "Subject"))
    return DocumentInformation(title, author, subject, _language(document))


def _language(document: pdfium.PdfDocument) -> str:
    """Return the language that the catalog names."""
    length = pdfium_c.FPDFCatalog_GetLanguage(document, None, 0)
    if length <= 2:
        return ""
    buffer = (pdfium_c.FPDF_WCHAR * (length // 2))()
    pdfium_c.FPDFCatalog_GetLanguage(document, buffer, length)
    return "".join(chr(unit) for unit in buffer if unit)
