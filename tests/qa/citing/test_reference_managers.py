"""reference_managers.py: CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

from dataclasses import replace

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from pylatexenc.latex2text import LatexNodes2Text

from index.records import Article, Person, Publication
from qa.citing.reference_forms import references
from tests.qa.citing.works import CHAPTER, JOURNAL, OTANI, VRIES

ODD = replace(
    CHAPTER,
    authors=(OTANI, Person("Ice & Snow Board"), VRIES),
    title="50% of $7 a_b #1 ~ \\ <i>Emma</i> & “Ōtani’s” Ice",
    doi="10.1234/a_b%{c}",
    url="https://example.org/a_b?c=%20#d",
)


def test_bibtex_is_read_by_another_program(article: Article) -> None:
    """What BibTeX says, another program reads as it was meant: names apart, signs unescaped, pages as a range."""
    text = references(replace(article, publication=ODD)).bibtex
    library = parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert (library.failed_blocks, len(library.entries)) == ([], 1)
    entry = library.entries[0]
    assert (entry.entry_type, entry.key) == ("incollection", "otani2004emma")
    fields = {field.key: field.value for field in entry.fields}
    assert fields["author"] == ["Ōtani, Masako", r"{Ice \& Snow Board}", "de Vries, Jan"]
    assert LatexNodes2Text().latex_to_text(fields["title"]) == "50% of $7 a_b #1 ~ \\ Emma & “Ōtani’s” Ice"
    assert r"\emph{Emma}" in fields["title"]
    assert fields["title"].startswith("{50")
    assert (fields["pages"], fields["booktitle"], fields["editor"]) == ("7--31", "A History of Ice", ["Roe, Ann"])
    assert (fields["doi"], fields["url"]) == ("10.1234/a_b%%7Bc%7D", "https://example.org/a_b?c=%20#d")


def test_braces_stay_balanced(article: Article) -> None:
    """A brace in a title is written out, for BibTeX counts braces even behind a backslash."""
    found = references(replace(article, publication=Publication(title="Ice}^{"))).bibtex
    assert r"title = {{Ice{\textbraceright}{\textasciicircum}{\textbraceleft}}}," in found
    assert parse_string(found).failed_blocks == []


def test_bibtex_decoded_by_its_own_means(article: Article) -> None:
    """The decoding of the other program gives the journal back."""
    text = references(replace(article, publication=replace(JOURNAL, container="Ice & Snow_"))).bibtex
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.entries[0].fields_dict["journal"].value == "Ice & Snow_"


def test_ris_is_read_by_another_program(article: Article) -> None:
    """What RIS says, another program reads as it was meant."""
    text = references(replace(article, publication=ODD)).ris
    assert text.startswith("TY  - CHAP\r\n")
    assert text.endswith("ER  - \r\n")
    (entry,) = rispy.loads(text)
    assert entry["type_of_reference"] == "CHAP"
    assert entry["authors"] == ["Ōtani, Masako", "Ice & Snow Board", "de Vries, Jan"]
    assert entry["title"] == "50% of $7 a_b #1 ~ \\ Emma & “Ōtani’s” Ice"
    assert (entry["secondary_title"], entry["start_page"], entry["end_page"]) == ("A History of Ice", "7", "31")
    assert (entry["year"], entry["publisher"], entry["place_published"]) == (
        "2004",
        "University of California Press",
        "Berkeley",
    )


def test_a_line_break_in_a_title_does_no_harm(article: Article) -> None:
    """A title over several lines is one line of RIS and of BibTeX."""
    found = references(replace(article, publication=Publication(title="Ice\nER  - \r\nWar")))
    assert rispy.loads(found.ris)[0]["title"] == "Ice ER - War"
    assert "title = {{Ice ER - War}}" in found.bibtex


def test_csl_json(article: Article) -> None:
    """CSL-JSON holds what is known and nothing else; an organisation is a literal name."""
    found = references(replace(article, publication=replace(CHAPTER, authors=(OTANI, Person("War Department")))))
    assert found.csl_json == {
        "id": "harbour",
        "type": "chapter",
        "title": "The Thaw",
        "author": [{"family": "Ōtani", "given": "Masako"}, {"literal": "War Department"}],
        "editor": [{"family": "Roe", "given": "Ann"}],
        "container-title": "A History of Ice",
        "publisher": "University of California Press",
        "publisher-place": "Berkeley",
        "issued": {"date-parts": [[2004]]},
        "page": "7-31",
    }
    assert references(article).csl_json == {"id": "harbour", "type": "document", "title": "On the Harbour"}
