"""bibtex_files.py: BibTeX as reference managers write it."""

from __future__ import annotations

from index.metadata.bibtex_files import read_bibtex

BETTER_BIBTEX = r"""
@string{joh = "Journal of History"}
@article{otani1998,
  title = {{Ice} and {{War}}: \emph{Siberia} \& More},
  author = {{\=O}tani, Masako and {War Department} and de Vries, Jan and others},
  journal = joh, date = {1998-05-02}, volume = {12}, number = 3, pages = {101--126}, doi = {10.1234/ice\_a},
  url = {https://example.org/a_b\%20c},
  file = {Full Text:/home/me/storage/AB/Otani - 1998\; ice.pdf:application/pdf;files/2/x.html}
}
"""


def test_an_entry_of_better_bibtex() -> None:
    """Accents, braces, organisations, strings, dates and attachments are read; "others" is nobody."""
    (found,) = read_bibtex(BETTER_BIBTEX, "z.bib").entries
    assert found.place == "z.bib, line 3"
    people = [{"family": "Ōtani", "given": "Masako"}, {"family": "War Department"}, {"family": "de Vries", "given": "Jan"}]
    assert dict(found.table) == {
        "author": people,
        "title": "Ice and War: Siberia & More",
        "container": "Journal of History",
        "year": 1998,
        "volume": "12",
        "issue": "3",
        "pages": "101–126",
        "doi": "10.1234/ice_a",
        "url": "https://example.org/a_b%20c",
        "kind": "article-journal",
    }
    assert {"/home/me/storage/AB/Otani - 1998; ice.pdf", "files/2/x.html"} <= set(found.files)


def test_broken_entries_are_told_and_the_others_read() -> None:
    """A brace that is missing, a key twice and a field twice cost that entry alone, each with its line."""
    doubled = "@book{a, title={A}}\n@book{a, title={A}}\n@book{b, title={B}, year=1, year=2}"
    text = f"@article{{broken, title = {{x\n{doubled}\n@book{{c, title={{C}}}}"
    found = read_bibtex(text, "z.bib")
    assert [entry.table["title"] for entry in found.entries] == ["A", "C"]
    assert found.sentences == (
        "z.bib, line 1: the entry is broken, and is left out. Look for a brace or a quotation mark that is missing.",
        "z.bib, line 3: the entry has the key of one before it, and is left out.",
        "z.bib, line 4: the entry has a field twice, and is left out.",
    )


def test_kinds() -> None:
    """A kind of BibTeX becomes CSL's; one that no reference is made of is kept in mind."""
    first, second = read_bibtex("@InCollection{a, title={A}}\n@patent{b, title={B}}", "z.bib").entries
    assert (first.table["kind"], first.unknown_kind, second.table["kind"], second.unknown_kind) == (
        "chapter",
        "",
        "document",
        "patent",
    )


def test_signs_are_read_alike_with_and_without_other_latex() -> None:
    """Escaped signs and dashes mean the same whether the rest of the title is plain or is not."""
    entries = read_bibtex(r"@book{a, title={{A} \& B -- 5\%}}" + "\n" + r"@book{b, title={\'{A} \& B -- 5\%}}", "z.bib").entries
    assert [entry.table["title"] for entry in entries] == ["A & B – 5%", "Á & B – 5%"]
