"""hOCR, in which recognition tells what it read: lines and words with their boxes, baselines and confidences.

Lengths are pixels; y grows downwards. The format: http://kba.github.io/hocr-spec/1.2/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

BOX = re.compile(r"x?_?b(?:box|boxes) (?P<x0>\d+) (?P<y0>\d+) (?P<x1>\d+) (?P<y1>\d+)")
BASELINE = re.compile(r"baseline (?P<slope>-?[\d.]+) (?P<offset>-?[\d.]+)")
SIZE = re.compile(r"x_size (?P<size>[\d.]+)")
CONFIDENCE = re.compile(r"x_wconf (?P<confidence>\d+)")
LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
WORD, LETTER = "ocrx_word", "ocrx_cinfo"


class Box(NamedTuple):
    """A box of a picture."""

    x0: int
    y0: int
    x1: int
    y1: int


class ReadLetter(NamedTuple):
    """A letter, and the middle of its box."""

    text: str
    x: float


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word, its box, its confidence in percent, and its letters where their places were asked for."""

    text: str
    box: Box
    confidence: int
    letters: tuple[ReadLetter, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line: its words, its box, its baseline, which rises by `slope` from `base` at the box's left edge, and its height."""

    words: tuple[ReadWord, ...]
    box: Box
    base: float
    slope: float
    size: float

    def base_at(self, x: float) -> float:
        """Return where the baseline stands."""
        return self.base + self.slope * (x - self.box.x0)


def lines_of(hocr: bytes) -> tuple[ReadLine, ...]:
    """Return the lines that hold a word.

    >>> lines_of(b"<p><span class='ocr_line' title='bbox 5 7 50 20; baseline 0 -3; x_size 12'>"
    ...     b"<span class='ocrx_word' title='bbox 5 7 50 20; x_wconf 91'>ice</span></span></p>")[0].base
    17.0
    """
    root = etree.fromstring(hocr, etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False))
    found = (_line(element) for element in root.iter("{*}span") if element.get("class") in LINES) if root is not None else ()
    return tuple(line for line in found if line.words)


def _line(element: etree._Element) -> ReadLine:
    told = element.get("title")
    box = _box(told)
    baseline, size = BASELINE.search(told), SIZE.search(told)
    slope, offset = (float(baseline["slope"]), float(baseline["offset"])) if baseline else (0.0, 0.0)
    height = float(size["size"]) if size else float(box.y1 - box.y0)
    return ReadLine(tuple(_words(element)), box, box.y1 + offset, slope, height)


def _words(line: etree._Element) -> Iterator[ReadWord]:
    for element in line.iter("{*}span"):
        text = "".join(element.itertext()).strip() if element.get("class") == WORD else ""
        if text:
            confidence = CONFIDENCE.search(element.get("title"))
            yield ReadWord(
                "".join(text.split()),
                _box(element.get("title")),
                int(confidence["confidence"]) if confidence else 0,
                tuple(_letters(element)),
            )


def _letters(word: etree._Element) -> Iterator[ReadLetter]:
    for element in word.iter("{*}span"):
        if element.get("class") == LETTER:
            box = _box(element.get("title"))
            yield from (ReadLetter(character, (box.x0 + box.x1) / 2) for character in "".join(element.itertext()).strip())


def _box(told: str) -> Box:
    match = BOX.search(told)
    return Box(*(int(match[edge]) for edge in ("x0", "y0", "x1", "y1"))) if match else Box(0, 0, 0, 0)
