"""BibTeX, as Zotero, Better BibTeX and JabRef write it; bibtexparser divides it, pylatexenc reads what is LaTeX in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from index.metadata.bibliography_entries import Entries, Entry, entry_of, first_year

KINDS = {
    "article": "article-journal",
    **dict.fromkeys(("incollection", "inbook", "bookinbook", "suppbook", "inreference"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "proceedings"), "book"),
    **dict.fromkeys(("techreport", "report"), "report"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    **dict.fromkeys(("online", "electronic", "www"), "webpage"),
    "unpublished": "manuscript",
    **dict.fromkeys(("misc", "manual", "booklet"), "document"),
}
ENTRY = re.compile(r"^\s*@\s*[a-z]+\s*[{(]", re.IGNORECASE | re.MULTILINE)
BETWEEN_FILES = re.compile(r"(?<!\\);")
BETWEEN_PARTS = re.compile(r"(?<!\\):")
ESCAPED = re.compile(r"\\(?P<sign>[;:\\{}_&%$#])")
SIMPLE = re.compile(r"\\(?P<sign>[&%$#_])")
LATEX = re.compile(r"[\\$~]|``|''")


def read_bibtex(text: str, name: str) -> Entries:
    """Return the entries of a BibTeX file of that name."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it warns of is said here
    library = parse_string(text)
    found = (
        _entry(
            f"{name}, line {(block.start_line or 0) + 1}", block.entry_type, {f.key.lower(): str(f.value) for f in block.fields}
        )
        for block in library.entries
    )
    broken = (f"{name}, line {(block.start_line or 0) + 1}: {_reason(block)}" for block in library.failed_blocks)
    return Entries(tuple(found), tuple(broken))


def _reason(block: object) -> str:
    """Say why an entry is left out."""
    if type(block).__name__ == "DuplicateBlockKeyBlock":
        return "the entry has the key of one before it, and is left out."
    if type(block).__name__ == "DuplicateFieldKeyBlock":
        return "the entry has a field twice, and is left out."
    return "the entry is broken, and is left out. Look for a brace or a quotation mark that is missing."


def _entry(place: str, kind: str, fields: Mapping[str, str]) -> Entry:
    def first(*names: str) -> str:
        return next((_words(fields[name]) for name in names if fields.get(name)), "")

    def as_written(name: str) -> str:
        return ESCAPED.sub(r"\g<sign>", fields.get(name, ""))

    title, subtitle = first("title"), first("subtitle")
    table = {
        "author": _people(fields.get("author", "")),
        "editor": _people(fields.get("editor", "")),
        "title": f"{title}: {subtitle}" if title and subtitle else title,
        "short_title": first("shorttitle"),
        "container": first("journaltitle", "journal", "booktitle"),
        "publisher": first("publisher", "institution", "school", "organization"),
        "place": first("location", "address"),
        "year": first_year(fields.get("date", ""), fields.get("year", "")),
        "volume": first("volume"),
        "issue": first("number", "issue"),
        "pages": first("pages"),
        "doi": as_written("doi"),
        "url": as_written("url"),
    }
    return entry_of(place, kind.lower(), KINDS, table, _files(fields.get("file", "")))


def _people(names: str) -> list[dict[str, str]]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    return [_person(name) for name in split_multiple_persons_names(names) if name.casefold() != "others"]


def _person(name: str) -> dict[str, str]:
    """Return a person; what stands in braces as a whole is an organisation."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if name.startswith("{") and name.find("}") == len(name) - 1:
        return {"family": _words(name)}
    parts = parse_single_name_into_parts(name, strict=False)
    return {"family": _words(" ".join([*parts.von, *parts.last])), "given": _words(" ".join([*parts.first, *parts.jr]))}


def _words(written: str) -> str:
    """Return what is written in LaTeX as words."""
    if LATEX.search(SIMPLE.sub("", written)):
        return " ".join(_decoder().latex_to_text(written).split())
    plain = SIMPLE.sub(
        r"\g<sign>", written.replace("{", "").replace("}", "")
    )  # a hundred times as fast, for thousands of entries
    return " ".join(plain.replace("---", "—").replace("--", "–").split())


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text")


def _files(field: str) -> Iterator[str]:
    """Yield what may be paths in a field like `Title:files/1/a.pdf:application/pdf;b.pdf`.

    >>> list(_files("Full Text:files/12/a.pdf:application/pdf;b.pdf"))
    ['Full Text', 'files/12/a.pdf', 'application/pdf', 'b.pdf']
    """
    for file in BETWEEN_FILES.split(field):
        yield from (ESCAPED.sub(r"\g<sign>", part) for part in BETWEEN_PARTS.split(file))
