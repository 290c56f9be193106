"""html_roles.py: what the elements of HTML are to a reader."""

from __future__ import annotations

import pytest

from index.readers.marked_up.elements import BLOCK, INLINE, RAISED, SKIP, SPACE, Role, TextEffect
from index.readers.marked_up.html_roles import is_block, role_of, structural, tokens
from index.readers.marked_up.safe_xml import parse_xml


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ("<x/>", INLINE),
        ("<p x=''/>", BLOCK),
        ("<h2 x=''/>", Role(TextEffect.HEADING, 4)),
        ("<hgroup><h2/><p x=''/></hgroup>", Role(TextEffect.HEADING, 5)),
        ("<ol><li/><li x=''/></ol>", Role(TextEffect.BLOCK, label="2")),
        ("<ol><li x='' value='9'/></ol>", Role(TextEffect.BLOCK, label="9")),
        ("<ul><li x=''/></ul>", BLOCK),
        ("<td><p x=''/></td>", SPACE),
        ("<sup x=''/>", RAISED),
        ("<nav x=''/>", SKIP),
        ("<p x='' hidden=''/>", SKIP),
        ("<section x='' role='doc-toc'/>", SKIP),
        ("<section x='' class='toc'/>", BLOCK),
        ("<body><footer x=''/></body>", SKIP),
        ("<section><footer x=''/></section>", BLOCK),
    ],
)
def test_an_element_has_its_role(markup: str, role: Role) -> None:
    """The element's name decides, then where it stands; roles set parts of a book aside, and classes of the same name do not."""
    root = parse_xml(markup.encode(), "a.html")
    assert role_of(next((element for element in root.iter() if element.get("x") is not None), root)) == role


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        ("<span role='doc-pagebreak' aria-label='Page 12' id='p13'/>", "12"),
        ("<span class='pagenum'>[xiv]</span>", "xiv"),
        ("<a class='pagebreak' id='page_7'/>", "7"),
    ],
)
def test_a_page_has_the_label_that_it_tells(markup: str, label: str) -> None:
    """The label is told to those who hear the page, or printed, or else in the id."""
    assert role_of(parse_xml(markup.encode(), "a.html")) == Role(TextEffect.PAGE, label=label)


def test_a_page_without_a_number_is_passed_over() -> None:
    """A page break that tells no number begins no page, and is not read."""
    assert role_of(parse_xml(b"<span class='pagebreak'>* * *</span>", "a.html")) == SKIP


def test_types_and_roles_are_told_from_classes() -> None:
    """Types and roles are an element's structure, and its classes are added to them, all in small letters."""
    element = parse_xml(b"<td epub:type='Footnote' role='note' class='Big' xmlns:epub='http://www.idpf.org/2007/ops'/>", "a.html")
    assert (structural(element), tokens(element)) == (frozenset({"footnote", "note"}), frozenset({"footnote", "note", "big"}))
    assert is_block(element)
    assert not is_block(parse_xml(b"<i/>", "a.html"))
