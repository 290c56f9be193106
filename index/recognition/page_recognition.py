"""One page's picture becomes print: words with their boxes, sizes and confidences, and the superior figures behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean

from index.pdfium import PageGlyphs, PagePicture, Piece, Rule
from index.recognition.dashes import with_measured_dashes
from index.recognition.engine import Engine, Layout
from index.recognition.hocr import Box, ReadLine, ReadWord
from index.recognition.ink import Ink
from index.recognition.line_measures import LineMeasure, measured
from index.recognition.note_signs import note_sign
from index.recognition.sheets import COPIES, ROW, PlacedLine, sheet_of_figures, sheet_of_lines
from index.recognition.straightening import LevelPicture, levelled
from index.recognition.superior_figures import SuperiorFigures, opens_word, superior_figures
from index.recognition.touching_marks import with_touching_figures_parted

X_HEIGHT = 0.46  # of the size, of most faces
SUPERIOR_SIZE = 0.62  # of the line's
SHORT = 12  # characters of a line that does not tell its measures well
DOUBTFUL = 75.0  # percent: a page that is read with less on the average may not stand upright
LABEL = re.compile(r"\d{1,4}|[*†‡§]{1,3}")
AS_FIGURES = str.maketrans("lI|!iOo°QSZB", "111110000528")  # what recognition makes of figures that stand alone
STOPS = str.maketrans("", "", ".,:;'’‘-_ #£«»=~")  # what recognition puts between figures that stand apart, and beside them
NARROW = frozenset(".,:;'’‘!|·-")
KEPT = frozenset("-–—…*†‡§‖¶")  # signs that stand alone in print, some of them before notes
SPECK, SIGN = 0.06, 0.2  # of the size: what is read in less, and is no letter, is dirt; a sign that is not narrow takes more
THIN, SHORTEST_RULE = 2.5, 20.0  # points


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """A superior number that was read: its place, label and confidence."""

    figures: SuperiorFigures
    label: str
    confidence: int


@dataclass(frozen=True, slots=True)
class NotedLine:
    """A line as measured, and its superior numbers from left to right."""

    measure: LineMeasure
    figures: tuple[ReadFigures, ...] = ()


def recognised_page(picture: PagePicture, engine: Engine) -> PageGlyphs:
    """Read a page's picture.

    Raises:
        RecognitionError: the engine breaks down at it, or takes too long.
    """
    level, lines = _upright(picture, engine)
    measures = [measured(line, level.ink) for line in lines]
    level = replace(level, ink=with_touching_figures_parted(level.ink, level.grey, measures))
    noted = _without_figures(_noted(measures, level, engine), level, engine)
    page_width, page_height = picture.grey.shape[1] / picture.scale, picture.grey.shape[0] / picture.scale
    place = _Placed(level, *((0.0, 0.0), (0.0, -page_width), (-page_width, -page_height), (-page_height, 0.0))[level.turn])
    pieces = tuple(piece for line in noted for piece in _pieces(line, place))
    drawn = sum(len(piece.text) for piece in pieces)
    rules = tuple(_rules(level.ink, place))
    return PageGlyphs(pieces, rules, page_width, page_height, level.turn, drawn, 0, True, True, level.lean)


def _upright(picture: PagePicture, engine: Engine) -> tuple[LevelPicture, tuple[ReadLine, ...]]:
    """Return the picture so that its print stands upright, with the lines that are read."""
    level = levelled(picture)
    lines = engine.read(level.grey)
    sure = confidence_of(lines)
    turns = engine.quarter_turns(level.grey) if sure < DOUBTFUL and len(level.ink.boxes) else 0
    if turns:
        other = levelled(picture, turns)
        again = engine.read(other.grey)
        if confidence_of(again) > sure:
            return other, again
    return level, lines


def confidence_of(lines: Sequence[ReadLine]) -> float:
    """Return the mean confidence of what was read, by characters; 0 where nothing was."""
    words = [word for line in lines for word in line.words]
    return sum(word.confidence * len(word.text) for word in words) / max(sum(len(word.text) for word in words), 1)


def _noted(measures: Sequence[LineMeasure], level: LevelPicture, engine: Engine) -> list[NotedLine]:
    """Return the lines with the superior numbers that are read in them, each enlarged."""
    found = [(measure, each) for measure in measures for each in superior_figures(measure, level.ink)]
    if not found:
        return [NotedLine(measure) for measure in measures]
    sheet = sheet_of_figures(level.grey, level.ink, [each for _, each in found])
    words = [word for line in engine.read(sheet, Layout.BLOCK) for word in line.words]
    by_line: dict[int, list[ReadFigures]] = {}
    for row, (measure, each) in enumerate(found):
        copies = [word for word in words if _middle(word.box)[1] // ROW == row]
        label, confidence = _label(copies)
        opening = opens_word(each, measure, level.ink)
        if label == "*" and opening:
            continue
        if not label and (label := note_sign(copies, each, level.ink, opening=opening)):
            confidence = round(fmean([word.confidence for word in copies] or [0]))
        if label:
            by_line.setdefault(id(measure), []).append(ReadFigures(each, label, confidence))
    return [NotedLine(measure, tuple(by_line.get(id(measure), ()))) for measure in measures]


def _label(copies: Sequence[ReadWord]) -> tuple[str, int]:
    """Return what the copies of a number were read as most surely, empty where that is no label; its confidence is the mean."""
    told: dict[str, list[int]] = {}
    for word in copies:
        for label, confidence in _labels(word):
            told.setdefault(label, []).append(confidence)
    best = max(told, key=lambda label: (sum(told[label]), label), default="")
    if not best or len(told[best]) * 2 < COPIES:
        return "", 0
    return best, round(fmean(told[best]))


def _labels(word: ReadWord) -> Iterator[tuple[str, int]]:
    """Yield the labels that a word may be; copies that were read as one word are parted."""
    short = len(word.text) <= 2
    text = word.text.translate(AS_FIGURES) if short or any(map(str.isdigit, word.text)) else word.text
    text = text.translate(STOPS) if any(map(str.isdigit, text)) else text
    for copies in range(COPIES, 0, -1):
        label = text[: len(text) // copies]
        if len(text) % copies == 0 and label * copies == text and LABEL.fullmatch(label) and (copies == 1 or len(text) > 3):
            yield from [(label, word.confidence)] * copies
            return


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _without_figures(lines: Sequence[NotedLine], level: LevelPicture, engine: Engine) -> list[NotedLine]:
    """Return the lines, those with superior numbers read once more without them."""
    affected = [line for line in lines if line.figures]
    if not affected:
        return list(lines)
    erased = [(line.measure, [each.figures for each in line.figures]) for line in affected]
    sheet, places = sheet_of_lines(level.grey, level.ink, erased)
    again = engine.read(sheet, Layout.BLOCK, letters=True)
    new = {id(line): _read_again(line, place, again, level.ink) for line, place in zip(affected, places, strict=True)}
    return [new.get(id(line), line) for line in lines]


def _read_again(line: NotedLine, place: PlacedLine, again: Sequence[ReadLine], ink: Ink) -> NotedLine:
    """Return a line with the words that were read without its superior numbers; as it was where there are none.

    Of a short line the superior numbers, being a good part of it, have hidden where its letters stand: it is measured anew.
    """
    found = [other for other in again if place.y0 <= _middle(other.box)[1] < place.y1]
    words = sorted((word for other in found for word in other.words), key=lambda word: word.box.x0)
    if not words:
        return line
    lowered = tuple(replace(word, box=_lowered(word.box, place.up)) for word in words)
    if len(found) == 1 and sum(len(word.text) for word in words) <= SHORT:
        (alone,) = found
        whole = replace(alone, words=lowered, box=_lowered(alone.box, place.up), base=alone.base + place.up)
        return replace(line, measure=measured(whole, ink))
    return replace(line, measure=replace(line.measure, line=replace(line.measure.line, words=lowered)))


def _lowered(box: Box, by: int) -> Box:
    return Box(box.x0, box.y0 + by, box.x1, box.y1 + by)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Turns pixels of a level picture into points, as `PageGlyphs` counts them on a page that was turned."""

    level: LevelPicture
    right: float
    up: float

    def x(self, pixels: float) -> float:
        return pixels / self.level.scale + self.right

    def y(self, pixels: float) -> float:
        return self.level.height - pixels / self.level.scale + self.up


def _pieces(line: NotedLine, place: _Placed) -> Iterator[Piece]:
    """Yield a line's words, and its superior numbers where they stand, which may be amid what was read as one word."""
    measure = line.measure
    size = round(measure.x_height / X_HEIGHT / place.level.scale, 2)
    base = place.y((measure.base + measure.base_at(measure.line.box.x1)) / 2)
    cuts = [each.figures.box.x0 for each in line.figures]
    words = [
        with_measured_dashes(word, place.level.ink, measure.base_at(word.box.x0), measure.x_height) for word in measure.line.words
    ]
    parts = [part for word in words for part in _parted(word, cuts)]
    found: list[tuple[int, Piece]] = []
    for at, (text, x0, x1, confidence, spaced) in enumerate(parts):
        if not _is_dirt(text, (x1 - x0) / place.level.scale / size) and not (spaced and _is_unsure_sign(text, confidence)):
            piece = Piece(text, place.x(x0), place.x(x1), base, size, False, False, spaced and at > 0, False, confidence)
            found.append((x0, piece))
    for each in line.figures:
        x0, _, x1, foot = each.figures.box
        figures = Piece(
            each.label, place.x(x0), place.x(x1), place.y(foot), SUPERIOR_SIZE * size, False, False, False, True, each.confidence
        )
        found.append((x0, figures))
    yield from (piece for _, piece in sorted(found, key=lambda pair: pair[0]))


def _parted(word: ReadWord, cuts: Sequence[int]) -> Iterator[tuple[str, int, int, int, bool]]:
    """Yield the parts of a word between the numbers within it: text, edges, confidence, and whether a space stands before."""
    inside = [cut for cut in cuts if word.letters and word.box.x0 < cut < word.box.x1]
    edges = [word.box.x0, *inside, word.box.x1]
    spaced = True
    for x0, x1 in pairwise(edges):
        text = "".join(letter.text for letter in word.letters if x0 <= letter.x < x1) if inside else word.text
        if text:
            yield text, x0, x1, word.confidence, spaced
            spaced = False


def _is_dirt(text: str, width: float) -> bool:
    """Whether what was read as a sign, of a `width` counted in sizes, is too narrow for it."""
    if any(map(str.isalnum, text)):
        return False
    return width < SPECK or (width < SIGN * len(text) and not set(text) <= NARROW)


def _is_unsure_sign(text: str, confidence: int) -> bool:
    """Whether a sign that stands alone is rather a speck: it was read unsurely, and is none that often does."""
    return confidence < DOUBTFUL and not any(map(str.isalnum, text)) and not set(text) & KEPT


def _rules(ink: Ink, place: _Placed) -> Iterator[Rule]:
    """Yield the thin level lines."""
    scale = place.level.scale
    for x0, y0, x1, y1 in ink.boxes[(ink.boxes[:, 2] - ink.boxes[:, 0]) >= SHORTEST_RULE * scale]:
        if y1 - y0 <= THIN * scale:
            yield Rule(place.x(float(x0)), place.x(float(x1)), place.y((float(y0) + float(y1)) / 2))
