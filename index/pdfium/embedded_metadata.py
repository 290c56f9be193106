"""What a PDF says of its own publication: its document information, and the XMP packet that publishers write into it.

Nothing is made up: the date on which the file was made is no year of publication, and names that word processors fill in
are no titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.records import Person, Publication

PACKET = re.compile(rb"<x:xmpmeta.{0,400000}?</x:xmpmeta>", re.DOTALL)
ITEM = re.compile(r"<rdf:li[^>]*>(?P<words>[^<]{1,2000})</rdf:li>")
NO_TITLE = re.compile(
    r"^(?:microsoft word\b.*|untitled.*|unknown|title|document\d*|slide \d+|layout \d+|"
    r".*\.(?:docx?|indd|tex|dvi|qxp|qxd|pdf|pmd|p65|rtf|txt|html?))$",
    re.IGNORECASE,
)
DOI = re.compile(r"\b(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(?P<doi>10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
YEAR = re.compile(r"\b(?P<year>1[5-9]\d\d|20\d\d)\b")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
SEVERAL = re.compile(r"\s*(?:;|\band\b|&)\s*")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
LONGEST = 500  # characters of a field


def embedded_title(document: pdfium.PdfDocument) -> str:
    """Return the title that the document information tells; empty where it tells none, or only a file's name."""
    title = _words(document.get_metadata_value("Title"))
    return "" if NO_TITLE.match(title) else title


def publication_of(document: pdfium.PdfDocument, data: bytes) -> Publication:
    """Return what the file says of the publication of the article in it."""
    packet = _packet(data)
    subject = _words(document.get_metadata_value("Subject"))
    container = _first(packet, "prism:publicationName")
    title = next((one for one in _items(packet, "dc:title") if not NO_TITLE.match(one)), embedded_title(document))
    authors = _items(packet, "dc:creator") or _names(_words(document.get_metadata_value("Author")))
    first, last = _first(packet, "prism:startingPage"), _first(packet, "prism:endingPage")
    doi = DOI.search(_first(packet, "prism:doi")) or DOI.search(_first(packet, "dc:identifier")) or DOI.search(subject)
    year = YEAR.search(_first(packet, "prism:coverDate") or _first(packet, "prism:publicationDate"))
    language = _language(document) or _first(packet, "dc:language")
    return Publication(
        kind="article-journal" if container else "",
        authors=tuple(person for name in authors if (person := _person(name))),
        title=title,
        container=container,
        year=int(year["year"]) if year else None,
        volume=_first(packet, "prism:volume"),
        issue=_first(packet, "prism:number"),
        pages=f"{first}–{last}" if first and last and first != last else first,
        doi=doi["doi"].rstrip(".,;)") if doi else "",
        language=language if LANGUAGE.fullmatch(language) else "",
    )


def _words(value: str) -> str:
    return " ".join(CONTROL.sub(" ", value).split())[:LONGEST]


def _packet(data: bytes) -> str:
    """Return the XMP packet that tells most; empty where the file has none that is not compressed."""
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


def _names(value: str) -> Iterator[str]:
    """Yield the names in a line of them; a comma parts them where each has more than one word before it."""
    parts = SEVERAL.split(value)
    for part in parts:
        names = part.split(",")
        yield from names if len(names) > 1 and all(len(name.split()) > 1 for name in names) else [part]


def _person(name: str) -> Person | None:
    """Read a name; one of a single word, as a computer's user has, is none."""
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        return Person(family, given) if family and given else None
    words = name.split()
    if len(words) < 2:
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return Person(" ".join(words[first:]), " ".join(words[:first]))


def _language(document: pdfium.PdfDocument) -> str:
    """Return the language that the catalog tells."""
    length = pdfium_c.FPDFCatalog_GetLanguage(document, None, 0)
    if length <= 2:
        return ""
    buffer = (pdfium_c.FPDF_WCHAR * (length // 2))()
    pdfium_c.FPDFCatalog_GetLanguage(document, buffer, length)
    return "".join(chr(unit) for unit in buffer if unit)
