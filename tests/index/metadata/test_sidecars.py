"""sidecars.py: what is known of an article's publication, and what a sidecar may not say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import ArticleError, StaleIndexError
from index.indexing.freshness import is_fresh
from index.maintenance import add_to, build_collection, index_into, save_collection, with_articles
from index.metadata.sidecars import SidecarError
from index.opening import open_collection
from index.readers.article_files import article_paths, read_article, read_articles
from index.records import Article, Person, Publication, Span
from index.settings import Settings
from tests.doubles import CountingEncoder, WordEncoder

FULL = """
author = ["Masako Ōtani", {family = "War Department"}, "de Vries, Jan"]
editor = "Ann Roe"
title = "On the   Harbour"
container = "Journal of Ice"
publisher = "Stanford University Press"
place = "Stanford"
year = 1998
volume = 12
issue = "3-4"
pages = "101--126"
doi = "https://doi.org/10.1234/a(b)c"
url = "https://example.org/ice?a=1"
language = "en"
"""


def told(article: Path, toml: str | bytes) -> Article:
    """The article, read with that sidecar."""
    article.with_suffix(".toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    return read_article(article)


def refusal(article: Path, toml: str | bytes) -> str:
    """What is said of that sidecar, which names its file."""
    with pytest.raises(SidecarError) as caught:
        told(article, toml)
    assert str(caught.value).startswith(str(article.with_suffix(".toml")))
    return str(caught.value).removeprefix(str(article.with_suffix(".toml")))


def test_without_a_sidecar_nothing_is_known(harbour_file: Path) -> None:
    """An article alone has an empty publication."""
    assert read_article(harbour_file).publication == Publication()
    assert not read_article(harbour_file).publication.is_known


def test_all_keys(harbour_file: Path) -> None:
    """Every key is read: names in all their forms, numbers as they are cited, a DOI from its address."""
    assert told(harbour_file, FULL).publication == Publication(
        kind="article-journal",
        authors=(Person("Ōtani", "Masako"), Person("War Department"), Person("de Vries", "Jan")),
        editors=(Person("Roe", "Ann"),),
        title="On the Harbour",
        container="Journal of Ice",
        publisher="Stanford University Press",
        place="Stanford",
        year=1998,
        volume="12",
        issue="3-4",
        pages="101–126",
        doi="10.1234/a(b)c",
        url="https://example.org/ice?a=1",
        language="en",
    )


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("", Publication()),
        ("\ufeffyear = 1998\r\n", Publication(year=1998)),
        ('year = "1998"', Publication(year=1998)),
        ('title = ""\nyear = ""\ndoi = ""\nurl = ""\nlanguage = ""\npages = ""', Publication()),
        ("pages = 7", Publication(pages="7")),
        ('doi = "doi:10.1234/x"', Publication(doi="10.1234/x")),
        ('doi = "10.1234/x"', Publication(doi="10.1234/x")),
        ('container = "Ice"', Publication(kind="article-journal", container="Ice")),
        ('container = "Ice"\nkind = "chapter"', Publication(kind="chapter", container="Ice")),
        ('publisher = "Knopf"', Publication(publisher="Knopf")),
        ('author = "Plato"', Publication(authors=(Person("Plato"),))),
        ('author = "Ludwig van Beethoven"', Publication(authors=(Person("van Beethoven", "Ludwig"),))),
        ('author = "Graves, William S."', Publication(authors=(Person("Graves", "William S."),))),
        ('[author]\nfamily = "Ice and Snow Board"', Publication(authors=(Person("Ice and Snow Board"),))),
    ],
)
def test_generous_where_it_is_plain(harbour_file: Path, toml: str, expected: Publication) -> None:
    """What can be meant in one way only is taken so."""
    assert told(harbour_file, toml).publication == expected


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (
            'title = "Ice"\nvolumen = 3',
            ", line 2: there is no key 'volumen'. Did you mean 'volume'? The keys are: author, editor",
        ),
        ("xyzzy = 3", ", line 1: there is no key 'xyzzy'. The keys are: "),
        ("year = 1998.5", ", line 1: year is 1998.5, but must be a year, such as 1998."),
        ('year = "c. 1998"', ", line 1: year is 'c. 1998', but must be a year, such as 1998."),
        ("year = true", "year is True, but must be a year"),
        ("year = 1998-05-01", "but must be a year"),
        ("year = 0", "year is 0, but must be a year"),
        ("title = 3", "title is 3, but must be words between quotation marks."),
        ('title = "a\\u0007b"', "title is 'a\\x07b', but has a control character in it."),
        ("volume = [1]", "volume is [1], but must be words between quotation marks."),
        ('doi = "11.5/x"', "doi is '11.5/x', but must be a DOI, such as"),
        ('url = "ftp://x.org"', "url is 'ftp://x.org', but must be an address that begins with http:// or https://."),
        ('url = "https://[x"', "must be an address"),
        ('language = "English, mostly"', "must be a language tag"),
        ('kind = "chaptr"', "kind is 'chaptr', but must be one of article-journal, "),
        ('kind = "chaptr"', "Did you mean 'chapter'?"),
        ('author = "Ann Roe and Bob Lee"', "author has 'Ann Roe and Bob Lee', which may be several names"),
        ('author = "Lee, Bob, Jr."', 'Write "Given Family", "Family, Given" or {family = "…", given = "…"}'),
        ('author = ""', "author has a name without a family name."),
        ("author = 3", "author must be words between quotation marks. Write"),
        ('author = {name = "Ann"}', "author has a table with 'name' in it."),
        ("articles.x.year = 1998", "there is a table articles, but the file beside it holds one article."),
        ('title = "Ice"\nyear 1998', " is not TOML: Expected '=' after a key in a key/value pair (at line 2, column 6)."),
        (b'title = "Ice"\nplace = "\xd6tani"', ", line 2: a byte is not UTF-8"),
    ],
)
def test_refusals(harbour_file: Path, toml: str | bytes, sentence: str) -> None:
    """What cannot be read is refused by a sentence with the file, the line, the key, and what may stand there."""
    assert sentence in refusal(harbour_file, toml)


@pytest.mark.parametrize(
    ("key", "meant"),
    [("journal", "container"), ("BookTitle", "container"), ("date", "year"), ("authors", "author"), ("number", "issue"),
     ("lang", "language"), ("city", "place"), ("published", "year")],
)  # fmt: skip
def test_what_other_formats_call_a_key_is_understood(harbour_file: Path, key: str, meant: str) -> None:
    """A synonym is answered with the key that it stands for, not with the one that looks most like it."""
    assert f"there is no key {key!r}. Did you mean {meant!r}?" in refusal(harbour_file, f'{key} = "Ice"')


def test_all_faults_are_told_at_once(harbour_file: Path) -> None:
    """A sidecar with several faults is refused with each, in the order of their lines, and the keys once."""
    told_of = refusal(harbour_file, 'journal = "Ice"\nyear = "soon"\nxyzzy = 1\n')
    assert told_of.startswith(
        ", line 1: there is no key 'journal'. Did you mean 'container'? "
        "Line 2: year is 'soon', but must be a year, such as 1998. Line 3: there is no key 'xyzzy'. The keys are: author,"
    )
    assert told_of.count("The keys are") == 1


def test_title_of_the_sidecar_is_the_articles(harbour_file: Path) -> None:
    """A title that the sidecar tells is the article's, without its italics; the text and its offsets stay as they are."""
    alone = read_article(harbour_file)
    with_title = told(harbour_file, 'title = "Ice"')
    assert with_title.title == "Ice"
    assert (with_title.text, with_title.paragraphs, with_title.notes) == (alone.text, alone.paragraphs, alone.notes)
    assert with_title.own_title == Span(0, len("On the Harbour"))
    assert told(harbour_file, "year = 1998").title == "On the Harbour"
    bare = harbour_file.with_name("bare.txt")
    bare.write_text("the harbour froze in January, and nobody was there to see it. The ice broke in April, at last.", "utf-8")
    assert read_article(bare).title == "bare"
    assert told(bare, 'title = "On <i>Ice</i>"').title == "On Ice"


def collection_file(folder: Path) -> Path:
    """A collection of two articles."""
    path = folder / "papers.jsonl"
    lines = [{"id": name, "title": name, "text": "The ice broke in April. It was late."} for name in ("One Ice", "two")]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


def test_collection_has_tables(tmp_path: Path) -> None:
    """What stands above the tables holds for all articles of a collection; a table adds to it, or overrules it."""
    path = collection_file(tmp_path)
    path.with_suffix(".toml").write_text('container = "Ice"\nyear = 1998\n[articles.one-ice]\nyear = 2001\npages = 5\n', "utf-8")
    assert [article.publication for article in read_articles(path)] == [
        Publication(kind="article-journal", container="Ice", year=2001, pages="5"),
        Publication(kind="article-journal", container="Ice", year=1998),
    ]


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (
            "[articles.too]\nyear = 1",
            ", line 1: the collection has no article 'too'. Did you mean 'two'? It has 2: one-ice, two.",
        ),
        ("year = 1998\n[articles.two]\nyeer = 1", ", line 3: there is no key 'yeer'. Did you mean 'year'?"),
        ("articles = 3", ": articles must be tables."),
    ],
)
def test_refusals_of_a_collection(tmp_path: Path, toml: str, sentence: str) -> None:
    """A collection's sidecar may name only articles that are there, and only keys that there are."""
    path = collection_file(tmp_path)
    path.with_suffix(".toml").write_text(toml, "utf-8")
    with pytest.raises(SidecarError) as caught:
        read_articles(path)
    assert sentence in str(caught.value)


def test_sidecars_are_no_articles(harbour_file: Path) -> None:
    """A folder's sidecars are not read as articles, nor one that is named beside its article; alone it is refused."""
    sidecar = harbour_file.with_suffix(".toml")
    sidecar.write_text("year = 1998", "utf-8")
    assert article_paths([harbour_file.parent]) == (harbour_file,)
    assert article_paths([harbour_file, sidecar]) == (harbour_file,)
    with pytest.raises(ArticleError, match=r"is no article, but a sidecar, which is read with its article"):
        read_articles(sidecar)


def test_a_changed_sidecar_makes_an_index_stale(tmp_path: Path, harbour_file: Path) -> None:
    """An index is out of date when a sidecar comes, changes or goes; where the article is not there, none is missed."""
    folder, sidecar = tmp_path / "index", harbour_file.with_suffix(".toml")
    save_collection(build_collection([harbour_file], Settings(), WordEncoder()), folder)
    sidecar.write_text("year = 1998", "utf-8")
    with pytest.raises(StaleIndexError, match=r"harbour\.toml is new beside its article"):
        open_collection(folder, encoder=WordEncoder())
    save_collection(build_collection([harbour_file], Settings(), WordEncoder()), folder)
    assert open_collection(folder, encoder=WordEncoder()).articles[0].publication.year == 1998
    sidecar.write_text("year = 1999", "utf-8")
    with pytest.raises(StaleIndexError, match=r"harbour\.toml has changed"):
        open_collection(folder, encoder=WordEncoder())
    sidecar.unlink()
    with pytest.raises(StaleIndexError, match=r"harbour\.toml is gone"):
        open_collection(folder, encoder=WordEncoder())
    harbour_file.unlink()
    assert open_collection(folder, encoder=WordEncoder()).articles[0].publication.year == 1998


def test_a_changed_sidecar_is_read_without_encoding(harbour_file: Path) -> None:
    """What a sidecar now tells is taken up, and the text is not encoded again, neither by index nor by add."""
    encoder = CountingEncoder()
    collection = build_collection([harbour_file], Settings(), encoder)
    encoded = len(encoder.encoded)
    harbour_file.with_suffix(".toml").write_text('author = "Ann Roe"', "utf-8")
    added = with_articles(collection, [harbour_file])
    assert added.articles[0].publication.authors == (Person("Roe", "Ann"),)
    assert added.index.contents.manifest.sources[0].sidecar
    assert len(encoder.encoded) == encoded


def test_an_index_folder_takes_a_sidecar_up(tmp_path: Path, harbour_file: Path) -> None:
    """Indexing again, and adding again, pick up what a sidecar tells; then the index is up to date."""
    folder, sidecar = tmp_path / "index", harbour_file.with_suffix(".toml")
    index_into(folder, [harbour_file], Settings())
    sidecar.write_text("year = 1998", "utf-8")
    assert not is_fresh(folder, [harbour_file], Settings())
    assert index_into(folder, [harbour_file], Settings()).articles[0].publication.year == 1998
    assert is_fresh(folder, [harbour_file], Settings())
    sidecar.write_text("year = 1999", "utf-8")
    assert add_to(folder, [harbour_file]).articles[0].publication.year == 1999
    assert open_collection(folder).articles[0].publication.year == 1999
    sidecar.write_text("yeer = 1999", "utf-8")
    with pytest.raises(SidecarError, match="Did you mean 'year'"):
        index_into(folder, [harbour_file], Settings())
