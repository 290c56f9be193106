"""bibliographies.py: exports of reference managers, told apart by what is in them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from index.metadata.bibliographies import MOST_BYTES, BibliographyError, read_bibliography

EXPORTS = {
    "bibtex": "@book{a, title={Ice}}",
    "csl": '[{"type": "book", "title": "Ice"}]',
    "ris": "TY  - BOOK\r\nTI  - Ice\r\nER  - \r\n",
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_kinds_are_told_by_content(tmp_path: Path, kind: str) -> None:
    """Whatever the file is called, and with a byte-order mark, it is read for what it is."""
    path = tmp_path / "export.txt"
    path.write_bytes(b"\xef\xbb\xbf" + EXPORTS[kind].encode())
    found = read_bibliography(path)
    assert [dict(entry.table) for entry in found.entries] == [{"title": "Ice", "kind": "book"}]
    assert (found.path, found.sha256) == (str(path), sha256(path.read_bytes()).hexdigest())


def test_what_is_no_bibliography(tmp_path: Path) -> None:
    """A file that is missing, too large, of other bytes or of another kind is refused with a sentence."""
    path = tmp_path / "z.bib"
    with pytest.raises(BibliographyError, match="z.bib is no file that is there"):
        read_bibliography(path)
    for content in (b"A text.", b"", b"[1]", b'{"a": 1}', b"\x00\x01"):
        path.write_bytes(content)
        with pytest.raises(BibliographyError, match="z.bib is neither BibTeX nor CSL-JSON nor RIS"):
            read_bibliography(path)
    path.write_bytes(b"@book{a,\n title={\xff}}")
    with pytest.raises(BibliographyError, match="z.bib, line 2: a byte is not UTF-8"):
        read_bibliography(path)
    with path.open("wb") as file:
        file.truncate(2 * MOST_BYTES + 10_000_000)
    with pytest.raises(BibliographyError, match="has 50 MB, but a bibliography may have 20 MB"):
        read_bibliography(path)


def test_thousands_of_broken_entries_are_told_shortly(tmp_path: Path) -> None:
    """The first twenty are named, the others counted."""
    path = tmp_path / "z.ris"
    path.write_text("TY  - JOUR\n" * 1000)
    found = read_bibliography(path).sentences
    assert (len(found), found[-1]) == (21, "z.ris: and 980 more entries are left out.")
