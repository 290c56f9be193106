"""The works in which marks stand, for reference managers, each with its marks as notes on it: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from index.records import Publication
from qa.citing import bibtex, citation_key, csl_json, ris
from qa.exporting.exported_marks import Export, by_article

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def as_bibtex(export: Export) -> bytes:
    """Return the works as entries of BibTeX, no two of which have the same key."""
    works = list(_works(export))
    keys = [citation_key(known, article_id) for known, article_id, _ in works]
    suffixes = _suffixes(keys)
    entries = [
        bibtex(known, article_id, lines, suffix) for (known, article_id, lines), suffix in zip(works, suffixes, strict=True)
    ]
    return "\n".join(entries).encode()


def as_ris(export: Export) -> bytes:
    """Return the works as entries of RIS."""
    return "\r\n".join(ris(known, lines) for known, _, lines in _works(export)).encode()


def as_csl_json(export: Export) -> bytes:
    """Return the works as items of CSL-JSON."""
    items = [{**csl_json(known, article_id), "note": "\n\n".join(lines)} for known, article_id, lines in _works(export)]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def _works(export: Export) -> Iterator[tuple[Publication, str, list[str]]]:
    """Yield each work with its article's id and its marks, a line each."""
    for article_id, marks in by_article(export.marks).items():
        yield marks[-1].stretch.publication, article_id, [mark.line for mark in marks]


def _suffixes(keys: Sequence[str]) -> list[str]:
    """Return what follows each key: nothing, and from the second of a key on a letter, or a number behind the letters."""
    seen: Counter[str] = Counter()
    found = []
    for key in keys:
        at = seen[key]
        found.append("" if not at else LETTERS[at] if at < len(LETTERS) else f"-{at}")
        seen[key] += 1
    return found
