"""ris_files.py: RIS as reference managers write it."""

from __future__ import annotations

from index.metadata.ris_files import read_ris

JOURNAL = """TY  - JOUR
TI  - Ice and War
AU  - Ōtani, Masako
AU  - de Vries, Jan
T2  - Journal of History
DA  - 1998/05/02/
PY  - 1998
VL  - 12
IS  - 3
SP  - 101
EP  - 126
DO  - 10.1234/ice
L1  - files/12/otani.pdf
L1  - files/13/otani.docx
ER  -

"""


def test_a_record() -> None:
    """Persons, pages, the journal and what is attached are read."""
    (found,) = read_ris(JOURNAL, "z.ris").entries
    assert found.place == "z.ris, line 1"
    assert found.files == ("files/12/otani.pdf", "files/13/otani.docx")
    assert dict(found.table) == {
        "author": [{"family": "Ōtani", "given": "Masako"}, {"family": "de Vries", "given": "Jan"}],
        "title": "Ice and War",
        "container": "Journal of History",
        "year": 1998,
        "volume": "12",
        "issue": "3",
        "pages": "101–126",
        "doi": "10.1234/ice",
        "kind": "article-journal",
    }


def test_a_record_without_an_end_does_not_swallow_the_next() -> None:
    """It is told with its line, and the next is read; a book's T2 is a series, in which it does not stand."""
    book = "TY  - BOOK\nTI  - Rails\nT2  - A Series\nER  - \n"
    found = read_ris("TY  - JOUR\nTI  - Lost\n" + book, "z.ris")
    assert found.sentences == ("z.ris, line 1: the record has no end (ER), and is left out.",)
    assert [(entry.place, dict(entry.table)) for entry in found.entries] == [
        ("z.ris, line 3", {"title": "Rails", "kind": "book"})
    ]
