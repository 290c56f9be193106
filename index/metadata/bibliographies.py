"""Bibliographies: files that reference managers export, of BibTeX, CSL-JSON or RIS, told apart by what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.errors import ArticleError
from index.metadata.bibliography_entries import Entries, Entry
from index.metadata.bibtex_files import ENTRY, read_bibtex
from index.metadata.csl_json_files import read_csl_json
from index.metadata.ris_files import RECORD, read_ris

MOST_BYTES = 20_000_000
MOST_SENTENCES = 20  # about one file; after an export that went wrong there may be thousands


class BibliographyError(ArticleError):
    """A bibliography cannot be read."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A file of entries; `path` is absolute, `sentences` say what in it could not be read."""

    path: str
    sha256: str
    entries: tuple[Entry, ...]
    sentences: tuple[str, ...]


def read_bibliography(path: Path) -> Bibliography:
    """Read an export of a reference manager.

    Raises:
        BibliographyError: the file cannot be read, is too large, or is of another kind.
    """
    data = _bytes(path)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BibliographyError(f"{path}, line {line}: a byte is not UTF-8. Export the bibliography as UTF-8.") from error
    found = _entries(text, path.name)
    if found is None:
        raise BibliographyError(f"{path} is neither BibTeX nor CSL-JSON nor RIS. Export it from Zotero as one of these.")
    return Bibliography(str(path.absolute()), sha256(data).hexdigest(), found.entries, _shortened(found.sentences, path))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BibliographyError(f"{path} is no file that is there. Name an export of your reference manager.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BibliographyError(
                f"{path} has {size / 1e6:.0f} MB, but a bibliography may have {MOST_BYTES / 1e6:.0f} MB. "
                "Export only the collection with these articles."
            )
        return path.read_bytes()
    except OSError as error:
        raise BibliographyError(f"{path} cannot be read: {error.strerror or error}. Check its permissions.") from error


def _entries(text: str, name: str) -> Entries | None:
    """Return the entries of a bibliography, None where it is none."""
    if text.lstrip()[:1] in {"[", "{"}:
        return read_csl_json(text, name)
    if RECORD.search(text):
        return read_ris(text, name)
    return read_bibtex(text, name) if ENTRY.search(text) else None


def _shortened(sentences: tuple[str, ...], path: Path) -> tuple[str, ...]:
    more = len(sentences) - MOST_SENTENCES
    return sentences if more <= 0 else (*sentences[:MOST_SENTENCES], f"{path.name}: and {more} more entries are left out.")
