"""HTML: a page with its notes, and the metadata in its head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from index.errors import ArticleError
from index.metadata import doi_in, language_in, page_range, people_named, year_in
from index.readers.marked_up.document import Document, DocumentBlock, Inlines
from index.readers.marked_up.elements import Element, blocks_of, inlines_of
from index.readers.marked_up.linked_notes import BookFile, LinkedNotes
from index.readers.marked_up.safe_xml import reason, without_namespaces, words
from index.records import Publication
from index.text import decode

# Where a page says what it is: Google Scholar's names (citation_…), Dublin Core's, and Open Graph's.
TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author")
DATES = (
    "citation_publication_date",
    "citation_date",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "article:published_time",
    "date",
)
DOIS = ("citation_doi", "dc.identifier", "doi", "prism.doi")
JOURNALS = ("citation_journal_title", "prism.publicationname", "dc.source")
LANGUAGES = ("citation_language", "dc.language")
CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?(?P<name>[A-Za-z0-9_-]+)""", re.IGNORECASE)
DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
HEAD = 4096  # bytes in which a page says its encoding


def read_html(data: bytes, place: str) -> Document:
    """Return the document of a page.

    Raises:
        ArticleError: it cannot be decoded, or is nested too deeply.
    """
    text, doubts = _decoded(data, place)
    root = parse_html(text, place)
    return page_document(root, doubts)


def parse_html(text: str, place: str) -> Element:
    """Return the root of a page, however it is written.

    Raises:
        ArticleError: there is no element, or the nesting has no end.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(DECLARED.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"{place} cannot be read as HTML: {reason(error)}. Save the page anew.") from error
    if root is None:
        raise ArticleError(f"{place} has no element of HTML in it. Give a page that holds the article.")
    deep = [error.message for error in parser.error_log if "xcessive depth" in error.message]
    if deep:
        raise ArticleError(f"{place} is nested too deeply to be read: {deep[0].strip()}. Save the page anew.")
    return without_namespaces(root)


def page_document(root: Element, doubts: Sequence[str] = ()) -> Document:
    """Return the document of a page's tree."""
    notes = LinkedNotes([BookFile("", root)])
    tree = root.getroottree()
    body = _main(root)
    blocks = blocks_of(body, notes.role_of, tree.getpath)
    metadata = _metadata(root)
    title, path = _title(root, metadata, notes)
    publication = _publication(root, metadata)
    return Document(_without(blocks, path), notes.notes, title, path, publication, (*doubts, *notes.doubts))


def _decoded(data: bytes, place: str) -> tuple[str, tuple[str, ...]]:
    """Decode a page as it says, or else as any text is decoded."""
    named = CHARSET.search(data[:HEAD])
    try:
        return data.decode(named["name"].decode() if named else "utf-8"), ()
    except (UnicodeDecodeError, LookupError):
        return decode(data, place)


def _main(root: Element) -> Element:
    """Return the element of a page that holds its text: its one `main`, else its body."""
    for found in (root.findall(".//main"), root.findall(".//body")):
        if len(found) == 1:
            return found[0]
    return root


def _metadata(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name and (meta.get("content") or "").strip():
            found.setdefault(name, []).append(str(meta.get("content")))
    return found


def _first(metadata: dict[str, list[str]], names: Iterable[str]) -> str:
    return next((value for name in names for value in metadata.get(name, ())), "")


def _title(root: Element, metadata: dict[str, list[str]], notes: LinkedNotes) -> tuple[Inlines, str]:
    """Return the title and its element: a heading that says so, the metadata's, the page's one outermost heading, its name."""
    titled = [e for e in root.iter("h1") if "title" in (e.get("class") or "").split()] or list(root.iter("h1"))
    told = _first(metadata, TITLES)
    alone = titled[0] if len(titled) == 1 else None
    if alone is not None and words(alone) and (not told or "title" in (alone.get("class") or "").split()):
        return inlines_of(alone, notes.role_of), alone.getroottree().getpath(alone)
    name = told or words(root.find(".//head/title"))
    return ((name,), "") if name else ((), "")


def _without(blocks: Sequence[DocumentBlock], path: str) -> tuple[DocumentBlock, ...]:
    """Return the blocks but for the title's."""
    return tuple(block for block in blocks if not path or block.path != path)


def _language(element: Element | None) -> str:
    """Return the language that an element names; the body's is nearer to the text than the page's."""
    return (element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "") if element is not None else ""


def _publication(root: Element, metadata: dict[str, list[str]]) -> Publication:
    names = next((metadata[name] for name in AUTHORS if name in metadata), [])
    container = _first(metadata, JOURNALS)
    return Publication(
        kind="article-journal" if container else "webpage",
        authors=people_named(names),
        title=_first(metadata, TITLES) or words(root.find(".//head/title")),
        container=container,
        publisher=_first(metadata, ("citation_publisher", "dc.publisher")),
        year=year_in(_first(metadata, DATES)),
        volume=_first(metadata, ("citation_volume",)),
        issue=_first(metadata, ("citation_issue",)),
        pages=page_range(_first(metadata, ("citation_firstpage",)), _first(metadata, ("citation_lastpage",))),
        doi=doi_in(_first(metadata, DOIS)),
        language=language_in(_language(root.find("body")) or _language(root) or _first(metadata, LANGUAGES)),
    )
