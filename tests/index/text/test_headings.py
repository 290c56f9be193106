"""headings.py: which lines are headings, and how deep each lies; most cases are in tests/cases/layout.txt."""

from __future__ import annotations

import pytest

from index.text.columns import Column
from index.text.headings import Levels, heading_end, is_number_alone, runs_on
from index.text.lines import paged_lines

TEXT = "The army was withdrawn from the province in the summer, and nobody\nknew why; the letters were kept in the archive.\n"


def headed(text: str) -> int:
    """Return how many lines above running text are its heading."""
    lines = list(paged_lines(text + TEXT * 5).lines)
    return heading_end(lines, 0, Column.measure(lines))


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("Of the Wages of Labour\n", 1),
        ("II. Of the wages\n", 1),
        ("§ 12. Of the wages\n", 1),
        ("What the letters tell us\n", 1),
        ("Total 35 9 3\n", 0),
        ("Average Price 1 5 9⅛\n", 0),
        ("License: open\n", 0),
        ("Nobody knew.\n", 0),
    ],
)
def test_lines_above_text(lines: str, count: int) -> None:
    """Capitals, a number or a short line without a stop make a heading; rows of tables, labels and sentences do not."""
    assert headed(lines) == count


def test_a_number_alone() -> None:
    """A division's number stands without words; a name with a number is none."""
    told = {
        text: is_number_alone(text) for text in ("IV", "2.", "Lecture III", "Article I", "Letter XII", "Henry VIII", "I went")
    }
    assert told == {
        "IV": True,
        "2.": True,
        "Lecture III": True,
        "Article I": True,
        "Letter XII": True,
        "Henry VIII": False,
        "I went": False,
    }


def test_a_small_word_joins_two_lines_unless_it_begins_the_next_heading() -> None:
    """The words "from Siberia" run on from the line before it, "The Landing" begins anew; in capitals both run on."""
    pairs = [
        ("The Withdrawal", "from Siberia"),
        ("The Harbour", "The Landing"),
        ("THE WITHDRAWAL", "FROM SIBERIA"),
        ("The War and", "Peace"),
    ]
    assert [runs_on(*paged_lines(f"{line}\n{following}\n").lines) for line, following in pairs] == [True, False, True, True]


def test_levels_follow_the_numbering() -> None:
    """A new style of numbering lies one deeper, one seen before returns to its depth."""
    levels = Levels()
    assert [levels.of(text) for text in ("I. One", "A. Two", "B. Three", "II. Four", "Notes")] == [1, 2, 2, 1, 1]


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("Of the wages of the weavers and the rent\n\nThe weavers went home.\n", 1),
        ("The harbour froze in January.1 Ships waited outside for the thaw, and the sailors played cards for\n\nnothing.\n", 0),
        ("The harbour froze in January.1 Ships waited outside for the thaw, and the sailors played a game of cards\n\nA.\n", 0),
    ],
)
def test_a_paragraph_below_a_number_is_no_title(below: str, count: int) -> None:
    """What has sentences, or goes on in small letters behind it, is what the number stands above."""
    lines = list(paged_lines("IV\n\n" + below).lines)
    assert heading_end(lines, 1, Column.measure(lines)) - 1 == count
