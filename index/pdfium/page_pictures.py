"""A page of a PDF as a picture, with stretches of its print marked; drawn in a process of its own, as it is read."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from index.errors import ArticleError, Kind, LoccitError, first_line
from index.pdfium.opening import opened

WIDTH = 1100  # pixels
TALLEST = 3300
QUALITY = 75  # of WebP, from 0 to 100
PEN = (255, 225, 120)  # what the marks are multiplied with
MARGIN = 1.5  # points around a marked line
MOST_SECONDS = 20.0
COMMAND = (sys.executable, "-c", "from index.pdfium.page_pictures import main; main()")
Box = tuple[float, float, float, float]  # left, bottom, right, top in points, from the page's lower left corner


class PagePictureError(LoccitError):
    """A page cannot be shown as it is printed."""

    kind = Kind.UNKNOWN
    remedy = "Read the article's text instead."


def page_picture(data: bytes, path: Path, page: int, marked: Sequence[Box] = ()) -> bytes:
    """Return a page, counted from 1, of the PDF whose bytes are `data`, as WebP.

    Raises:
        PagePictureError: there is no such page, or it cannot be drawn.
    """
    searched = os.pathsep.join(os.path.abspath(folder) for folder in sys.path)  # noqa: PTH100  # as strings
    environment = {**os.environ, "PYTHONPATH": searched, "PYTHONSAFEPATH": "1"}
    job = pickle.dumps((data, path, page, tuple(marked)), pickle.HIGHEST_PROTOCOL)
    try:
        done = subprocess.run(  # noqa: S603  # our own process
            COMMAND, input=job, capture_output=True, env=environment, timeout=MOST_SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise PagePictureError(f"Page {page} of {path.name} takes over {MOST_SECONDS:g} s to draw.") from error
    except subprocess.CalledProcessError as error:
        raise PagePictureError(f"Page {page} of {path.name} cannot be drawn: PDFium broke down.") from error
    found = pickle.loads(done.stdout)  # noqa: S301  # our own process's words
    if isinstance(found, bytes):
        return found
    raise PagePictureError(str(found))


def draw(data: bytes, path: Path, page: int, marked: Sequence[Box]) -> bytes:
    """Return a page as WebP, drawn in this process.

    Raises:
        ArticleError: the file cannot be opened, or has no such page.
    """
    with opened(data, path) as document:
        if not 1 <= page <= len(document):
            raise ArticleError(f"{path.name} has {len(document)} pages, and none that is number {page}.")
        try:
            found = document[page - 1]
            return _drawn(found, marked)
        except pdfium.PdfiumError as error:
            raise ArticleError(f"Page {page} of {path.name} cannot be drawn: {first_line(error)}.") from error


def _drawn(page: pdfium.PdfPage, marked: Sequence[Box]) -> bytes:
    from PIL import Image, ImageChops, ImageDraw

    width, height = page.get_size()
    scale = min(WIDTH / width, TALLEST / height)
    image = page.render(scale=scale).to_pil().convert("RGB")
    if marked:
        pen = Image.new("RGB", image.size, "white")
        for box in marked:
            ImageDraw.Draw(pen).rectangle(_in_pixels(box, page, scale), fill=PEN)
        image = ImageChops.multiply(image, pen)
    written = io.BytesIO()
    image.save(written, "WEBP", quality=QUALITY)
    return written.getvalue()


def _in_pixels(box: Box, page: pdfium.PdfPage, scale: float) -> tuple[float, float, float, float]:
    """Return where a box stands in the picture, whose page may be turned."""
    left, bottom, right, top = box[0] - MARGIN, box[1] - MARGIN, box[2] + MARGIN, box[3] + MARGIN
    xs, ys = zip(*(_turned(x, y, page) for x, y in ((left, bottom), (right, top))), strict=True)
    return min(xs) * scale, min(ys) * scale, max(xs) * scale, max(ys) * scale


def _turned(x: float, y: float, page: pdfium.PdfPage) -> tuple[float, float]:
    """Return a point of the page as it is in the file, from its upper left corner as it is shown."""
    width, height = page.get_size()
    return {0: (x, height - y), 90: (y, x), 180: (width - x, y), 270: (width - y, height - x)}[page.get_rotation()]


def main() -> None:
    """Be the process that draws: take a job from the standard input, and tell the picture, or what is wrong, as a pickle."""
    data, path, page, marked = pickle.load(sys.stdin.buffer)  # noqa: S301  # our own parent's words
    try:
        found: bytes | str = draw(data, path, page, marked)
    except LoccitError as error:
        found = str(error)
    sys.stdout.buffer.write(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
