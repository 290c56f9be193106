"""All that PDFium reads of a PDF: the glyphs of its pages, the pages' labels, and its document information."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

import pypdfium2 as pdfium

from index.errors import ArticleError, first_line
from index.pdfium.document_information import DocumentInformation, information_of
from index.pdfium.drop_initials import with_initials
from index.pdfium.glyphs import PageGlyphs, read_glyphs
from index.pdfium.opening import opened

Begun = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """What a PDF holds; `labels` are those of pages, counted from 0, that the file itself gives."""

    glyphs: tuple[PageGlyphs, ...]
    labels: dict[int, str]
    information: DocumentInformation


def read_printed_file(data: bytes, path: Path, most_seconds: float, begun: Begun) -> PrintedFile:
    """Read the PDF whose bytes are `data`; `begun` is called with each page, from 1, before it is read, and how many there are.

    Raises:
        ArticleError: it cannot be opened, or takes too long, with the remedy.
    """
    with opened(data, path) as document:
        glyphs = tuple(_glyphs(document, path, monotonic() + most_seconds, begun))
        return PrintedFile(glyphs, _labels(document), information_of(document))


def _glyphs(document: pdfium.PdfDocument, path: Path, latest: float, begun: Begun) -> list[PageGlyphs]:
    """Read the glyphs of all pages.

    Raises:
        ArticleError: a page is damaged, or it takes too long.
    """
    found = []
    for at in range(len(document)):
        if monotonic() > latest:
            raise ArticleError(
                f"{path} takes too long to read: in the time allowed, {at} of its {len(document)} pages were. Split the file."
            )
        begun(at + 1, len(document))
        try:
            page = document[at]
        except pdfium.PdfiumError as error:
            raise ArticleError(f"{path}, page {at + 1}, is damaged: {first_line(error)}. Fetch the file anew.") from error
        glyphs = read_glyphs(page)
        found.append(replace(glyphs, pieces=with_initials(glyphs.pieces)))
        page.close()
    return found


def _labels(document: pdfium.PdfDocument) -> dict[int, str]:
    """Return the pages' labels as the file tells them; none where they only count the pages."""
    labels = {at: document.get_page_label(at) for at in range(len(document))}
    return {at: label for at, label in labels.items() if label} if any(v and v != str(k + 1) for k, v in labels.items()) else {}
