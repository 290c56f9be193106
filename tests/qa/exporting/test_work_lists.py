"""work_lists.py: works for reference managers, read again by the libraries that read such files."""

from __future__ import annotations

import json
from dataclasses import replace

import bibtexparser.entrypoint
import rispy

from qa.exporting.exported_marks import Export
from qa.exporting.work_lists import as_bibtex, as_csl_json, as_ris
from tests.qa.exporting.conftest import BOOK


def test_bibtex(export: Export) -> None:
    """Each work is an entry, with its marks as a note on it, escaped."""
    found = bibtexparser.entrypoint.parse_string(as_bibtex(export).decode())
    assert found.failed_blocks == []
    assert [entry.key for entry in found.entries] == ["harbour", "roe1931railway"]
    annotation = str(found.entries[1]["annote"])
    assert annotation.startswith("“The railway was built by convicts.” Roe, On the Railway, para. 1, n. 1. http")
    assert "It has “It rusted by the harbour.”" in annotation
    assert r"articles/railway?start=16\#mark" in annotation


def test_bibtex_keys_are_different(export: Export) -> None:
    """Two works of one author, year and first word get keys of their own."""
    first, *_, last = export.marks
    mark = first.standing_mark.mark
    stretch = replace(mark.stretch, publication=BOOK)
    other = replace(first, standing_mark=replace(first.standing_mark, mark=replace(mark, stretch=stretch)))
    found = bibtexparser.entrypoint.parse_string(as_bibtex(replace(export, marks=(other, last))).decode())
    assert [entry.key for entry in found.entries] == ["roe1931railway", "roe1931railwayb"]


def test_ris(export: Export) -> None:
    """Each work is an entry, each mark a note of it."""
    first, second = rispy.loads(as_ris(export).decode())
    assert (first["title"], second["title"]) == ("On the Harbour", "On the Railway")
    assert len(second["notes"]) == 2
    assert second["notes"][0].endswith("http://loccit.test/articles/railway?start=16#mark Tags: pilots")


def test_csl_json(export: Export) -> None:
    """Each work is an item, with its marks as its note."""
    first, second = json.loads(as_csl_json(export))
    assert (first["id"], second["id"]) == ("harbour", "railway")
    assert second["author"] == [{"family": "Roe", "given": "Ann"}]
    assert len(first["note"].split("\n\n")) == 2
