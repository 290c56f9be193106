"""print_layout.py: paragraphs, headings and the title, by where lines of print stand."""

from __future__ import annotations

from collections.abc import Sequence

from index.readers.pdf.print_layout import lay_out_print
from index.readers.pdf.print_lines import PrintLine
from index.text import BlockKind
from tests.index.readers.pdf.lines_of_print import line

FULL = "the army was withdrawn in the winter of that year and nobody"  # as wide as the column
SHORT = "had been told of it."


def blocks(lines: Sequence[PrintLine], title: str = "") -> list[tuple[BlockKind, int, list[str]]]:
    laid_out = lay_out_print(lines, {one: one.text for one in lines}, 10.0, title)
    return [(block.kind, block.level, [one.text for one in block.lines]) for block in laid_out]


def paragraph(y: float, first: str = FULL.capitalize(), indent: float = 0.0) -> list[PrintLine]:
    return [line(first, y, x0=50.0 + indent), line(FULL, y - 12), line(SHORT, y - 24)]


def test_a_short_line_ends_a_paragraph() -> None:
    """A paragraph ends where its last line leaves room for the next word."""
    lines = [*paragraph(600), *paragraph(564, "Another winter came, and with it the ministers asked again")]
    assert [(kind, len(texts)) for kind, _, texts in blocks(lines)] == [(BlockKind.PARAGRAPH, 3), (BlockKind.PARAGRAPH, 3)]


def test_an_indent_begins_a_paragraph() -> None:
    """Behind a full line that ends a sentence, a line that is set in begins a paragraph."""
    full_end = line("and the army was withdrawn in the winter of that same year.", 576)
    lines = [line(FULL.capitalize(), 600), line(FULL, 588), full_end, line("Then nobody came", 564, x0=62.0), line(FULL, 552)]
    assert [texts[0] for _, _, texts in blocks(lines)] == [FULL.capitalize(), "Then nobody came"]


def test_white_begins_a_block() -> None:
    """Twice the usual distance sets two blocks apart, though the line before is full."""
    lines = [line(FULL, 600 - 12 * row) for row in range(4)] + [line(FULL, 540 - 12 * row) for row in range(4)]
    assert [len(texts) for _, _, texts in blocks(lines)] == [4, 4]


def test_larger_type_is_a_heading_and_the_largest_the_title() -> None:
    """The largest type above the text is the title; larger type within it is a heading, the larger the further out."""
    lines = [
        line("On the Withdrawal", 660, size=16.0),
        *paragraph(600),
        line("The Decision", 540, size=13.0),
        *paragraph(516),
        line("The Confusion", 460, size=11.5),
        *paragraph(436),
    ]
    kinds = [(kind, level, texts[0]) for kind, level, texts in blocks(lines) if kind is not BlockKind.PARAGRAPH]
    assert kinds == [
        (BlockKind.TITLE, 0, "On the Withdrawal"),
        (BlockKind.HEADING, 1, "The Decision"),
        (BlockKind.HEADING, 2, "The Confusion"),
    ]


def test_what_stands_above_the_title_is_left_out() -> None:
    """A journal's name above the title is no text."""
    lines = [line("Journal of Winters", 680), line("On the Withdrawal", 660, size=16.0), *paragraph(600)]
    assert [texts[0] for _, _, texts in blocks(lines)] == ["On the Withdrawal", FULL.capitalize()]


def test_the_files_own_title_is_known_again() -> None:
    """Of two lines of large type, that is the title which the file says."""
    lines = [line("WINTER STUDIES", 680, size=18.0), line("On the Withdrawal", 650, size=14.0), *paragraph(600)]
    assert blocks(lines, "On the Withdrawal")[0] == (BlockKind.TITLE, 0, ["On the Withdrawal"])
    assert blocks(lines)[0] == (BlockKind.TITLE, 0, ["WINTER STUDIES"])
