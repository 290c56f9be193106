"""Scans whose truth is known: PDFs that are set here, drawn as pictures, skewed, speckled and blurred as scanners do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.pdfium import Grey

Worn = Callable[[Grey], Grey]
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None and not os.environ.get("CI"), reason="Tesseract is not installed"
)


def unworn(grey: Grey) -> Grey:
    """The picture as it is."""
    return grey


def skewed(degrees: float) -> Worn:
    """Pictures turned against the clock."""
    return lambda grey: np.asarray(Image.fromarray(grey).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))


def turned(quarters: int) -> Worn:
    """Pictures turned by quarters with the clock."""
    return lambda grey: np.ascontiguousarray(np.rot90(grey, -quarters))


def blurred(pixels: float) -> Worn:
    """Pictures out of focus."""
    return lambda grey: np.asarray(Image.fromarray(grey).filter(ImageFilter.GaussianBlur(pixels)))


def speckled(share: float, noise: float = 12.0, seed: int = 1) -> Worn:
    """Pictures with a share of black and white specks, and the noise of a sensor."""

    def wear(grey: Grey) -> Grey:
        random = np.random.default_rng(seed)
        drawn, noisy = random.random(grey.shape), grey + random.normal(0.0, noise, grey.shape)
        noisy[drawn < share / 2], noisy[drawn > 1 - share / 2] = 0, 255
        return np.clip(noisy, 0, 255).astype(np.uint8)

    return wear


def both(first: Worn, second: Worn) -> Worn:
    """Pictures worn in one way and then in another."""
    return lambda grey: second(first(grey))


def pictures(data: bytes, dots: float = 300.0) -> Iterator[tuple[Grey, tuple[float, float]]]:
    """Yield the picture of each page of a PDF, with its width and height in points."""
    document = pdfium.PdfDocument(data)
    for page in document:
        pixels = page.render(scale=dots / 72, grayscale=True).to_numpy()
        yield np.array(pixels[..., 0] if pixels.ndim == 3 else pixels), page.get_size()
        page.close()
    document.close()


def scan(data: bytes, dots: float = 300.0, worn: Worn = unworn, layer: str = "") -> bytes:
    """Return a PDF of pictures of a PDF's pages; over each stands, unseen, a `layer` of text if one is told."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for grey, (width, height) in pictures(data, dots):
        picture = worn(grey)
        if (picture.shape[0] > picture.shape[1] and height < width) or (picture.shape[0] < picture.shape[1] and height > width):
            width, height = height, width
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(Image.fromarray(picture)), 0, 0, width, height)
        if layer:
            words = canvas.beginText(40, height - 60)
            words.setTextRenderMode(3)
            words.textLines(layer)
            canvas.drawText(words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def opened_book(data: bytes, dots: float = 300.0) -> bytes:
    """Return a PDF of pictures that show two of a PDF's pages each, side by side; the last half may be white."""
    sides = list(pictures(data, dots))
    sides += [(np.full_like(sides[-1][0], 255), sides[-1][1])] * (len(sides) % 2)
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for (left, (width, height)), (right, _) in zip(sides[::2], sides[1::2], strict=True):
        canvas.setPageSize((2 * width, height))
        canvas.drawImage(ImageReader(Image.fromarray(np.hstack([left, right]))), 0, 0, 2 * width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read_by_others(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page that is a picture, with a text over it that somebody else recognised: no engine is run."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400.0, 600.0), invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (8, 8), 200)), 0, 0, 400.0, 600.0)
    words = canvas.beginText(40, 540)
    words.setTextRenderMode(3)
    words.setFont("Times-Roman", 12)
    words.textLines(list(lines))
    canvas.drawText(words)
    canvas.save()
    return buffer.getvalue()
