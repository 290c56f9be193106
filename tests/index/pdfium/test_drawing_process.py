"""drawing_process.py: pages drawn by a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.errors import ArticleError
from index.pdfium import drawing_process
from index.pdfium.drawing_process import LONGEST, drawing
from tests.index.pdfium.drawn_pdfs import drawn, scan, words

PATH = Path("a.pdf")


def test_page_is_drawn_at_three_hundred_dots() -> None:
    """A page of usual size has 300 dots an inch, black on white; its pages come in any order."""

    def two(canvas: Canvas) -> None:
        canvas.setPageSize((540, 720))
        words(canvas)
        canvas.showPage()

    with drawing(drawn(two), PATH) as drawer:
        picture = drawer.picture(0)
    assert picture.grey.shape == (3000, 2250)
    assert (picture.scale, picture.turn) == (300 / 72, 0)
    assert picture.grey.min() < 60
    assert np.median(picture.grey) == 255


@pytest.mark.parametrize(("side", "pixels"), [(2000.0, int(LONGEST)), (150.0, 3300)])
def test_wrong_page_sizes_are_mended(side: float, pixels: int) -> None:
    """A page of posters' size is drawn smaller, one of stamps' size as fine as its picture is, up to what suits recognition."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(side, side))
    canvas.drawImage(ImageReader(Image.new("L", (4000, 4000), 200)), 0, 0, side, side)
    canvas.save()
    with drawing(buffer.getvalue(), PATH) as drawer:
        assert drawer.picture(0).grey.shape == (pixels, pixels)


def test_turned_page_is_drawn_as_it_is_in_the_file() -> None:
    """A page that the file turns is drawn unturned, with what it is to be turned by."""

    def lying(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        words(canvas)

    with drawing(drawn(lying), PATH) as drawer:
        picture = drawer.picture(0)
    assert picture.turn == 1
    assert picture.grey.shape == (1667, 2500)  # reportlab lays the page of 400 by 600 on its side before it turns it


def test_digest_is_of_what_is_shown() -> None:
    """The same picture at the same place has one digest, in another file too; another picture, or place, has another."""

    def digests(draw: Callable[[Canvas], None]) -> str:
        with drawing(drawn(draw), PATH) as drawer:
            return drawer.digest(0)

    def darker(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (8, 8), 100)), 0, 0, 400, 600)

    def moved(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (8, 8), 200)), 5, 0, 400, 600)

    assert digests(scan) == digests(scan)
    assert len({digests(draw) for draw in (scan, darker, moved)}) == 3


def test_page_that_is_not_there_is_told_and_others_are_drawn() -> None:
    """What PDFium refuses is an error with a remedy, and the process goes on."""
    with drawing(drawn(scan), PATH) as drawer:
        with pytest.raises(ArticleError, match=r"a.pdf, page 8, cannot be drawn: .*Print the file to a new PDF"):
            drawer.picture(7)
        assert drawer.picture(0).grey.size


def test_breakdown_and_hanging_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends, or is silent, is told with the page; none is waited for."""
    with drawing(drawn(scan), PATH) as drawer:
        drawer._child.kill()
        with pytest.raises(ArticleError, match=r"a.pdf, page 1, cannot be drawn: PDFium broke down \(signal 9\)"):
            drawer.picture(0)
    monkeypatch.setattr(drawing_process, "MOST_SILENT", 0.0)
    with drawing(drawn(scan), PATH) as drawer, pytest.raises(ArticleError, match=r"busy with it for over 0 s and was ended"):
        drawer.picture(0)
