"""document.py: what every structured file becomes first."""

from __future__ import annotations

import pytest

from index.readers.marked_up.document import (
    Document,
    Inlines,
    NoteMark,
    PageBreak,
    heading,
    normalised,
    paragraph,
    raised,
    words_of,
)
from index.text import BlockKind

ONE, TWO = NoteMark("1", "a"), NoteMark("2", "b")


def outline(document: Document) -> list[tuple[BlockKind, int, str]]:
    """Return each block's kind, level and words, as they are once the document is normalised."""
    return [(block.kind, block.level, words_of(block.inlines)) for block in normalised(document).blocks]


def test_words_and_raised_numbers() -> None:
    """Words have single spaces and no marks; of what is raised only digits change."""
    assert words_of((" He\n left", ONE, ". ", PageBreak("12"))) == "He left."
    assert (raised("12"), raised("th")) == ("¹²", "th")


@pytest.mark.parametrize(
    ("inlines", "left"),
    [
        (
            (
                "left (",
                ONE,
                ") then",
            ),
            ("left ", ONE, " then"),
        ),
        (("left", ONE, ", ", TWO, " then"), ("left", ONE, TWO, " then")),
        (("left", ONE, ", then", TWO), ("left", ONE, ", then", TWO)),
        ((ONE, "He left"), ("He", ONE, " left")),
    ],
)
def test_marks_stand_bare_behind_words(inlines: Inlines, left: Inlines) -> None:
    """Brackets around a mark and commas between two go, words do not; a mark before all words goes behind the first."""
    (block,) = normalised(Document((paragraph(inlines),))).blocks
    assert block.inlines == left


def test_title_and_levels() -> None:
    """A lone outermost heading at the beginning is the title, and the levels of the others have no gaps."""
    blocks = (heading(("On War",), 2), heading(("Snow",), 6), paragraph(("He left.",)), heading(("Ice",), 9))
    headed = [(BlockKind.HEADING, 1, "Snow"), (BlockKind.PARAGRAPH, 0, "He left."), (BlockKind.HEADING, 2, "Ice")]
    assert outline(Document(blocks)) == [(BlockKind.TITLE, 0, "On War"), *headed]
    assert outline(Document(blocks, title=("ON WAR",))) == [(BlockKind.TITLE, 0, "On War"), *headed]
    assert outline(Document(blocks[2:3], title=("Peace",)))[0] == (BlockKind.TITLE, 0, "Peace")


def test_empty_blocks_and_bare_headings_go() -> None:
    """The mark of a block without words goes to the block before it; "Notes" with nothing below goes if the notes have texts."""
    blocks = (paragraph(("He left.",)), paragraph((" ", ONE)), heading(("Notes",), 1))
    assert [block.inlines for block in normalised(Document(blocks, {"a": ("Harris.",)})).blocks] == [("He left.", ONE)]
    assert outline(Document(blocks))[1:] == [(BlockKind.HEADING, 1, "Notes")]


def test_a_note_in_a_note_stands_where_the_outer_one_does() -> None:
    """The mark of an inner note follows the outer one's, and notes that name each other come to an end."""
    (block,) = normalised(Document((paragraph(("He left.", ONE)),), {"a": ("See ", TWO), "b": ("And ", ONE)})).blocks
    assert block.inlines == ("He left.", ONE, TWO)
