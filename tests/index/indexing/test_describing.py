"""describing.py: articles that are indexed get what other bibliographies tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.folder import OpenIndex
from index.indexing.building import build
from index.indexing.describing import describe
from index.indexing.reading import BuildOptions
from index.settings import Settings
from tests.comparing import same
from tests.doubles import CountingEncoder, WordEncoder

HARBOUR = "@book{h, title={On the Harbour}, author={Moore, Ann}, year=1998}\n"
RAILWAY = "@book{r, title={On the Railway}, year=1999}\n"


@pytest.fixture
def exports(tmp_path: Path) -> tuple[Path, Path]:
    """Two bibliographies, each of one of the articles."""
    paths = tmp_path / "h.bib", tmp_path / "r.bib"
    for path, text in zip(paths, (HARBOUR, RAILWAY), strict=True):
        path.write_text(text, "utf-8")
    return paths


def years(index: OpenIndex) -> list[int | None]:
    return [article.publication.year for article in Collection(index).articles]


def test_it_is_as_if_built_with_them(files: dict[str, Path], exports: tuple[Path, Path]) -> None:
    """What comes out is what a build with these bibliographies gives, in the same order, and no text is encoded again."""
    paths, encoder = list(files.values()), CountingEncoder()
    bare = build(paths, Settings(), encoder)
    encoder.encoded.clear()
    told = describe(bare, exports, encoder)
    assert years(told) == [1998, 1999, None]
    assert same(Collection(told), Collection(build(paths, Settings(), WordEncoder(), bibliographies=exports)))
    exports[0].write_text(HARBOUR.replace("1998", "1997"), "utf-8")
    assert years(describe(told, exports, encoder)) == [1997, 1999, None]
    assert years(describe(told, exports[1:], encoder)) == [None, 1999, None]
    assert [text for text in encoder.encoded if "harbour froze" in text] == []


def test_sidecars_win_and_what_is_gone_stays(files: dict[str, Path], exports: tuple[Path, Path]) -> None:
    """A sidecar's keys count; what a bibliography told that is not there any more is not lost when another one comes."""
    files["harbour"].with_suffix(".toml").write_text("year = 1917\n", "utf-8")
    first = build([*files.values()], Settings(), WordEncoder(), bibliographies=exports[:1])
    exports[0].unlink()
    second = describe(first, exports[1:], WordEncoder())
    assert years(second) == [1917, 1999, None]
    assert [author.family for author in Collection(second).articles[0].publication.authors] == ["Moore"]
    assert [Path(each.path).name for each in second.contents.manifest.bibliographies] == ["h.bib", "r.bib"]


def test_an_article_whose_file_changed_keeps_what_is_known(files: dict[str, Path], exports: tuple[Path, Path]) -> None:
    """Its text is read anew when somebody wants that, not in passing."""
    first = build([*files.values()], Settings(), WordEncoder(), bibliographies=exports[:1])
    files["harbour"].write_text("On the Harbour\n\nAnother text.\n", "utf-8")
    assert years(describe(first, exports[1:], WordEncoder())) == [1998, 1999, None]


def test_what_matches_two_articles_is_told(files: dict[str, Path], tmp_path: Path) -> None:
    """Such an entry is used for neither, and a sentence says so."""
    export, told, copy = tmp_path / "z.bib", list[str](), tmp_path / "copy" / "harbour.txt"
    export.write_text(HARBOUR, "utf-8")
    copy.parent.mkdir()
    copy.write_text("On the Harbour\n\nThis one is another.\n", "utf-8")
    first = build([*files.values(), copy], Settings(), WordEncoder())
    assert years(describe(first, [export], WordEncoder(), BuildOptions(told=told.append))) == [None] * 4
    assert [sentence for sentence in told if "the entry matches 2 articles, harbour, copy-harbour" in sentence] != []
