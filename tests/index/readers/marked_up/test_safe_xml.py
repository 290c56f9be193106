"""safe_xml.py: XML of any origin, parsed without loading or expanding anything."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.readers.marked_up.safe_xml import parse_xml, words


def test_namespaces_and_comments_are_taken_out() -> None:
    """Tags have their local names, and a drawing is known as one; comments and instructions are gone, their tails are not."""
    root = parse_xml(b'<a xmlns="urn:x"><!-- no -->one<?no no?> two<g xmlns="http://www.w3.org/2000/svg"/></a>', "a.xml")
    assert (root.tag, root[0].tag, words(root)) == ("a", "svg", "one two")


def test_names_that_html_gives_characters_are_known() -> None:
    """An e-book's &nbsp; needs no definition; XML's own names stay."""
    assert words(parse_xml(b"<p>caf&eacute;&nbsp;&amp; bar</p>", "a.xml")) == "café & bar"


def test_utf16_is_read() -> None:
    """What declares to be UTF-16 is read so."""
    data = '<?xml version="1.0" encoding="UTF-16"?><p>Ōtani</p>'.encode("utf-16")
    assert words(parse_xml(data, "a.xml")) == "Ōtani"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "a.xml declares entities of its own"),
        (b"<a><b></a>", "a.xml is not well-formed XML: Opening and ending tag mismatch"),
        (b"<a>" * 300 + b"</a>" * 300, "xcessive depth"),
    ],
)
def test_what_is_unsafe_is_refused(data: bytes, says: str) -> None:
    """Entities, broken nesting and nesting without end are refused with a sentence."""
    with pytest.raises(ArticleError) as refused:
        parse_xml(data, "a.xml")
    assert says in str(refused.value)


@pytest.mark.parametrize("data", [b'<a xml:id="1a">one</a>', b'<a xml:id="x"><b xml:id="x">one</b></a>'])
def test_ids_that_are_invalid_are_no_reason_to_refuse(data: bytes) -> None:
    """An id that begins with a digit, or stands twice, leaves a file well-formed."""
    assert words(parse_xml(data, "a.xml")) == "one"


def test_nothing_has_no_words() -> None:
    """An element that is not there has no words."""
    assert words(None) == ""
