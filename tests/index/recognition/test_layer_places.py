"""layer_places.py: whether a text stands where its picture has these words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.pdfium import PageGlyphs
from index.recognition.layer_places import agrees, can_tell, looked_at, may_stand_elsewhere
from tests.index.recognition.conftest import Printed


def moved(page: PageGlyphs, right: float, up: float) -> PageGlyphs:
    """A page whose words stand elsewhere."""
    pieces = (piece._replace(x0=piece.x0 + right, x1=piece.x1 + right, y=piece.y + up) for piece in page.pieces)
    return replace(page, pieces=tuple(pieces))


@pytest.mark.parametrize(
    ("right", "up", "elsewhere"),
    [(0, 0, False), (1, -1, False), (0, 7, True), (0, -13, True), (9, 0, True), (40, 2, True)],
)
def test_ink_tells_where_words_stand(right: float, up: float, elsewhere: bool, printed: Printed) -> None:
    """Words over their own ink stand where they should; those moved by half a line, by lines or along it may not."""
    assert can_tell(printed.glyphs)
    assert may_stand_elsewhere(moved(printed.glyphs, right, up), printed.picture) == elsewhere


def test_words_of_another_page_stand_elsewhere(printed: Printed) -> None:
    """The same lines with their words in another order have ink between the words."""
    lines: dict[float, list[float]] = {}
    for piece in printed.glyphs.pieces:
        lines.setdefault(piece.y, []).append(piece.x0)
    ends = {y: min(starts) + max(piece.x1 for piece in printed.glyphs.pieces if piece.y == y) for y, starts in lines.items()}
    mirrored = tuple(
        piece._replace(x0=ends[piece.y] - piece.x1, x1=ends[piece.y] - piece.x0) for piece in reversed(printed.glyphs.pieces)
    )
    assert may_stand_elsewhere(replace(printed.glyphs, pieces=mirrored), printed.picture)


def test_paper_without_print_tells_nothing(printed: Printed) -> None:
    """Over a white picture, or with few words, no place is a wrong one."""
    assert not may_stand_elsewhere(printed.glyphs, replace(printed.picture, grey=printed.grey * 0 + 255))
    assert not can_tell(replace(printed.glyphs, pieces=printed.glyphs.pieces[:40]))


def test_recognised_words_agree_where_they_stand(printed: Printed) -> None:
    """What was recognised agrees with a layer whose words are at about the same places, and not with one lines away."""
    assert agrees(printed.glyphs, moved(printed.glyphs, 5, 2))
    assert not agrees(moved(printed.glyphs, 0, 13), printed.glyphs)
    assert agrees(printed.glyphs, replace(printed.glyphs, pieces=()))


@pytest.mark.parametrize(("pages", "shown"), [(range(100), [12, 37, 62, 87]), ([7], [7]), ([3, 4], [3, 4]), ([], [])])
def test_pages_that_are_looked_at_are_spread_evenly(pages: range | list[int], shown: list[int]) -> None:
    """Four of many, all of few."""
    assert looked_at(pages) == shown
