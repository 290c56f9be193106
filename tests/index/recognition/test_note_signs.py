"""note_signs.py: asterisks and daggers, by their shape."""

from __future__ import annotations

import numpy as np
import pytest

from index.recognition.hocr import Box, ReadWord
from index.recognition.ink import Ink
from index.recognition.note_signs import note_sign
from index.recognition.superior_figures import SuperiorFigures

DAGGER = ["..#..", "..#..", "#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."]
DOUBLE = ["..#..", "..#..", "#####", "..#..", "..#..", "..#..", "#####", "..#..", "..#.."]
LETTER = ["..#..", "..#..", "..#..", "..#..", "..#..", "..#..", "..#..", "#####", "..#.."]
ASTERISK = ["...#...", "#..#..#", ".#####.", "..###..", ".#####.", "#..#..#", "...#..."]
RING = ["..###..", ".#...#.", "#.....#", "#.....#", "#.....#", ".#...#.", "..###.."]
POINT = ["#######"] * 7


def sign(drawing: list[str], read: str, *, opening: bool = False) -> str:
    """What a drawn mark is, each of whose three copies was read as that."""
    labels = np.array([[1 if one == "#" else 0 for one in row] for row in drawing], dtype=np.int32)
    box = Box(0, 0, labels.shape[1], labels.shape[0])
    copies = [ReadWord(read, box, 40)] * 3 if read else []
    return note_sign(copies, SuperiorFigures(box, (1,)), Ink(labels, np.array([box], dtype=np.int32)), opening=opening)


@pytest.mark.parametrize(
    ("drawing", "read", "expected"),
    [
        (DAGGER, "t", "†"),
        (DOUBLE, "t", "‡"),
        (DOUBLE, "}", "‡"),
        (DAGGER, "7", ""),
        (LETTER, "t", ""),
        (DAGGER, "", ""),
        (ASTERISK, "of", "*"),
        (ASTERISK, "", "*"),
        (RING, "o", ""),
        (POINT, "t", ""),
    ],
)
def test_signs_are_told_by_their_shape(drawing: list[str], read: str, expected: str) -> None:
    """A crossbar on a stem, two of them, arms that meet in the middle; letters, rings and points are none of these."""
    assert sign(drawing, read) == expected


def test_quotation_marks_are_no_asterisks() -> None:
    """What has their shape in a small picture, and stands before a word or is read as a quotation mark, is none."""
    assert [sign(ASTERISK, "”"), sign(ASTERISK, "", opening=True), sign(ASTERISK, "'")] == ["", "", "*"]
