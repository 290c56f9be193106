"""layout.py: lines become a title, headings and paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.layout import BlockKind, LineBlock, lay_out
from index.text.lines import paged_lines
from tests.cases_file import read_cases


def blocks_of(text: str) -> tuple[LineBlock, ...]:
    return lay_out(paged_lines(text).lines)


def told(block: LineBlock) -> str:
    kind = {BlockKind.TITLE: "T", BlockKind.HEADING: str(block.level), BlockKind.PARAGRAPH: "P"}[block.kind]
    first, last = block.lines[0].page + 1, block.lines[-1].page + 1
    return f"{kind} {first if first == last else f'{first}-{last}'} {block.text}"


@pytest.mark.parametrize(("behaviour", "given_text", "expected"), read_cases("layout.txt"))
def test_case(behaviour: str, given_text: str, expected: str) -> None:
    """Each case of tests/cases/layout.txt holds."""
    blocks = blocks_of(given_text.replace("\\f", "\f"))
    assert [told(block) for block in blocks] == expected.splitlines(), behaviour


def test_line_that_begins_with_a_space_begins_a_page() -> None:
    """A space before a line is a page break where such lines come a page's length apart, headings included."""
    page = "The army was withdrawn and nobody had been told of it at all then\n" * 20 + "and so it ended.\n"
    blocks = blocks_of("On Pages\n" + page + " " + page + " I. The Next Heading\n" + page)
    assert [(block.lines[0].page, block.lines[-1].page) for block in blocks] == [(0, 0), (0, 0), (1, 1), (2, 2), (2, 2)]
    assert [block.kind for block in blocks] == [
        BlockKind.TITLE,
        *[BlockKind.PARAGRAPH] * 2,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


def test_frequent_spaces_are_indents() -> None:
    """Lines that begin with a space every few lines are indented paragraphs of one page."""
    paragraph = " The army was withdrawn and nobody had been told of it at all, not even\nthose who were to guard the railway.\n"
    blocks = blocks_of("On Indents\n" + paragraph * 12)
    assert {line.page for block in blocks for line in block.lines} == {0}


def test_markers_are_not_seen() -> None:
    """What a marker takes out of a line is no part of its text, so that a heading with a note is still a heading."""
    text = "On Form\n\nI. Of the Division of Labour1\n\nThe greatest improvement followed."
    left = [replace(line, text=line.text.removesuffix("1")) for line in paged_lines(text).lines]
    headings = [block for block in lay_out(left) if block.kind is BlockKind.HEADING]
    assert [block.text for block in headings] == ["I. Of the Division of Labour"]


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_every_visible_character_is_in_one_block(text: str) -> None:
    """No text is lost or doubled, whatever it is: the blocks' words are the file's words."""
    blocks = blocks_of(text)
    assert " ".join(block.text for block in blocks).split() == text.replace("\ufeff", " ").split()
