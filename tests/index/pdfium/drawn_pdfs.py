"""PDFs drawn by hand, for the tests of what PDFium tells of them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 400.0, 600.0


def drawn(draw: Callable[[Canvas], None], password: str = "") -> bytes:
    """Return the PDF that `draw` draws on pages of 400 by 600 points; a `password` locks it."""
    buffer = BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=lock)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def words(canvas: Canvas) -> None:
    """Draw three words on one line of 12 points."""
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(40, 500, "The harbour froze.")


def scan(canvas: Canvas) -> None:
    """Draw a picture that fills the page."""
    canvas.drawImage(ImageReader(Image.new("L", (8, 8), 200)), 0, 0, WIDTH, HEIGHT)
