"""Lines of print made by hand, for the tests of what is worked out from where they stand."""

from __future__ import annotations

from index.pdfium import PageGlyphs, Piece
from index.readers.pdf.print_lines import PrintLine
from index.records import Span

CHARACTER = 5.0  # points that one takes


def line(text: str, y: float, **other: object) -> PrintLine:
    """Return a line of 10-point print at a height; it begins at 50 points, on page 0, in column 0, if nothing else is said."""
    values: dict[str, object] = {"page": 0, "column": 0, "x0": 50.0, "size": 10.0, "raised": (), **other}
    x0 = float(str(values.pop("x0")))
    return PrintLine(x0=x0, x1=x0 + CHARACTER * len(text), y=y, text=text, **values)  # type: ignore[arg-type]


def raised(text: str, y: float, start: int, end: int, **other: object) -> PrintLine:
    """Return a line of which some characters are raised."""
    return line(text, y, raised=(Span(start, end),), **other)


def piece(text: str, x0: float, y: float, size: float = 10.0, *, spaced: bool = True) -> Piece:
    """Return a piece of print, each of whose characters is half as wide as it is large."""
    return Piece(text, x0, x0 + size / 2 * len(text), y, size, bold=False, italic=False, spaced=spaced, lifted=False)


def page(*pieces: Piece) -> PageGlyphs:
    """Return a page of pieces."""
    return PageGlyphs(pieces, (), 500.0, 700.0, 0, sum(len(one.text) for one in pieces), 0, pictured=False)
