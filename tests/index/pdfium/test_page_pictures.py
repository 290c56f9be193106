"""page_pictures.py: a page of a PDF as a picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A6
from reportlab.pdfgen.canvas import Canvas

from index.pdfium.page_pictures import WIDTH, PagePictureError, draw, page_picture

PATH = Path("harbour.pdf")
LINE = (40.0, 100.0, 160.0, 112.0)


def pdf(turned: int = 0) -> bytes:
    """A page with a line of text, which viewers may have to turn."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A6)
    canvas.setPageRotation(turned)
    canvas.drawString(40, 102, "The harbour froze.")
    canvas.save()
    return written.getvalue()


def yellow(picture: bytes) -> tuple[int, int, int, int] | None:
    """The box of what is marked, in pixels."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    marked = image.convert("HSV").split()[1].point(lambda saturation: 255 if saturation > 60 else 0)
    return marked.getbbox()


def test_a_marked_line_stands_where_it_is_printed() -> None:
    """The mark lies on the line, in the picture's pixels, and without one nothing is coloured."""
    picture = page_picture(pdf(), PATH, 1, [LINE])
    scale = WIDTH / A6[0]
    box = yellow(picture)
    assert box is not None
    expected = (38.5 * scale, (A6[1] - 113.5) * scale, 161.5 * scale, (A6[1] - 98.5) * scale)
    assert box == pytest.approx(expected, abs=6)
    assert Image.open(io.BytesIO(picture)).format == "WEBP"
    assert yellow(page_picture(pdf(), PATH, 1)) is None


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_turned(turned: int) -> None:
    """Where a page is shown turned, the mark is turned with it: it lies on the ink of its line."""
    bare = (
        Image.open(io.BytesIO(draw(pdf(turned), PATH, 1, []))).convert("L").point(lambda ink: 255 if ink < 100 else 0).getbbox()
    )
    box = yellow(draw(pdf(turned), PATH, 1, [LINE]))
    assert bare is not None
    assert box is not None
    assert box[0] - 4 <= bare[0]
    assert box[1] - 4 <= bare[1]
    assert bare[2] <= box[2] + 4
    assert bare[3] <= box[3] + 4


@pytest.mark.parametrize(
    ("data", "page", "sentence"),
    [
        (pdf(), 2, "harbour.pdf has 1 pages, and none that is number 2."),
        (pdf(), 0, "none that is number 0"),
        (b"no PDF", 1, "is named as a PDF, but is something else"),
        (pdf()[:200], 1, "is a damaged PDF"),
    ],
)
def test_pages_that_cannot_be_drawn(data: bytes, page: int, sentence: str) -> None:
    """A page that is not there and a file that is none get a sentence."""
    with pytest.raises(PagePictureError, match=sentence):
        page_picture(data, PATH, page)


def test_drawing_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFium is given so much time, and no more."""
    monkeypatch.setattr("index.pdfium.page_pictures.MOST_SECONDS", 0.001)
    with pytest.raises(PagePictureError, match="takes over 0.001 s to draw"):
        page_picture(pdf(), PATH, 1)
