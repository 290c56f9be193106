"""printed_file.py: all that PDFium reads of a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.errors import ArticleError
from index.pdfium.printed_file import PrintedFile, read_printed_file
from tests.index.pdfium.drawn_pdfs import drawn, scan, words


def read(draw: Callable[[Canvas], None], most_seconds: float = 60.0) -> tuple[PrintedFile, list[tuple[int, int]]]:
    """What is read of a PDF, and the pages that were begun."""
    begun: list[tuple[int, int]] = []
    return read_printed_file(drawn(draw), Path("a.pdf"), most_seconds, lambda *page: begun.append(page)), begun


def labelled(style: str, start: int) -> Callable[[Canvas], None]:
    """Two pages of words whose labels are counted from `start`."""

    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Ice and trade")
        canvas.addPageLabel(0, style=style, start=start)
        words(canvas)
        canvas.showPage()
        words(canvas)

    return draw


def test_pages_labels_and_title_are_read_together() -> None:
    """Every page is announced before it is read; the labels that the file gives, and its document information are there."""
    file, begun = read(labelled("ROMAN_LOWER", 4))
    assert begun == [(1, 2), (2, 2)]
    assert [[piece.text for piece in page.pieces] for page in file.glyphs] == [["The", "harbour", "froze."]] * 2
    assert file.labels == {0: "iv", 1: "v"}
    assert file.information.title == "Ice and trade"


def test_labels_that_only_count_the_pages_are_none() -> None:
    """Labels 1, 2 tell nothing of what is printed; 2, 3 do."""
    assert read(labelled("ARABIC", 1))[0].labels == {}
    assert read(labelled("ARABIC", 2))[0].labels == {0: "2", 1: "3"}


def test_an_initial_is_put_back() -> None:
    """The large first letter of a paragraph is read at the size of its word."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 24)
        canvas.drawString(40, 488, "T")
        canvas.setFont("Times-Roman", 10)
        for y, line in ((500, "he harbour froze"), (488, "in the winter"), (476, "of that year")):
            canvas.drawString(40 if y == 476 else 56, y, line)

    pieces = read(draw)[0].glyphs[0].pieces
    assert [(piece.text, piece.y, piece.size, piece.spaced) for piece in pieces[:2]] == [
        ("T", 500.0, 10.0, False),
        ("he", 500.0, 10.0, False),
    ]


def test_what_takes_too_long_is_refused() -> None:
    """A file that is not read in the time allowed is refused with what is to be done."""
    with pytest.raises(ArticleError, match=r"^a.pdf takes too long to read: in the time allowed, 0 of its 1 pages were. Split"):
        read(words, -1.0)


@pytest.mark.parametrize(("draw", "pictured"), [(scan, True), (Canvas.showPage, False)])
def test_page_without_text_is_told_from_a_picture(draw: Callable[[Canvas], None], pictured: bool) -> None:
    """A scan is a picture without text; a blank page is not even that."""
    (page,) = read(draw)[0].glyphs
    assert (page.drawn, page.pictured, page.recognised) == (0, pictured, False)
