"""page_recognition.py: a page's picture becomes print."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from index.pdfium import PageGlyphs, PagePicture
from index.recognition.engine import Engine, engine_for
from index.recognition.hocr import Box, ReadLine, ReadWord
from index.recognition.ink import ink_of
from index.recognition.line_measures import LineMeasure
from index.recognition.page_recognition import (
    NotedLine,
    _is_dirt,
    _is_unsure_sign,
    _label,
    _read_again,
    confidence_of,
    recognised_page,
)
from index.recognition.sheets import PlacedLine
from tests.index.recognition.conftest import SCALE, Printed, set_page
from tests.scans import needs_tesseract, skewed, turned


def tesseract() -> Engine:
    """The engine that is installed."""
    engine = engine_for("eng")
    assert engine is not None
    return engine


@cache
def read_level() -> PageGlyphs:
    """The page that was set, read as it is."""
    return recognised_page(set_page().picture, tesseract())


def place_of(page: PageGlyphs, word: str) -> tuple[float, ...]:
    """Where a word stands in the file."""
    piece = next(piece for piece in page.pieces if piece.text.strip(".,") == word)
    return page.box(piece.x0, piece.y, piece.x1, piece.y + 0.7 * piece.size)


@needs_tesseract
def test_words_are_read_at_their_places_and_sizes(printed: Printed) -> None:
    """The words are those that were set, where they were set, in two sizes; each has a confidence."""
    page = read_level()
    plain = [piece for piece in page.pieces if not piece.lifted]
    wanted = [piece.text for piece in printed.glyphs.pieces if piece.size > 8.0]
    assert [piece.text for piece in plain] == wanted
    assert place_of(page, "engineers") == pytest.approx(place_of(printed.glyphs, "engineers"), abs=2.0)
    assert all(piece.confidence is not None and piece.confidence > 50 for piece in page.pieces)
    sizes = {piece.text: piece.size for piece in plain}
    assert sizes["Ministry"] / sizes["engineers"] == pytest.approx(8.5 / 10.5, abs=0.05)
    assert (page.pictured, page.recognised, page.turn, page.lean) == (True, True, 0, 0.0)


@needs_tesseract
def test_superior_numbers_are_read(printed: Printed) -> None:
    """Each superior number is read, where it was set, and left out of the word before it."""
    raised = [(piece.text, piece.x0) for piece in printed.glyphs.pieces if piece.size < 8.0]
    found = [(piece.text, piece.x0) for piece in read_level().pieces if piece.lifted]
    assert [text for text, _ in found] == [text for text, _ in raised]
    assert [x0 for _, x0 in found] == pytest.approx([x0 for _, x0 in raised], abs=1.5)


@needs_tesseract
def test_page_upside_down_and_leaning_is_read(printed: Printed) -> None:
    """A page that was laid on the glass upside down, and not straight, is read; its boxes are those of the page as it lies."""
    lying = PagePicture(skewed(1.2)(turned(2)(printed.grey)), SCALE, 0)
    page = recognised_page(lying, tesseract())
    assert page.turn == 2
    assert page.lean == pytest.approx(0.0209, abs=0.002)
    texts = [piece.text for piece in page.pieces]
    assert "engineers" in texts
    x0, y0, x1, y1 = place_of(printed.glyphs, "Nobody")
    middle = printed.glyphs.width - (x0 + x1) / 2, printed.glyphs.height - (y0 + y1) / 2
    across, up = middle[0] - printed.glyphs.width / 2, middle[1] - printed.glyphs.height / 2
    wanted = printed.glyphs.width / 2 + across - 0.0209 * up, printed.glyphs.height / 2 + up + 0.0209 * across
    found = place_of(page, "Nobody")
    assert ((found[0] + found[2]) / 2, (found[1] + found[3]) / 2) == pytest.approx(wanted, abs=3.0)


@needs_tesseract
def test_picture_of_nothing_has_no_print(printed: Printed) -> None:
    """White paper gives no word, and is not turned about."""
    page = recognised_page(replace(printed.picture, grey=printed.grey * 0 + 255), tesseract())
    assert (page.pieces, page.drawn, page.turn) == ((), 0, 0)


@pytest.mark.parametrize(
    ("read", "label"),
    [
        ("12", "12"),
        ("l2", "12"),
        ("I", "1"),
        ("1°", "10"),
        ("!", "1"),
        ("*", "*"),
        ("††", "††"),
        ("’", ""),
        ("the", ""),
        ("", ""),
    ],
)
def test_labels_are_figures_whatever_was_read_for_them(read: str, label: str) -> None:
    """What recognition makes of figures that stand alone are those figures; words and quotation marks are no labels."""
    assert _label([ReadWord(read, Box(0, 0, 9, 9), 80)] * 3) == (label, 80 if label else 0)
    assert _label([]) == ("", 0)


@pytest.mark.parametrize(
    ("read", "label"),
    [
        ("15 18 15", "15"),
        ("1515 15", "15"),
        ("4 7 9", ""),
        ("3", ""),
        ("333 333 333", "333"),
    ],
)
def test_label_is_what_most_copies_were_read_as(read: str, label: str) -> None:
    """One copy that was misread is outvoted, copies read as one word are parted, and few that agree are none."""
    words = [ReadWord(text, Box(0, 0, 9, 9), 80) for text in read.split()]
    assert _label(words)[0] == label


def test_dirt_is_no_sign() -> None:
    """A speck is neither a stop nor a paragraph sign; a stop, a dash and every letter are kept."""
    assert [_is_dirt(text, width) for text, width in ((".", 0.03), ("§", 0.1), ("_", 0.04))] == [True] * 3
    assert [_is_dirt(text, width) for text, width in ((".", 0.1), ("—", 0.9), ("i", 0.03))] == [False] * 3


def test_unsure_sign_that_stands_alone_is_dirt() -> None:
    """A colon between spaces of which recognition is not sure is a speck; a sure one, dashes, note signs and letters are kept."""
    told = [(":", 66), ("{", 48), (":", 91), ("—", 40), ("*", 50), ("I", 30)]
    assert [_is_unsure_sign(text, confidence) for text, confidence in told] == [True, True, False, False, False, False]


def test_confidence_counts_characters() -> None:
    """Long words weigh more than short ones; nothing read is not sure at all."""
    words = (ReadWord("a", Box(0, 0, 1, 1), 20), ReadWord("harbour", Box(0, 0, 1, 1), 100))
    assert confidence_of([ReadLine(words, Box(0, 0, 1, 1), 1.0, 0.0, 1.0)]) == (20 + 7 * 100) / 8
    assert confidence_of([]) == 0.0


@pytest.mark.parametrize(("text", "base"), [("can.", 100.0), ("canonicalorder.", 90.0)])
def test_short_line_is_measured_without_its_superior_numbers(text: str, base: float) -> None:
    """The baseline of a word with two superior figures is that of the word read alone; a long line keeps its own."""
    grey = np.full((160, 260), 255, dtype=np.uint8)
    for x in (40, 65, 90):
        grey[80:100, x : x + 15] = 0
    for x in (125, 140):
        grey[62:80, x : x + 10] = 0
    words = (ReadWord("can.2*", Box(40, 62, 150, 100), 60),)
    line = NotedLine(LineMeasure(ReadLine(words, Box(40, 62, 150, 100), 90.0, 0.0, 30.0), 90.0, 14.0))
    alone = (ReadLine((ReadWord(text, Box(40, 50, 110, 70), 95),), Box(40, 50, 110, 70), 70.0, 0.0, 25.0),)
    measure = _read_again(line, PlacedLine(40, 80, up=30), alone, ink_of(grey)).measure
    assert [(word.text, word.box) for word in measure.line.words] == [(text, Box(40, 80, 110, 100))]
    assert (measure.base, measure.x_height) == (base, 20.0 if base == 100.0 else 14.0)
