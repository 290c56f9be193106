"""What the elements of HTML are to a reader, by their names, `epub:type`, roles and classes."""

from __future__ import annotations

import re

from index.readers.marked_up.elements import BLOCK, INLINE, RAISED, SKIP, SPACE, Element, Role, TextEffect, is_alone_in_cell

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
STRUCTURE = (EPUB_TYPE, "epub:type", "role")  # HTML's parser leaves a prefix as it is
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer header "
    "hgroup hr html legend li main ol p pre section summary table tbody tfoot thead tr ul".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
NO_TEXT = frozenset(
    "annotation annotation-xml audio button canvas datalist embed form head iframe img input link map meta nav noscript object "
    "rp rt script select style svg template textarea title video".split()
)
# Parts of a book that are not its text; the names are those of EPUB's structural vocabulary and of DPUB-ARIA.
SET_ASIDE = frozenset(
    "toc toc-brief landmarks loa loi lot lov page-list cover titlepage halftitlepage imprint imprimatur colophon copyright-page "
    "other-credits seriespage doc-toc doc-cover doc-colophon doc-credit doc-credits doc-pagelist navigation search "
    "contentinfo menu menubar".split()
)
PAGE = frozenset("pagebreak doc-pagebreak pagenum pageno page-number pagenumber".split())
PAGE_LABEL = re.compile(r"(?:^|[^0-9A-Za-z])(?:page|pg|p)?[_.\s-]*(?P<label>\d{1,5}|[ivxlcdm]{1,8})\W*$", re.IGNORECASE)


def tokens(element: Element) -> frozenset[str]:
    """Return the types, roles and classes of an element."""
    return structural(element) | frozenset(element.get("class", "").lower().split())


def structural(element: Element) -> frozenset[str]:
    """Return the types and roles of an element, which say what it is whatever its classes are called."""
    return frozenset(" ".join(element.get(name, "") for name in STRUCTURE).lower().split())


def is_block(element: Element) -> bool:
    """Whether an element sets its text apart."""
    return element.tag in BLOCKS or element.tag in HEADINGS or element.tag in {"td", "th"}


def role_of(element: Element) -> Role:
    """Return an element's role; notes are not known here."""
    tag, named = str(element.tag), structural(element)
    if tag in NO_TEXT or named & SET_ASIDE or element.get("hidden") is not None or _is_boilerplate(element):
        return SKIP
    if PAGE & tokens(element):
        return _page(element)
    if tag in HEADINGS:
        return Role(TextEffect.HEADING, 2 * HEADINGS[tag])
    if tag == "p" and _heads_with(element):
        return Role(TextEffect.HEADING, _heads_with(element) + 1)
    if tag in {"p", "div"} and is_alone_in_cell(element):
        return SPACE
    if tag in BLOCKS:
        return _entry(element) if tag == "li" else BLOCK
    if tag in {"td", "th", "br"}:
        return SPACE
    return RAISED if tag == "sup" else INLINE


def _entry(element: Element) -> Role:
    """Return the role of a list's entry, with its number where the list is numbered."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return BLOCK
    return Role(TextEffect.BLOCK, label=element.get("value") or str(parent.index(element) + 1))


def _is_boilerplate(element: Element) -> bool:
    """Whether it is the foot of a whole page of the web."""
    parent = element.getparent()
    return element.tag == "footer" and parent is not None and parent.tag == "body"


def _heads_with(element: Element) -> int:
    """Return the level of the heading to which a paragraph belongs as its second line; 0 where it is none."""
    parent = element.getparent()
    if parent is None or parent.tag != "hgroup":
        return 0
    return 2 * next((HEADINGS[str(other.tag)] for other in parent if other.tag in HEADINGS), 0)


def _page(element: Element) -> Role:
    """Return a page's role, with the label that its title, its own text or its id tells."""
    own = "".join(element.itertext()).strip()
    for written in (element.get("aria-label", ""), element.get("title", ""), own, element.get("id", "")):
        found = PAGE_LABEL.search(written)
        if found:
            return Role(TextEffect.PAGE, label=found["label"])
    return SKIP
