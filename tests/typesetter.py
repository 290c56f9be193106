"""A small typesetter: makes PDFs whose truth is known, in layouts that are told, for the tests of the PDF reader.

A paragraph is text in which `{1}` stands for the marker of the note whose key is 1; a line that begins with `# ` is a heading,
one with `> ` a quotation set in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

MARK = re.compile(r"\{(?P<key>\w+)\}")
SYMBOLS = ("*", "†", "‡", "§", "**", "††", "‡‡")
RAISE, SUPERIOR = 0.33, 0.62


def width_of(text: str, font: str, size: float) -> float:
    """Return the width of a text."""
    return float(pdfmetrics.stringWidth(text, font, size))


def no_line(page: int) -> tuple[str, str, str]:
    """Print nothing above or below the page `page`, which counts from 0."""
    del page
    return "", "", ""


@dataclass(frozen=True, slots=True)
class Style:
    """How the pages look; lengths are points. `head` and `foot` give what stands left, in the middle and right."""

    width: float = 432.0
    height: float = 648.0
    margin: float = 60.0
    columns: int = 1
    gutter: float = 18.0
    font: str = "Times-Roman"
    size: float = 10.5
    note_size: float = 8.5
    leading: float = 1.24
    indent: float = 14.0
    gap: float = 0.0
    justified: bool = True
    raised: bool = True
    label: str = "raised"  # "raised", "stop", "symbols"
    restart: bool = False
    rule: bool = True
    endnotes: bool = False
    hyphens: bool = True
    head: Callable[[int], tuple[str, str, str]] = no_line
    foot: Callable[[int], tuple[str, str, str]] = no_line


@dataclass(slots=True)
class Typeset:
    """The PDF's bytes, the label of each note's key as printed, and the paragraphs as they read."""

    data: bytes
    labels: dict[str, str]
    pages: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    keys: tuple[str, ...] = ()  # of the notes whose markers stand behind
    behind: str = ""  # what follows the markers without a space


@dataclass(slots=True)
class _Line:
    words: list[_Word]
    x: float
    width: float
    size: float
    font: str
    last: bool
    label: str = ""
    space_above: float = 0.0


@dataclass(slots=True)
class _Page:
    lines: list[tuple[int, float, _Line]] = field(default_factory=list)  # column, y, line
    rules: list[tuple[int, float]] = field(default_factory=list)


def typeset(paragraphs: Sequence[str], notes: Mapping[str, str], style: Style | None = None, title: str = "") -> Typeset:
    """Typeset an article with its notes."""
    return _Typesetter(style or Style(), notes).run(paragraphs, title)


class _Typesetter:
    def __init__(self, style: Style, notes: Mapping[str, str]) -> None:
        self.style = style
        self.notes = notes
        self.labels: dict[str, str] = {}
        self.pages: list[_Page] = [_Page()]
        self.column = 0
        self.column_width = (style.width - 2 * style.margin - (style.columns - 1) * style.gutter) / style.columns
        self._begin_column()
        self.carried: list[_Line] = []
        self.on_page = 0

    def run(self, paragraphs: Sequence[str], title: str) -> Typeset:
        if title:
            for line in self._break(title, 1.6 * self.style.size, "Times-Bold", 0.0):
                self._put(line, 0.0)
            self.y -= 20
        for paragraph in paragraphs:
            self._paragraph(paragraph)
        if self.style.endnotes:
            self._paragraph("# Notes")
            for key, label in self.labels.items():
                for line in self._break(self.notes[key], self.style.note_size, self.style.font, 0.0, label=label):
                    self._put(line, 0.0)
        self._end_column()
        while self.carried:
            self._next_column()
            self._end_column()
        return Typeset(self._draw(), dict(self.labels), len(self.pages))

    def _paragraph(self, text: str) -> None:
        style = self.style
        if text.startswith("# "):
            lines = self._break(text[2:], style.size * 1.15, "Times-Bold", 0.0)
            self.y -= style.size
            gap = style.size * 0.6
        elif text.startswith("> "):
            lines = self._break(text[2:], style.size * 0.92, style.font, 0.0, inset=18.0)
            gap = 5.0
        else:
            lines = self._break(text, style.size, style.font, style.indent)
            gap = style.gap
        for line in lines:
            self._place(line)
        self.y -= gap

    def _break(self, text: str, size: float, font: str, indent: float, inset: float = 0.0, label: str = "") -> list[_Line]:
        words = list(_words(text))
        lines: list[_Line] = []
        current: list[_Word] = []
        x = indent + inset
        first_label = label
        while words:
            room = self.column_width - inset - x if inset else self.column_width - x
            if first_label and not lines:
                room -= self._label_width(first_label, size)
            used = sum(self._width(word, size, font) + 0.25 * size for word in current)
            word = words[0]
            if used + self._width(word, size, font) <= room:
                current.append(words.pop(0))
                continue
            parts = self._hyphenated(word, room - used, size, font) if current else None
            if parts:
                current.append(parts[0])
                words[0] = parts[1]
            elif not current:
                current.append(words.pop(0))
            lines.append(_Line(current, x, room, size, font, last=False, label=first_label if not lines else ""))
            current, x = [], inset
        if current:
            room = self.column_width - x - inset
            lines.append(_Line(current, x, room, size, font, last=True, label=first_label if not lines else ""))
        if lines:
            lines[-1].last = True
        return lines

    def _hyphenated(self, word: _Word, room: float, size: float, font: str) -> tuple[_Word, _Word] | None:
        if not self.style.hyphens or not word.text.isalpha() or not word.text.islower():
            return None
        for at in range(len(word.text) - 3, 2, -1):
            if width_of(word.text[:at] + "-", font, size) <= room:
                return _Word(word.text[:at] + "-"), _Word(word.text[at:], word.keys, word.behind)
        return None

    def _width(self, word: _Word, size: float, font: str) -> float:
        mark = width_of("00", font, size * SUPERIOR) if self.style.raised else width_of("[00]", font, size)
        marks = mark * len(word.keys)
        return width_of(word.text + word.behind, font, size) + marks

    def _label_width(self, label: str, size: float) -> float:
        if self.style.label == "stop":
            return width_of(label + ". ", self.style.font, size)
        return width_of(label, self.style.font, size * SUPERIOR) + 0.25 * size

    def _begin_column(self) -> None:
        self.y = self.style.height - self.style.margin
        self.feet: list[_Line] = []

    def _height(self, lines: Sequence[_Line]) -> float:
        return sum(line.size * self.style.leading for line in lines) + (8.0 if lines else 0.0)

    def _place(self, line: _Line) -> None:
        """Place a line of text with the notes whose markers it has."""
        keys = [key for word in line.words for key in word.keys]
        labels = [self._next_label(key) for key in keys]
        noted: list[_Line] = []
        if not self.style.endnotes:
            for key, label in zip(keys, labels, strict=True):
                noted += self._break(self.notes[key], self.style.note_size, self.style.font, 0.0, label=label)
        needed = line.size * self.style.leading
        bottom = self.style.margin
        some = self._height([*self.feet, *noted[:1]])
        if self.y - needed - some < bottom:
            for key in keys:
                del self.labels[key]
            self.on_page -= len(keys)
            self._next_column()
            self._place(line)
            return
        self.y -= needed
        self.pages[-1].lines.append((self.column, self.y, line))
        while noted and self.y - self._height([*self.feet, noted[0]]) >= bottom and not self.carried:
            self.feet.append(noted.pop(0))
        self.carried += noted

    def _put(self, line: _Line, space: float) -> None:
        if self.y - line.size * self.style.leading < self.style.margin:
            self._next_column()
        self.y -= line.size * self.style.leading + space
        self.pages[-1].lines.append((self.column, self.y, line))

    def _next_label(self, key: str) -> str:
        self.on_page += 1
        number = self.on_page if self.style.restart else len(self.labels) + 1
        label = SYMBOLS[number - 1] if self.style.label == "symbols" else str(number)
        self.labels[key] = label
        return label

    def _next_column(self) -> None:
        self._end_column()
        self.column += 1
        if self.column == self.style.columns:
            self.column = 0
            self.pages.append(_Page())
            self.on_page = 0
        self._begin_column()
        carried, self.carried = self.carried, []
        while carried and self.y - 40 - self._height([*self.feet, carried[0]]) >= self.style.margin:
            self.feet.append(carried.pop(0))
        self.carried = carried

    def _end_column(self) -> None:
        if not self.feet:
            return
        top = self.style.margin + self._height(self.feet) - 8.0
        if self.style.rule:
            self.pages[-1].rules.append((self.column, top + 3))
        y = top
        for line in self.feet:
            y -= line.size * self.style.leading
            self.pages[-1].lines.append((self.column, y + 0.2 * line.size, line))
        self.feet = []

    def _draw(self) -> bytes:
        buffer = BytesIO()
        canvas = Canvas(buffer, pagesize=(self.style.width, self.style.height), invariant=1)
        for number, page in enumerate(self.pages):
            self._running(canvas, self.style.head(number), self.style.height - self.style.margin / 2)
            for column, y, line in page.lines:
                self._draw_line(canvas, column, y, line)
            for column, y in page.rules:
                x = self._left(column)
                canvas.setLineWidth(0.5)
                canvas.line(x, y, x + 60, y)
            self._running(canvas, self.style.foot(number), self.style.margin / 2)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _running(self, canvas: Canvas, words: tuple[str, str, str], y: float) -> None:
        canvas.setFont(self.style.font, self.style.size * 0.9)
        left, middle, right = words
        canvas.drawString(self.style.margin, y, left)
        canvas.drawCentredString(self.style.width / 2, y, middle)
        canvas.drawRightString(self.style.width - self.style.margin, y, right)

    def _left(self, column: int) -> float:
        return self.style.margin + column * (self.column_width + self.style.gutter)

    def _draw_line(self, canvas: Canvas, column: int, y: float, line: _Line) -> None:
        x = self._left(column) + line.x
        x = self._draw_label(canvas, x, y, line)
        widths = [self._width(word, line.size, line.font) for word in line.words]
        gaps = max(len(line.words) - 1, 1)
        space = 0.25 * line.size
        if self.style.justified and not line.last:
            space = min(max((line.width - sum(widths)) / gaps, space), 1.2 * line.size)
        for word, width in zip(line.words, widths, strict=True):
            self._draw_word(canvas, x, y, word, line)
            x += width + space

    def _draw_label(self, canvas: Canvas, x: float, y: float, line: _Line) -> float:
        if not line.label:
            return x
        if self.style.label == "stop":
            canvas.setFont(line.font, line.size)
            canvas.drawString(x, y, line.label + ".")
        else:
            canvas.setFont(line.font, line.size * SUPERIOR)
            canvas.drawString(x, y + RAISE * line.size, line.label)
        return x + self._label_width(line.label, line.size)

    def _draw_word(self, canvas: Canvas, x: float, y: float, word: _Word, line: _Line) -> None:
        text, _, power = word.text.partition("^")
        canvas.setFont(line.font, line.size)
        canvas.drawString(x, y, text)
        x += width_of(text, line.font, line.size)
        canvas.setFont(line.font, line.size * SUPERIOR)
        canvas.drawString(x, y + RAISE * line.size, power)
        x += width_of(power, line.font, line.size * SUPERIOR)
        for at, key in enumerate(word.keys):
            label = self.labels[key]
            label = ("," if at else "") + label
            if self.style.raised:
                canvas.setFont(line.font, line.size * SUPERIOR)
                canvas.drawString(x, y + RAISE * line.size, label)
                x += width_of(label, line.font, line.size * SUPERIOR)
            else:
                canvas.setFont(line.font, line.size)
                canvas.drawString(x, y, f"[{label}]")
                x += width_of(f"[{label}]", line.font, line.size)
        canvas.setFont(line.font, line.size)
        canvas.drawString(x, y, word.behind)


def _words(text: str) -> Iterator[_Word]:
    for raw in text.split():
        found = list(MARK.finditer(raw))
        if found:
            yield _Word(raw[: found[0].start()], tuple(match["key"] for match in found), raw[found[-1].end() :])
        else:
            yield _Word(raw)


def reads(paragraph: str) -> str:
    """Return a paragraph as it reads, without the markers and signs of this module."""
    return MARK.sub("", paragraph).removeprefix("# ").removeprefix("> ").replace("^", "")


def counted(paragraphs: Sequence[str]) -> list[str]:
    """Return the keys of the markers in their order."""
    return [match["key"] for paragraph in paragraphs for match in MARK.finditer(paragraph)]
