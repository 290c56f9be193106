"""bibliography_publications.py: what an entry tells of an article."""

from __future__ import annotations

from pathlib import Path

from index.metadata.bibliography_entries import Entry
from index.metadata.bibliography_publications import with_entry
from index.readers.article_files import read_article
from index.records import Person, Publication


def test_an_entry_fills_what_the_sidecar_leaves(harbour_file: Path) -> None:
    """The sidecar's words stay, the entry's come next; its title is shown without italics."""
    table = {"kind": "book", "title": "On <i>the</i> Ice", "year": 1998, "author": [{"family": "Ōtani", "given": "Masako"}]}
    article, sentences = with_entry(read_article(harbour_file), Entry("z.bib, line 1", table), Publication(year=1999))
    assert (article.title, sentences) == ("On the Ice", ())
    assert article.publication == Publication(kind="book", title="On <i>the</i> Ice", authors=(Person("Ōtani", "Masako"),))


def test_what_cannot_be_is_told_and_left_out(harbour_file: Path) -> None:
    """A DOI that is none, an address of another kind, and a kind that no reference is made of cost themselves alone."""
    table = {"kind": "document", "doi": "ice", "url": "javascript:alert(1)", "year": 1998}
    article, sentences = with_entry(read_article(harbour_file), Entry("z.bib, line 1", table, "patent"), Publication())
    assert article.publication == Publication(kind="document", year=1998)
    example = 'such as "10.1093/dh/dhaa001" or "https://doi.org/10.1093/dh/dhaa001"'
    assert [sentence.removeprefix("z.bib, line 1: ") for sentence in sentences] == [
        f"doi is 'ice', but must be a DOI, {example}. It is left out.",
        "url is 'javascript:alert(1)', but must be an address that begins with http:// or https://. It is left out.",
        "references have no kind 'patent'; they name harbour without one.",
    ]
