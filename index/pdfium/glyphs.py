"""A PDF's page as pieces of print: spans of glyphs of one size on one baseline, with their boxes.

The order in which a PDF draws says little about the order in which it is read, and its spaces and lines are often drawn as
mere gaps; so both are worked out from where the glyphs stand. Lengths are points; y grows upwards.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, sin
from statistics import median
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

SPACE_GAP = 0.17  # of the size: a wider gap between two glyphs is a space
APART = 2.0  # of the size: pieces that stand further apart do not belong to one span
SAME_LINE = 0.05  # of the size, that baselines within one piece may differ
SAME_SIZE = 0.02
LIFTED = 0.2  # of the size: a digit whose ink begins so far above the baseline is a superior figure
LARGEST_PAGE = 200_000  # glyphs of a page that are read
HYPHENS = {0x02: "-", 0xFFFE: "-", 0x2011: "-"}
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
SPACES = frozenset({0x09, 0x20, 0xA0, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x3000})
INVISIBLE = frozenset({0x0, 0xA, 0xD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x200E, 0x2010)})
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
X_HEIGHT = 0.46  # of the size, of most faces
INKED_LETTERS = frozenset("aceomnrsuvxz")
INKED = INKED_LETTERS | frozenset("0123456789")  # whose drawing is measured: superior figures, and what letters tell of the size
BOLD = 600  # of the scale of font weights
THIN, SHORTEST_RULE = 2.5, 20.0  # points
FILLED_PAGE = 0.5  # of a page's area, that a picture covers where the page was scanned


class Piece(NamedTuple):
    """Glyphs of one size on one baseline; `spaced` says that a space stands before, `lifted` that they are superior figures.

    `confidence`, in percent, is that of recognition in what it read; None where nothing tells it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    spaced: bool
    lifted: bool
    confidence: int | None = None


class Rule(NamedTuple):
    """A thin horizontal line."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """What is printed on a page, turned so that its text runs from left to right.

    `turn` is the quarter turns by which its text was turned for that; `unmapped` counts glyphs whose characters the font
    does not tell, `drawn` all of them; `pictured` says that a picture fills the page, `recognised` that its text is what somebody
    recognised in that picture. By `lean`, radians against the clock, the page was turned back so that its lines are level. By
    `shift` points, what is printed was moved to the left, as of the right one of two printed pages side by side.
    """

    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float
    turn: int
    drawn: int
    unmapped: int
    pictured: bool
    recognised: bool = False
    lean: float = 0.0
    shift: float = 0.0

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return where a box of the turned page stands on the page as it is in the file, from its lower left corner."""
        corners = [_turned(x + self.shift, y, -self.turn) for x, y in ((x0, y0), (x1, y1))]
        corners = self._leaning(corners) if self.lean else corners
        xs, ys = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
        return round(xs[0], 1), round(ys[0], 1), round(xs[1], 1), round(ys[1], 1)

    def _leaning(self, corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Return a box around the place on the page that leans to which the middle of another belongs, as large as that is."""
        middle_x, middle_y = self.width / 2, self.height / 2
        x, y = (sum(both) / 2 for both in zip(*corners, strict=True))
        across, up = x - middle_x, y - middle_y
        by_x = middle_x + across * cos(self.lean) - up * sin(self.lean) - x
        by_y = middle_y + across * sin(self.lean) + up * cos(self.lean) - y
        return [(one + by_x, other + by_y) for one, other in corners]


def read_glyphs(page: pdfium.PdfPage) -> PageGlyphs:
    """Return the pieces and rules of a page of an open PDF."""
    left, bottom, right, top = page.get_cropbox()
    text_page = page.get_textpage()
    try:
        glyphs = _Glyphs(text_page, (left, bottom, right, top))
        turn = glyphs.turn
        pieces = tuple(_pieces(glyphs, turn))
    finally:
        text_page.close()
    shapes = list(_shapes(page))
    rules = tuple(_rules(shapes, left, bottom, turn))
    pictured = _fill([box for kind, box in shapes if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE], page)
    recognised = pictured and glyphs.hidden * 2 > glyphs.drawn
    return PageGlyphs(pieces, rules, right - left, top - bottom, turn, glyphs.drawn, glyphs.unmapped, pictured, recognised)


class _Style(NamedTuple):
    """What the glyphs of one text object have in common."""

    size: float
    bold: bool
    italic: bool
    turn: int
    hidden: bool


class _Glyph(NamedTuple):
    """A glyph: the origin, the edges of its advance, and where its ink begins and ends, if that was measured.

    A space has an empty text.
    """

    text: str
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float
    ink: tuple[float, float] | None
    style: _Style


@dataclass(slots=True)
class _Glyphs:
    """Reads a page's glyphs one after the other through PDFium's C functions, whose buffers are made once."""

    text_page: pdfium.PdfTextPage
    crop: tuple[float, float, float, float]
    found: list[_Glyph] = field(default_factory=list)
    drawn: int = 0
    unmapped: int = 0
    hidden: int = 0
    _styles: dict[int, _Style] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read them all; those outside of the visible page are passed over."""
        count = min(pdfium_c.FPDFText_CountChars(self.text_page), LARGEST_PAGE)
        box = [ctypes.c_double() for _ in range(4)]
        x, y, advance = ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF()
        left, bottom, right, top = self.crop
        raw = self.text_page.raw
        for at in range(count):
            code = pdfium_c.FPDFText_GetUnicode(raw, at)
            if code in INVISIBLE or (code not in HYPHENS and pdfium_c.FPDFText_IsGenerated(raw, at) == 1):
                continue
            pdfium_c.FPDFText_GetCharOrigin(raw, at, x, y)
            if not (left <= x.value <= right and bottom <= y.value <= top):
                continue
            pdfium_c.FPDFText_GetLooseCharBox(raw, at, advance)
            text = "" if code in SPACES else _character(code)
            ink = None
            if text in INKED:
                pdfium_c.FPDFText_GetCharBox(raw, at, box[0], box[1], box[2], box[3])
                ink = box[2].value - bottom, box[3].value - bottom
            self.drawn += 1
            self.unmapped += text != "" and (
                (code not in HYPHENS and _is_private(code)) or pdfium_c.FPDFText_HasUnicodeMapError(raw, at) == 1
            )
            origin = x.value - left, y.value - bottom
            edges = advance.left - left, advance.bottom - bottom, advance.right - left, advance.top - bottom
            style = self._style(raw, at)
            self.hidden += style.hidden
            self.found.append(_Glyph(text, *origin, *edges, ink, style))

    def _style(self, raw: Any, at: int) -> _Style:
        """Return the style of the text object to which a glyph belongs; each object is asked once."""
        drawn_by = pdfium_c.FPDFText_GetTextObject(raw, at)
        address = ctypes.cast(drawn_by, ctypes.c_void_p).value or -1 - at
        known = self._styles.get(address)
        if known is None:
            known = self._styles[address] = self._new_style(raw, at, drawn_by)
        return known

    def _new_style(self, raw: Any, at: int, drawn_by: Any) -> _Style:
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(raw, at, matrix)
        size = pdfium_c.FPDFText_GetFontSize(raw, at) * (hypot(matrix.c, matrix.d) or 1.0)
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium_c.FPDFText_GetFontInfo(raw, at, name, 128, flags)
        font = name.value.lower()
        bold = b"bold" in font or b"black" in font or pdfium_c.FPDFText_GetFontWeight(raw, at) >= BOLD
        italic = bool(flags.value & 64) or b"italic" in font or b"oblique" in font
        hidden = bool(drawn_by) and pdfium_c.FPDFTextObj_GetTextRenderMode(drawn_by) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
        return _Style(round(size, 2), bold, italic, _quarter(matrix.a, matrix.b), hidden)

    @property
    def turn(self) -> int:
        """The quarter turns, against the clock, in which most of the page's text runs."""
        turns = Counter(glyph.style.turn for glyph in self.found)
        return turns.most_common(1)[0][0] if turns else 0


def _character(code: int) -> str:
    if code == 0x2217:
        return "*"  # the asterisk of mathematics, with which TeX marks notes
    if code in HYPHENS:
        return HYPHENS[code]
    if 0xD800 <= code <= 0xDFFF or code < 0x20:
        return "\ufffd"
    return LIGATURES.get(code) or chr(code)


def _is_private(code: int) -> bool:
    """Whether a code stands for no character that all agree on, as where a font names its glyphs by numbers of its own."""
    return 0xE000 <= code <= 0xF8FF or code < 0x20 or code == 0xFFFD


def _quarter(a: float, b: float) -> int:
    """Return the nearest quarter turn of a text whose direction is (a, b)."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _turned(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Turn a point with the clock by quarters."""
    for _ in range(quarters % 4):
        x, y = y, -x
    return x, y


def _pieces(glyphs: _Glyphs, turn: int) -> Iterator[Piece]:
    """Join glyphs that follow each other without a space, on one baseline and in one style."""
    found = [_upright(glyph, turn) for glyph in glyphs.found if glyph.style.turn == turn]
    scale = _scale(found)
    run: list[_Glyph] = []
    spaced = False
    for glyph in found:
        gap = _space_between(run[-1], glyph, scale) if run and glyph.text else None
        if run and (not glyph.text or gap is not False):
            yield _piece(run, scale, spaced=spaced)
            spaced, run = gap is True, []
        if glyph.text:
            run.append(glyph)
        else:
            spaced = True
    if run:
        yield _piece(run, scale, spaced=spaced)


def _space_between(before: _Glyph, glyph: _Glyph, scale: float) -> bool | None:
    """Whether a space stands between two glyphs of a line; None where they belong to different pieces otherwise."""
    size = max(before.style.size, glyph.style.size) * scale
    gap = glyph.x - before.right
    if glyph.x == before.x and glyph.y == before.y:
        return False  # the letters of a ligature
    if abs(glyph.y - before.y) > size or gap < -size or gap > APART * size:
        return True
    if gap > SPACE_GAP * size:
        return True
    same = abs(glyph.y - before.y) <= SAME_LINE * size and abs(before.style.size - glyph.style.size) * scale <= SAME_SIZE * size
    return False if same and _is_lifted(before, scale) == _is_lifted(glyph, scale) else None


def _is_lifted(glyph: _Glyph, scale: float) -> bool:
    """Whether a figure is a superior one by its drawing alone, in its font or as a character of its own."""
    if glyph.text in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return True
    return glyph.text.isdigit() and glyph.ink is not None and glyph.ink[0] - glyph.y > LIFTED * glyph.style.size * scale


def _piece(run: list[_Glyph], scale: float, *, spaced: bool) -> Piece:
    text = "".join(glyph.text for glyph in run)
    lifted = _is_lifted(run[0], scale)
    style = run[0].style
    x0, x1 = min(run[0].x, run[0].left), max(glyph.right for glyph in run)
    text = text.translate(SUPERSCRIPTS) if lifted else text
    return Piece(text, x0, x1, run[0].y, style.size * scale, style.bold, style.italic, spaced, lifted)


def _scale(glyphs: list[_Glyph]) -> float:
    """Return what the sizes must be multiplied by where a font tells another unit than points, as bitmap fonts may."""
    shares = [
        (glyph.ink[1] - glyph.ink[0]) / glyph.style.size
        for glyph in glyphs
        if glyph.ink and glyph.text in INKED_LETTERS and glyph.style.size
    ]
    share = median(shares) if shares else X_HEIGHT
    return share / X_HEIGHT if share > 1.5 or 0 < share < 0.1 else 1.0


def _upright(glyph: _Glyph, turn: int) -> _Glyph:
    if not turn:
        return glyph
    x, y = _turned(glyph.x, glyph.y, turn)
    one, other = _turned(glyph.left, glyph.bottom, turn), _turned(glyph.right, glyph.top, turn)
    (left, right), (bottom, top) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return _Glyph(glyph.text, x, y, left, bottom, right, top, None, glyph.style)


Shape = tuple[int, tuple[float, float, float, float]]


def _shapes(page: pdfium.PdfPage) -> Iterator[Shape]:
    """Yield the kind and the box of what is drawn on a page and is no text."""
    box = [ctypes.c_float() for _ in range(4)]
    for at in range(min(pdfium_c.FPDFPage_CountObjects(page), LARGEST_PAGE)):
        drawn = pdfium_c.FPDFPage_GetObject(page, at)
        kind = pdfium_c.FPDFPageObj_GetType(drawn)
        if kind != pdfium_c.FPDF_PAGEOBJ_TEXT and pdfium_c.FPDFPageObj_GetBounds(drawn, *box):
            yield kind, (box[0].value, box[1].value, box[2].value, box[3].value)


def _rules(shapes: list[Shape], left: float, bottom: float, turn: int) -> Iterator[Rule]:
    for kind, box in shapes:
        if kind != pdfium_c.FPDF_PAGEOBJ_PATH and kind != pdfium_c.FPDF_PAGEOBJ_IMAGE:
            continue
        corners = [_turned(x - left, y - bottom, turn) for x, y in (box[:2], box[2:])]
        (x0, x1), (y0, y1) = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
        if y1 - y0 <= THIN and x1 - x0 >= SHORTEST_RULE:
            yield Rule(x0, x1, (y0 + y1) / 2)


def _fill(boxes: Sequence[tuple[float, float, float, float]], page: pdfium.PdfPage) -> bool:
    """Whether pictures, of which a scanner may make several, fill a page."""
    left, bottom, right, top = page.get_mediabox()
    covered = sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes)
    return bool(covered >= FILLED_PAGE * (right - left) * (top - bottom))
