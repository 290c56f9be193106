"""glyphs.py: a page as pieces of print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.pdfium import PageGlyphs
from index.pdfium.glyphs import read_glyphs
from index.pdfium.opening import opened
from tests.index.pdfium.drawn_pdfs import HEIGHT, WIDTH, drawn, scan, words
from tests.typesetter import width_of


def read(draw: Callable[[Canvas], None]) -> PageGlyphs:
    """What is read of the one page that is drawn."""
    with opened(drawn(draw), Path("a.pdf")) as document:
        return read_glyphs(document[0])


def test_words_are_pieces_with_their_boxes() -> None:
    """Each word is a piece on its baseline, at its size, as wide as it was drawn; all but the first have a space before them."""
    page = read(words)
    assert [(piece.text, piece.y, piece.size, piece.spaced) for piece in page.pieces] == [
        ("The", 500.0, 12.0, False),
        ("harbour", 500.0, 12.0, True),
        ("froze.", 500.0, 12.0, True),
    ]
    assert page.pieces[0].x0 == pytest.approx(40.0, abs=0.1)
    assert page.pieces[0].x1 == pytest.approx(40.0 + width_of("The", "Times-Roman", 12), abs=0.1)
    assert (page.width, page.height, page.turn, page.unmapped, page.pictured) == (WIDTH, HEIGHT, 0, 0, False)
    assert page.drawn == len("The harbour froze.")


def test_a_change_of_style_begins_a_piece_without_a_space() -> None:
    """A raised figure is a piece of its own behind its word, and bold and italic faces are told."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 12)
        canvas.drawString(40, 500, "ice")
        canvas.setFont("Times-Italic", 7)
        canvas.drawString(40 + width_of("ice", "Times-Bold", 12), 504, "2")

    found = [(piece.text, piece.y, piece.size, piece.bold, piece.italic, piece.spaced) for piece in read(draw).pieces]
    assert found == [("ice", 500.0, 12.0, True, False, False), ("2", 504.0, 7.0, False, True, False)]


def test_a_page_is_turned_until_its_text_runs_to_the_right() -> None:
    """Text that runs up the page is read as a line, and its box leads back to where it stands in the file."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(550, 200)
        canvas.rotate(90)
        words(canvas)

    page = read(draw)
    assert (page.turn, [piece.text for piece in page.pieces]) == (1, ["The", "harbour", "froze."])
    first = page.pieces[0]
    # 40 to the right and 500 up, turned by a quarter, is 500 to the left and 40 up from (550, 200).
    assert page.box(first.x0, first.y, first.x0, first.y) == (50.0, 240.0, 50.0, 240.0)


def test_rules_and_pictures_are_told() -> None:
    """A long thin line is a rule, a short one is none; a picture over the whole page is told, and is no glyph."""

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        canvas.line(40, 100, 140, 100)
        canvas.line(40, 90, 50, 90)

    (rule,) = read(draw).rules
    assert (rule.x0, rule.x1, rule.y) == pytest.approx((40.0, 140.0, 100.0), abs=1.0)
    page = read(scan)
    assert (page.pictured, page.drawn, page.pieces) == (True, 0, ())
