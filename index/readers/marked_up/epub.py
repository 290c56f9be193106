"""E-books (EPUB 2 and 3): the files of the spine in their order, with the notes that they link to, as one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from index.errors import ArticleError
from index.metadata import doi_in, language_in, people_named, year_in
from index.readers.marked_up.document import Document, DocumentBlock
from index.readers.marked_up.elements import Element, blocks_of
from index.readers.marked_up.html import parse_html
from index.readers.marked_up.html_roles import SET_ASIDE
from index.readers.marked_up.linked_notes import BookFile, LinkedNotes, joined
from index.readers.marked_up.safe_xml import parse_xml, reason, words
from index.readers.marked_up.zip_archives import Archive
from index.records import Publication

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
TEXTS = (".xhtml", ".html", ".htm", ".xml")
TYPES = {"application/xhtml+xml", "text/html", "application/xml", "text/xml", "application/x-dtbook+xml"}
# What the guide of EPUB 2 calls the parts that are no text of the work.
GUIDE = SET_ASIDE | {"title-page", "copyright-page", "copyright"}
DAY = len("1999-05-02")
OF_THE_FILE = ("creation", "modification")  # what EPUB 2 says of a date


@dataclass(frozen=True, slots=True)
class _Package:
    """An e-book's package file: its name and its root."""

    name: str
    root: Element


def read_epub(data: bytes, place: str) -> Document:
    """Return the document of an e-book.

    Raises:
        ArticleError: it is no sound archive, is protected, or a file that it names is missing.
    """
    archive = Archive(data, place)
    package = _package(archive)
    _refuse_protected(archive)
    parts, doubts = _spine(archive, package)
    notes = LinkedNotes(parts)
    blocks: list[DocumentBlock] = []
    for part in parts:
        if part.name not in _guided_aside(package, len(parts)):
            blocks += _blocks(part, notes)
    publication = _publication(package.root)
    title = (publication.title,) if publication.title else ()
    return Document(tuple(blocks), notes.notes, title, package.name, publication, (*doubts, *notes.doubts))


def _blocks(part: BookFile, notes: LinkedNotes) -> list[DocumentBlock]:
    body = part.root.find("body")
    tree = part.root.getroottree()
    return blocks_of(body, notes.role_of, lambda element: f"{part.name}#{tree.getpath(element)}") if body is not None else []


def _package(archive: Archive) -> _Package:
    container = parse_xml(archive.read(CONTAINER), f"{archive.place}, {CONTAINER}")
    names = [root.get("full-path", "") for root in container.iter("rootfile")]
    if not names:
        raise ArticleError(f"{archive.place} names no package file in {CONTAINER}. Save or download it anew.")
    return _Package(names[0], parse_xml(archive.read(names[0]), f"{archive.place}, {names[0]}"))


def _refuse_protected(archive: Archive) -> None:
    """Refuse an e-book whose text is encrypted; fonts may be."""
    if ENCRYPTION not in archive.names:
        return
    protected = parse_xml(archive.read(ENCRYPTION), f"{archive.place}, {ENCRYPTION}")
    for reference in protected.iter("CipherReference"):
        if reference.get("URI", "").lower().endswith(TEXTS):
            raise ArticleError(
                f"{archive.place} is protected: {reference.get('URI')} is encrypted. Give a copy without protection."
            )


def _spine(archive: Archive, package: _Package) -> tuple[list[BookFile], list[str]]:
    """Return the files in reading order, and doubts about those that are no well-formed XHTML."""
    items = {item.get("id", ""): item for item in package.root.iter("item")}
    parts: list[BookFile] = []
    doubts: list[str] = []
    for reference in package.root.iter("itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.get("media-type", "") not in TYPES:
            continue
        name = joined(package.name, item.get("href", ""))
        parts.append(BookFile(name, _parsed(archive, name, doubts)))
    if not parts:
        raise ArticleError(f"{archive.place} has no text in its reading order. Give an e-book that holds the article.")
    return parts, doubts


def _parsed(archive: Archive, name: str, doubts: list[str]) -> Element:
    place, data = f"{archive.place}, {name}", archive.read(name)
    try:
        return parse_xml(data, place)
    except ArticleError as error:
        if not isinstance(error.__cause__, etree.XMLSyntaxError) or "depth" in str(error):
            raise
        doubts.append(f"{name} is not well-formed and was read as browsers read it: {reason(error.__cause__)}")
        return parse_html(data.decode("utf-8", "replace"), place)


def _guided_aside(package: _Package, parts: int) -> set[str]:
    """Return the files that the guide says are no text of the work, where the book has files for its parts."""
    references = package.root.iter("reference") if parts > 1 else ()
    return {
        joined(package.name, reference.get("href", ""))
        for reference in references
        if reference.get("type", "").lower() in GUIDE and "#" not in reference.get("href", "")
    }


def _publication(root: Element) -> Publication:
    metadata = root.find("metadata")
    if metadata is None:
        return Publication()
    titles = [words(title) for title in metadata.iter("title") if words(title)]
    creators = [words(creator) for creator in metadata.iter("creator")]
    identifiers = " ".join(words(identifier) for identifier in metadata.iter("identifier"))
    return Publication(
        kind="book",
        authors=people_named(creators),
        title=titles[0] if titles else "",
        publisher=_first(metadata, "publisher"),
        year=_year(metadata),
        doi=doi_in(identifiers),
        language=language_in(_first(metadata, "language")),
    )


def _year(metadata: Element) -> int | None:
    """Return the year of publication; when the file was made, which programs write there unasked, is none.

    They write it to the second, and as the day of the last change, too.
    """
    changed = {words(meta)[:DAY] for meta in metadata.iter("meta") if meta.get("property") == "dcterms:modified"}
    told = [words(date) for date in metadata.iter("date") if not any(event in OF_THE_FILE for event in date.attrib.values())]
    return next((year for date in told if not ("T" in date and date[:DAY] in changed) and (year := year_in(date))), None)


def _first(metadata: Element, name: str) -> str:
    found: Sequence[str] = [words(element) for element in metadata.iter(name) if words(element)]
    return found[0] if found else ""
