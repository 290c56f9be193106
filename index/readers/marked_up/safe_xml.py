"""XML of any origin, parsed without loading anything else, expanding entities or nesting without end."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from index.errors import ArticleError
from index.readers.marked_up.elements import Element

ENTITY_DECLARED = re.compile(rb"<!ENTITY\b")
NAMED = re.compile(rb"&(?P<name>[A-Za-z][A-Za-z0-9]{1,31});")
OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
SVG = "http://www.w3.org/2000/svg"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def parse_xml(data: bytes, place: str) -> Element:
    """Return the root of an XML document, its tags without namespaces, comments taken out.

    Raises:
        ArticleError: it is not well formed, declares entities of its own, or is nested too deeply.
    """
    if data.startswith(UTF16):
        data = data.decode("utf-16", "replace").encode()
        data = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
    if ENTITY_DECLARED.search(data):
        raise ArticleError(
            f"{place} declares entities of its own (<!ENTITY …>), which are not expanded, for they can fill any memory. "
            "Save it with the characters themselves."
        )
    # Ids that are doubled or no names are invalid, not ill-formed: whoever looks for an id decides what they mean.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False)
    try:
        root = etree.fromstring(NAMED.sub(_character, data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"{place} is not well-formed XML: {reason(error)}. Mend it, or save it anew.") from error
    return without_namespaces(root)


def reason(error: Exception) -> str:
    """Return what lxml says is wrong, with its place once: it says the line again, of a file that it calls <string>."""
    return str(error.msg) if isinstance(error, etree.XMLSyntaxError) else str(error)


def without_namespaces(root: Element) -> Element:
    """Take comments and instructions out of a tree, and namespaces out of its tags; what is drawn becomes `svg`."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if tag.startswith("{"):
            space, _, local = tag[1:].partition("}")
            element.tag = "svg" if space == SVG else local
    return root


def _character(match: re.Match[bytes]) -> bytes:
    """Return the character that HTML names so; XML does not know it without a definition that is not loaded."""
    if match["name"] in OF_XML:
        return match[0]
    found = html5.get(match["name"].decode() + ";")
    return "".join(f"&#{ord(character)};" for character in found).encode() if found else match[0]


def words(element: Element | None) -> str:
    """Return all characters of an element with single spaces; empty where there is none."""
    return " ".join("".join(element.itertext(etree.Element)).split()) if element is not None else ""
