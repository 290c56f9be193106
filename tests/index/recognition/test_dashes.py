"""dashes.py: dashes between figures."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.recognition.dashes import with_measured_dashes
from index.recognition.hocr import Box, ReadLetter, ReadWord
from index.recognition.ink import ink_of
from tests.scans import pictures

SCALE = 300.0 / 72


@pytest.mark.parametrize("printed", ["169-170.", "169–170.", "169—170.", "1905–6-7"])
@pytest.mark.parametrize("font", ["Times-Roman", "Helvetica"])
def test_dash_is_as_wide_as_printed(printed: str, font: str) -> None:
    """Whatever recognition takes a dash for, its width tells which it is."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(120, 60))
    canvas.setFont(font, 11)
    canvas.drawString(20, 30, printed)
    canvas.save()
    ((grey, _),) = pictures(buffer.getvalue())
    read = "".join("-" if letter in "–—" else letter for letter in printed)
    letters = tuple(ReadLetter(letter, float(at)) for at, letter in enumerate(read))
    word = ReadWord(read, Box(70, 60, 480, 150), 90, letters)
    height = (0.45 if font == "Times-Roman" else 0.52) * 11 * SCALE
    found = with_measured_dashes(word, ink_of(grey), 30 * SCALE, height)
    assert found.text == printed
    assert "".join(letter.text for letter in found.letters) == printed


def test_words_without_dashes_stay() -> None:
    """A hyphen between letters is left alone, and so is a dash whose mark is not found."""
    grey = next(iter(pictures(_blank())))[0]
    for text in ("war-time", "169-170"):
        word = ReadWord(text, Box(0, 0, 100, 20), 90)
        assert with_measured_dashes(word, ink_of(grey), 20.0, 10.0) is word


def _blank() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(60, 60))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
