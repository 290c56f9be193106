"""entry_matching.py: which entry an article is, exactly or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.metadata.bibliographies import Bibliography
from index.metadata.bibliography_entries import Entry
from index.metadata.entry_matching import entry_digest, folded, matches
from index.readers.article_files import read_article
from index.records import Article, Publication
from tests.conftest import RAILWAY, TEXT


def entry(number: int, *files: str, **table: str) -> Entry:
    return Entry(f"z.bib, line {number}", {"kind": "book", **table}, "", files)


def exported(*entries: Entry) -> list[Bibliography]:
    return [Bibliography("/library/z.bib", "", entries, ())]


@pytest.fixture
def articles(tmp_path: Path) -> list[tuple[Article, str]]:
    """Two articles with their paths."""
    paths = [tmp_path / name for name in ("harbour.txt", "railway.txt")]
    for path, text in zip(paths, (TEXT, RAILWAY), strict=True):
        path.write_text(text, "utf-8")
    return [(read_article(path), str(path)) for path in paths]


def test_by_file_doi_or_title(articles: list[tuple[Article, str]]) -> None:
    """The name of what is attached, on any system, or the title is enough, and so is the DOI; nothing else is."""
    by_file, by_title = entry(1, r"C:\\files\\Harbour.TXT", title="X"), entry(2, title="<i>On the</i> railway.")
    assert matches(articles, exported(by_file, by_title, entry(3, title="On a Railway"))).entries == (by_file, by_title)
    article, path = articles[0]
    known = replace(article, publication=Publication(doi="10.1234/ICE"))
    by_doi = entry(4, doi="https://doi.org/10.1234/ice")
    assert matches([(known, path)], exported(by_doi)).entries == (by_doi,)
    assert matches(articles, exported(entry(5, "harbour.pdf", title="The Harbour"))).entries == (None, None)


def test_the_file_tells_before_the_title(articles: list[tuple[Article, str]]) -> None:
    """Of two entries of one title, that to which the file is attached is meant; of two files of one name, the very one."""
    other, attached = entry(1, title="On the Harbour"), entry(2, "harbour.txt", title="On the Harbour", year="1998")
    assert matches(articles, exported(other, attached)).entries == (attached, None)
    very = entry(3, articles[0][1], title="Y")
    found = matches(articles, exported(attached, very))
    assert (found.entries, found.sentences) == ((very, None), ())


def test_nothing_is_guessed(articles: list[tuple[Article, str]]) -> None:
    """Two entries for an article, or two articles for an entry, are told, and none is used."""
    found = matches(articles, exported(entry(1, title="On the Harbour"), entry(2, title="On the harbour", year="1998")))
    assert found.entries == (None, None)
    assert found.sentences == (
        "harbour: 2 entries match it (z.bib, line 1 and z.bib, line 2), so none is used. Keep one, or write a sidecar.",
    )
    both = matches(articles, exported(entry(3, "harbour.txt", "railway.txt", title="Both")))
    assert both.entries == (None, None)
    assert both.sentences == (
        "z.bib, line 3: the entry matches 2 articles, harbour, railway, so it is used for none. Write sidecars.",
    )


def test_an_entry_that_another_has(articles: list[tuple[Article, str]]) -> None:
    """What told of an article that is there already does not tell of one that is added."""
    only = entry(1, title="On the Harbour")
    found = matches(articles, exported(only), {entry_digest(only)})
    assert found.entries == (None, None)
    assert "matches 2 articles, harbour among them, so it is used for none" in found.sentences[0]


def test_two_exports_that_say_the_same(articles: list[tuple[Article, str]]) -> None:
    """An entry that stands in two files is one, and its attachments are those of both."""
    first, second = entry(1, title="X"), entry(9, "harbour.txt", title="X")
    assert matches(articles, [*exported(first), *exported(second)]).entries == (first, None)


def test_folding() -> None:
    """Capitals, signs, spaces and ways of writing an accent make no difference; other letters do."""
    assert folded("O\u0304tani’s ‘Ice’ –  1918") == folded("ōtani s ice 1918")
    assert folded("Ice") != folded("Icé")
