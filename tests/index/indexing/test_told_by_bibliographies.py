"""told_by_bibliographies.py: an index takes up what bibliographies tell, and is stale when they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import ArticleError
from index.folder.out_of_date import staleness
from index.indexing.building import add, build, remove
from index.indexing.freshness import is_fresh
from index.indexing.reading import BuildOptions
from index.maintenance import save_collection
from index.metadata import BibliographyError
from index.opening import open_collection
from index.settings import Settings
from tests.comparing import same
from tests.doubles import CountingEncoder, WordEncoder

HARBOUR = "@book{h, title={On the Harbour}, author={{\\=O}tani, Masako}, year=1998}\n"
RAILWAY = "@book{r, title={On the Railway}, year=1999}\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A bibliography of one of the articles."""
    path = tmp_path / "z.bib"
    path.write_text(HARBOUR, "utf-8")
    return path


def years(collection: Collection) -> list[int | None]:
    return [article.publication.year for article in collection.articles]


def test_an_index_takes_up_a_bibliography_and_gives_it_up(files: dict[str, Path], export: Path) -> None:
    """A build over a previous index gives what one without it gives, whatever was exported; no text is encoded again."""
    paths, encoder = list(files.values()), CountingEncoder()
    first = build(paths, Settings(), encoder, bibliographies=[export])
    assert years(Collection(first)) == [1998, None, None]
    encoder.encoded.clear()
    export.write_text(HARBOUR.replace("1998", "1997").replace("On the Harbour", "On the harbour!") + RAILWAY, "utf-8")
    second = build(paths, Settings(), encoder, first, bibliographies=[export])
    assert years(Collection(second)) == [1997, 1999, None]
    assert same(Collection(second), Collection(build(paths, Settings(), WordEncoder(), bibliographies=[export])))
    third = build(paths, Settings(), encoder, second)
    assert same(Collection(third), Collection(build(paths, Settings(), WordEncoder())))
    assert [text for text in encoder.encoded if "harbour froze" in text] == []


def test_the_sidecar_wins(files: dict[str, Path], export: Path) -> None:
    """Key by key."""
    files["harbour"].with_suffix(".toml").write_text("year = 1917\n", "utf-8")
    (article,) = Collection(build([files["harbour"]], Settings(), WordEncoder(), bibliographies=[export])).articles
    assert (article.publication.year, article.publication.authors[0].family) == (1917, "Ōtani")


def test_a_changed_bibliography_makes_the_index_stale(files: dict[str, Path], export: Path, tmp_path: Path) -> None:
    """So does naming another or none; one that is gone does not, for the index may have been copied, but cannot be named."""
    paths, folder = list(files.values()), tmp_path / "index"
    save_collection(Collection(build(paths, Settings(), bibliographies=[export])), folder)
    manifest = open_collection(folder).index.contents.manifest
    assert is_fresh(folder, paths, Settings(), [export])
    assert not is_fresh(folder, paths, Settings())
    export.write_text(RAILWAY, "utf-8")
    assert staleness(manifest, Settings()).startswith("z.bib has changed (SHA-256 was ")
    assert not is_fresh(folder, paths, Settings(), [export])
    export.unlink()
    assert staleness(manifest, Settings()) == ""
    assert not is_fresh(folder, paths, Settings(), [export])


def test_what_is_added_is_told_by_the_bibliographies_of_the_index(files: dict[str, Path], export: Path) -> None:
    """They are kept when an article is removed or added; one that has changed since is not used, and that is said."""
    export.write_text(HARBOUR + RAILWAY, "utf-8")
    built = build([files["harbour"], files["bridge"]], Settings(), WordEncoder(), bibliographies=[export])
    smaller = remove(built, ["bridge"], WordEncoder())
    assert years(Collection(add(smaller, [files["railway"]], WordEncoder()))) == [1998, 1999]
    export.write_text(RAILWAY, "utf-8")
    sentences = list[str]()
    found = add(smaller, [files["railway"]], WordEncoder(), BuildOptions(told=sentences.append))
    assert years(Collection(found)) == [1998, None]
    assert sentences == [f"{export} has changed since, and is not used for what is added. Index all articles again with it."]
    assert found.contents.manifest.bibliographies == built.contents.manifest.bibliographies


def test_a_copy_that_is_added_does_not_share_the_entry(files: dict[str, Path], export: Path, tmp_path: Path) -> None:
    """The article that had it keeps it, and the sentence names the new one."""
    built = build([files["harbour"]], Settings(), WordEncoder(), bibliographies=[export])
    (tmp_path / "more").mkdir()
    copy = tmp_path / "more" / "harbour.txt"
    copy.write_bytes(files["harbour"].read_bytes())
    sentences = list[str]()
    found = add(built, [copy], WordEncoder(), BuildOptions(told=sentences.append))
    assert years(Collection(found)) == [1998, None]
    assert ["more-harbour among them" in sentence for sentence in sentences] == [True]


def test_a_bad_bibliography_is_left_out(files: dict[str, Path], tmp_path: Path) -> None:
    """Where somebody is told, the articles are indexed without it, and the index does not count as made with it."""
    bad, refused = tmp_path / "z.bib", list[ArticleError]()
    bad.write_text("A text.")
    paths = list(files.values())
    found = build(paths, Settings(), WordEncoder(), options=BuildOptions(refused=refused.append), bibliographies=[bad])
    assert (years(Collection(found)), found.contents.manifest.bibliographies) == ([None] * 3, ())
    assert [type(error) for error in refused] == [BibliographyError]
    with pytest.raises(BibliographyError, match="z.bib is neither"):
        build(paths, Settings(), WordEncoder(), bibliographies=[bad])
