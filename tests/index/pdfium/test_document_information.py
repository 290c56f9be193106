"""document_information.py: what a PDF says of itself, as it is written."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from index.pdfium.document_information import DocumentInformation, information_of
from index.pdfium.opening import opened
from tests.index.pdfium.drawn_pdfs import drawn, words


def described(canvas: Canvas) -> None:
    """A page of words in a file that says what it is."""
    canvas.setTitle("Ice  and trade")
    canvas.setAuthor("Ada Lovelace and Charles Babbage")
    canvas.setSubject("Ports, doi:10.1234/ports.98.")
    canvas.setCatalogEntry("Lang", "en-GB")
    words(canvas)


def test_fields_are_as_they_are_written() -> None:
    """Nothing is parsed here, and nothing left out."""
    with opened(drawn(described), Path("a.pdf")) as document:
        found = information_of(document)
    assert found == DocumentInformation(
        "Ice  and trade", "Ada Lovelace and Charles Babbage", "Ports, doi:10.1234/ports.98.", "en-GB"
    )


def test_a_file_without_a_language_has_none() -> None:
    """What the file does not say is empty."""
    with opened(drawn(words), Path("a.pdf")) as document:
        assert information_of(document).language == ""
