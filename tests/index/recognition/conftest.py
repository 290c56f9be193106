"""What the tests of recognition share: a cache of their own, and a page of print with its truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from index.pdfium import Grey, PageGlyphs, PagePicture, pages_of
from index.readers.pdf.print_lines import PrintLine, page_lines
from index.recognition.hocr import Box, ReadLine, ReadWord
from tests.index.readers.pdf.set_articles import NOTES, SMALL, TITLE, paragraphs
from tests.scans import pictures
from tests.typesetter import typeset

SCALE = 300.0 / 72


@pytest.fixture(autouse=True)
def cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "loccit" / "recognised"


@dataclass(frozen=True)
class Printed:
    """A page that was set: its PDF, its picture at 300 dots an inch, and what is printed on it, with its lines."""

    data: bytes
    picture: PagePicture
    glyphs: PageGlyphs
    lines: Sequence[PrintLine]

    @property
    def grey(self) -> Grey:
        """The picture's pixels."""
        return self.picture.grey

    def read_lines(self) -> list[ReadLine]:
        """What a recognition without errors would tell of the lines, without superior figures."""
        return [self._read_line(line) for line in self.lines if not line.raised or line.raised[0].start]

    def _read_line(self, line: PrintLine) -> ReadLine:
        pieces = [piece for piece in self.glyphs.pieces if abs(piece.y - line.y) < 1.0 and not piece.lifted]
        own = [piece for piece in pieces if piece.size > 0.9 * line.size and line.x0 - 1 <= piece.x0 and piece.x1 <= line.x1 + 1]
        words = tuple(ReadWord(piece.text, self.box(piece.x0, line.bottom, piece.x1, line.top), 95) for piece in own)
        box = self.box(line.x0, line.bottom, line.x1, line.top)
        return ReadLine(words, box, self.height - line.y * SCALE, 0.0, line.size * SCALE)

    @property
    def height(self) -> float:
        """In pixels."""
        return self.glyphs.height * SCALE

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box in points as one in pixels."""
        return Box(round(x0 * SCALE), round(self.height - y1 * SCALE), round(x1 * SCALE), round(self.height - y0 * SCALE))


@cache
def set_page() -> Printed:
    """The first page of the article about the harbour."""
    data = typeset(paragraphs(0), NOTES, SMALL, TITLE).data
    glyphs = pages_of(data, Path("a.pdf"), 60.0).glyphs[0]
    grey, _ = next(iter(pictures(data)))
    return Printed(data, PagePicture(grey, SCALE, 0), glyphs, page_lines(glyphs, 0, ()))


@pytest.fixture
def printed() -> Printed:
    """The page that was set."""
    return set_page()
