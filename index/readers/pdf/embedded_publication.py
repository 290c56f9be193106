"""What a PDF says of its own publication: its document information, and the XMP packet that publishers write into it.

Nothing is made up: the date on which the file was made is no year of publication, names that word processors fill in are no
titles, and a single word, as a computer's user has, is no author.
"""

from __future__ import annotations

import re
from html import unescape

from index.metadata import doi_in, language_in, names_in_line, page_range, people_named, year_in
from index.pdfium import DocumentInformation
from index.records import Person, Publication

PACKET = re.compile(rb"<x:xmpmeta.{0,400000}?</x:xmpmeta>", re.DOTALL)
ITEM = re.compile(r"<rdf:li[^>]*>(?P<words>[^<]{1,2000})</rdf:li>")
NO_TITLE = re.compile(
    r"^(?:microsoft word\b.*|untitled.*|unknown|title|document\d*|slide \d+|layout \d+|"
    r".*\.(?:docx?|indd|tex|dvi|qxp|qxd|pdf|pmd|p65|rtf|txt|html?))$",
    re.IGNORECASE,
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
LONGEST = 500  # characters of a field


def embedded_title(information: DocumentInformation) -> str:
    """Return the title that the document information has; empty where it has none, or only a file's name."""
    title = _words(information.title)
    return "" if NO_TITLE.match(title) else title


def embedded_publication(information: DocumentInformation, data: bytes) -> Publication:
    """Return what a PDF, whose bytes are `data`, says of the publication of the article in it."""
    packet = _packet(data)
    container = _first(packet, "prism:publicationName")
    title = next((one for one in _items(packet, "dc:title") if not NO_TITLE.match(one)), embedded_title(information))
    places = (_first(packet, "prism:doi"), _first(packet, "dc:identifier"), _words(information.subject))
    return Publication(
        kind="article-journal" if container else "",
        authors=_authors(packet, information),
        title=title,
        container=container,
        year=year_in(_first(packet, "prism:coverDate") or _first(packet, "prism:publicationDate")),
        volume=_first(packet, "prism:volume"),
        issue=_first(packet, "prism:number"),
        pages=page_range(_first(packet, "prism:startingPage"), _first(packet, "prism:endingPage")),
        doi=next(filter(None, map(doi_in, places)), ""),
        language=language_in(information.language or _first(packet, "dc:language")),
    )


def _authors(packet: str, information: DocumentInformation) -> tuple[Person, ...]:
    names = _items(packet, "dc:creator") or names_in_line(_words(information.author))
    return tuple(person for person in people_named(names) if person.family and person.given)


def _words(value: str) -> str:
    return " ".join(CONTROL.sub(" ", value).split())[:LONGEST]


def _packet(data: bytes) -> str:
    """Return the longest XMP packet; empty where the file has none that is not compressed."""
    packets = [match[0].decode("utf-8", "replace") for match in PACKET.finditer(data)]
    return max(packets, key=len, default="")


def _element(packet: str, name: str) -> str:
    """Return what stands in an element, or in the attribute of that name."""
    match = re.search(rf"<{name}(?:\s[^>]*)?>(?P<inner>.*?)</{name}>", packet, re.DOTALL)
    if match:
        return match["inner"]
    attribute = re.search(rf"\s{name}=\"(?P<inner>[^\"]*)\"", packet)
    return attribute["inner"] if attribute else ""


def _items(packet: str, name: str) -> list[str]:
    """Return the values of an element, those of a list each for itself."""
    inner = _element(packet, name)
    items = [match["words"] for match in ITEM.finditer(inner)] or ([inner] if "<" not in inner else [])
    return [words for item in items if (words := _words(unescape(item)))]


def _first(packet: str, name: str) -> str:
    return next(iter(_items(packet, name)), "")
