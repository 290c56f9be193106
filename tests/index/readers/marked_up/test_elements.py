"""elements.py: elements to blocks, by what each element is to a reader."""

from __future__ import annotations

from index.readers.marked_up.document import NoteMark, PageBreak
from index.readers.marked_up.elements import (
    BLOCK,
    INLINE,
    RAISED,
    SKIP,
    SPACE,
    Element,
    Role,
    TextEffect,
    blocks_of,
    inlines_of,
    is_alone_in_cell,
)
from index.readers.marked_up.safe_xml import parse_xml
from index.text import BlockKind

ROLES = {
    "p": BLOCK,
    "h": Role(TextEffect.HEADING, 3),
    "br": SPACE,
    "up": RAISED,
    "no": SKIP,
    "li": Role(TextEffect.BLOCK, label="7"),
    "n": Role(TextEffect.MARK, label="1", key="a"),
    "pb": Role(TextEffect.PAGE, label="12"),
}


def role_of(element: Element) -> Role:
    return ROLES.get(str(element.tag), INLINE)


def parsed(xml: str) -> Element:
    return parse_xml(xml.encode(), "a.xml")


def test_each_role_does_its_part() -> None:
    """Marks and pages are kept as such, what is skipped is not read, what follows them is; raised digits are superscript."""
    found = inlines_of(parsed("<p>A<n>[1]</n>b<br/>c<no>gone<p>too</p></no>d<up>2</up><up>th</up><pb/><i>e</i></p>"), role_of)
    assert found == ("A", NoteMark("1", "a"), "b", " ", " ", "c", "d", "²", "th", PageBreak("12"), "e", " ")


def test_blocks_know_their_element_kind_and_number() -> None:
    """Text between blocks is a block of the element around them; headings keep their level, entries of lists their number."""
    root = parsed("<p>A<h>B</h>c<li><i>d</i></li> </p>")
    assert [
        (block.kind, block.level, block.text, block.path, block.number)
        for block in blocks_of(root, role_of, lambda e: str(e.tag))
    ] == [
        (BlockKind.PARAGRAPH, 0, "A", "p", ""),
        (BlockKind.HEADING, 3, "B", "h", ""),
        (BlockKind.PARAGRAPH, 0, "c", "p", ""),
        (BlockKind.PARAGRAPH, 0, "d", "li", "7"),
    ]


def test_what_a_cell_holds_alone() -> None:
    """One element in a cell is alone, one of two is not, and neither is one outside of tables."""
    row = parsed("<tr><td><p/></td><td><p/><p/></td><q><p/></q></tr>")
    assert [is_alone_in_cell(element) for element in row.iter("p")] == [True, False, False, False]
