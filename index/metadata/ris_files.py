"""RIS, as Zotero writes it; rispy reads each record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.metadata.bibliography_entries import Entries, Entry, entry_of, first_year
from index.metadata.file_metadata import page_range
from index.metadata.personal_names import person_named

KINDS = {
    **dict.fromkeys(("JOUR", "JFULL", "EJOUR"), "article-journal"),
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    **dict.fromkeys(("CHAP", "ECHAP"), "chapter"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **dict.fromkeys(("BOOK", "EDBOOK", "EBOOK"), "book"),
    "RPRT": "report",
    "THES": "thesis",
    **dict.fromkeys(("ELEC", "BLOG"), "webpage"),
    **dict.fromkeys(("UNPB", "MANSCPT"), "manuscript"),
    "GEN": "document",
}
CONTAINED = ("article", "chapter", "paper")  # how the kinds begin that stand in something; of others, T2 is a series
RECORD = re.compile(r"^TY  -", re.MULTILINE)
END = re.compile(r"^ER  -", re.MULTILINE)
ATTACHED = ("file_attachments1", "file_attachments2", "figure")


def read_ris(text: str, name: str) -> Entries:
    """Return the records of a RIS file of that name."""
    entries, broken = list[Entry](), list[str]()
    starts = [found.start() for found in RECORD.finditer(text)]
    line, before = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, before = line + text.count("\n", before, start), start
        place, record = f"{name}, line {line}", text[start:end]
        if END.search(record):
            entries += _entries(place, record)
        else:
            broken.append(f"{place}: the record has no end (ER), and is left out.")
    return Entries(tuple(entries), tuple(broken))


def _entries(place: str, record: str) -> Iterator[Entry]:
    import rispy
    from rispy.config import LIST_TYPE_TAGS

    for fields in rispy.loads(record, skip_unknown_tags=True, list_tags=[*LIST_TYPE_TAGS, "L1", "L2", "L4"]):
        yield _entry(place, fields)


def _entry(place: str, fields: dict[str, Any]) -> Entry:
    def first(*names: str) -> str:
        return next((str(fields[name]) for name in names if fields.get(name)), "")

    kind = first("type_of_reference")
    contained = KINDS.get(kind, CONTAINED[0]).startswith(CONTAINED)
    table = {
        "author": _people([*fields.get("first_authors", ()), *fields.get("authors", ())]),
        "editor": _people(fields.get("secondary_authors", ())),
        "title": first("title", "primary_title"),
        "short_title": first("short_title"),
        "container": first("secondary_title", "journal_name", "alternate_title3") if contained else "",
        "publisher": first("publisher"),
        "place": first("place_published"),
        "year": first_year(*(first(name) for name in ("year", "publication_year", "date"))),
        "volume": first("volume"),
        "issue": first("number"),
        "pages": page_range(first("start_page"), first("end_page")),
        "doi": first("doi"),
        "url": next(iter(fields.get("urls", ())), ""),
        "language": first("language"),
    }
    return entry_of(place, kind, KINDS, table, [file for name in ATTACHED for file in fields.get(name, ())])


def _people(names: Any) -> list[dict[str, str]]:
    people = [person_named(name) for name in names if name.strip()]
    return [{"family": person.family, "given": person.given} for person in people]
