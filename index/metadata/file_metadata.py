"""What a file itself says of its publication: years, DOIs, languages and pages; what is doubtful is left out."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?<!\d)(?P<year>1[0-9]{3}|20[0-9]{2})(?!\d)")
DOI = re.compile(r"(?P<doi>10\.\d{4,9}/[^\s\"<>]+)")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def year_in(written: str) -> int | None:
    """Return the year of a date, however it is written; None where there is none.

    >>> year_in("2 May 1919"), year_in("1919-05-02"), year_in("n.d.")
    (1919, 1919, None)
    """
    found = YEAR.search(written)
    return int(found["year"]) if found else None


def doi_in(written: str) -> str:
    """Return a DOI without its resolver; empty where there is none."""
    found = DOI.search(written)
    return found["doi"].rstrip(".,;)") if found else ""


def language_in(written: str) -> str:
    """Return a language's tag; empty where it is none."""
    tag = written.strip()
    return tag.replace("_", "-") if LANGUAGE.fullmatch(tag) else ""


def page_range(first: str, last: str) -> str:
    """Return the pages on which an article stands."""
    first, last = first.strip(), last.strip()
    return f"{first}–{last}" if first and last and first != last else first or last
