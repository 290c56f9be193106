"""The files in which a draft comes: Markdown, plain text or DOCX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from index.errors import ArticleError
from index.readers import Archive, Element, parse_xml
from index.text import decode

LARGEST_FILE = 10 * 1024 * 1024  # bytes, of the file, and of each part of a DOCX file once unpacked
TEXTS = (".md", ".markdown", ".txt", ".text")
SUFFIXES = (*TEXTS, ".docx")
PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑"}
# How a paragraph looks; those of a text box, which come by themselves; what was deleted; what says a thing again; formulas.
NOT_READ = frozenset({"pPr", "p", "del", "moveFrom", "Fallback", "oMath", "oMathPara"})
NOTE_TYPE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}type"
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")  # notes that Word draws and nobody wrote


def read_draft(path: Path) -> str:
    """Return the text of a draft: Markdown, plain text or DOCX, of which the paragraphs, tables and notes, in this order.

    Raises:
        ArticleError: the file is missing, too large, of another kind, or cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ArticleError(f"{path} is not of a kind that can be read ({', '.join(SUFFIXES)}). Save the draft as one of these.")
    if suffix == ".docx":
        return "\n\n".join(_docx_paragraphs(path, _content(path)))
    text, _ = decode(_content(path), str(path))
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _content(path: Path) -> bytes:
    """Return a file's bytes, if they are not too many."""
    try:
        if not path.is_file():
            raise ArticleError(f"{path} is not a file. Check the path.")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArticleError(f"{path} cannot be read: {reason}. Check the path and its permissions.") from error
    if len(data) > LARGEST_FILE:
        raise _too_large(f"{path}")
    return data


def _too_large(place: str) -> ArticleError:
    return ArticleError(f"{place} has more than {LARGEST_FILE:,} bytes, which is more than a draft has. Give it in parts.")


def _docx_paragraphs(path: Path, data: bytes) -> list[str]:
    """Return the paragraphs of a DOCX file that have text, the notes' behind the others."""
    archive = Archive(data, str(path))
    parts = [part for part in PARTS if part == PARTS[0] or part in archive.names]
    paragraphs = [words for part in parts for words in _part_paragraphs(archive, part) if words.strip()]
    if not paragraphs:
        raise ArticleError(f"{path} is blank: there is no text in it. Give the file that holds the draft.")
    return paragraphs


def _part_paragraphs(archive: Archive, part: str) -> Iterator[str]:
    """Yield the paragraphs of a part, those in tables where they stand."""
    place, data = f"{part} of {archive.place}", archive.read(part)
    if len(data) > LARGEST_FILE:
        raise _too_large(f"{place}, unpacked,")
    root = parse_xml(data, place)
    drawn = {paragraph for note in root.iter("footnote", "endnote") if _is_separator(note) for paragraph in note.iter("p")}
    yield from (_words_of(paragraph) for paragraph in root.iter("p") if paragraph not in drawn)


def _is_separator(note: Element) -> bool:
    return note.get(NOTE_TYPE) in SEPARATORS


def _words_of(paragraph: Element) -> str:
    """Return a paragraph's text without what is `NOT_READ`."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == "t":
            parts.append(element.text or "")
        elif element.tag in SIGNS:
            parts.append(SIGNS[element.tag])
        elif element.tag not in NOT_READ:
            waiting += reversed(element)
    return "".join(parts)
