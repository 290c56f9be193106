"""shard_changes.py: of a change only the shards that it concerns are written anew, and all are what one index would be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.collection import Collection
from index.cutting.shard_changes import OpenShards
from index.errors import ArticleError, IndexFolderError, UnknownArticleError
from index.folder.generations import current_generation
from index.folder.saving import Writer
from index.maintenance import add_to, build_collection, index_into, indexed_ids, remove_from, with_articles, without_articles
from index.opening import open_searchable
from index.settings import Settings
from index.sharding.sharded_collection import ShardedCollection
from tests.doubles import WordEncoder
from tests.sharded import on_disk

MILL = "On the Mill\n\nThe mill ground flour for the harbour.1 Nobody paid the miller.2\n"


real = Writer.put_files


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is made with words alone, wherever it is opened."""
    for module in ("index.maintenance", "index.sharding.sharded_opening", "index.cutting.shard_changes"):
        monkeypatch.setattr(f"{module}.open_encoder", lambda _: WordEncoder())
    monkeypatch.setattr("index.folder.encoders.weights_sha256", lambda _: "words")


@pytest.fixture
def one(files: dict[str, Path]) -> Collection:
    """Three articles."""
    return build_collection([files["harbour"].parent], Settings(), WordEncoder())


def generations(folder: Path) -> list[str]:
    return [current_generation(path).name for path in sorted(folder.glob("shard-*"))]


def same(one: Collection, other: object) -> None:
    assert isinstance(other, ShardedCollection)
    assert list(one.passages) == list(other.passages)
    assert [source.article_id for source in one.sources] == [source.article_id for source in other.sources]
    for question in ("Who imported flour?", "Who paid the miller?", "the ice in April", "convikts"):
        assert one.search(one.query(question), 100) == other.search(other.query(question), 100)


def test_an_article_is_added_to_one_shard(one: Collection, tmp_path: Path) -> None:
    """To the smallest; the other is left as it is, and all answer as one index with the article would."""
    folder = tmp_path / "index"
    on_disk(one, folder, 2)
    before, mill = generations(folder), tmp_path / "mill" / "mill.txt"
    mill.parent.mkdir()
    mill.write_text(MILL)
    found = add_to(folder, [mill])
    assert sum(old != new for old, new in zip(before, generations(folder), strict=True)) == 1
    same(with_articles(one, [mill]), found)
    same(with_articles(one, [mill]), open_searchable(folder))


def test_an_article_that_has_changed_stays_in_its_shard(one: Collection, files: dict[str, Path], tmp_path: Path) -> None:
    """It stands behind the others then, as in one index; a new one beside it takes the place that its name has."""
    folder = tmp_path / "index"
    on_disk(one, folder, 3)
    before = generations(folder)
    files["bridge"].write_text("On the Bridge\n\nThe bridge was finished after all.1\n")
    mill = files["bridge"].with_name("aaa-mill.txt")
    mill.write_text(MILL)
    found = add_to(folder, [files["bridge"], mill])
    assert generations(folder)[1] == before[1]
    same(with_articles(one, [files["bridge"], mill]), found)


def test_an_article_is_removed_from_its_shard(one: Collection, tmp_path: Path) -> None:
    """The others stay; where a shard would be empty, what is left is cut anew."""
    folder = tmp_path / "index"
    on_disk(one, folder, 2)
    alone = next(at for at in (0, 1) if len(OpenShards.of(folder).sources(at)) == 1)
    (lone,) = OpenShards.of(folder).sources(alone)
    other = OpenShards.of(folder).sources(1 - alone)[0].article_id
    before = generations(folder)
    same(without_articles(one, [other]), remove_from(folder, [other]))
    assert [old == new for old, new in zip(before, generations(folder), strict=True)] == [at == alone for at in (0, 1)]
    left = remove_from(folder, [lone.article_id])
    same(without_articles(one, [other, lone.article_id]), left)
    assert [path.name for path in folder.glob("shard-*")] == ["shard-1"]
    with pytest.raises(UnknownArticleError, match="There is no article 'canal'."):
        remove_from(folder, ["canal"])
    with pytest.raises(ArticleError, match="No article would be left"):
        remove_from(folder, [left.articles[0].id])


def test_a_file_whose_articles_are_in_several_shards(tmp_path: Path) -> None:
    """It is put in the place of all of them."""
    path = tmp_path / "several.jsonl"
    lines = [
        '{"id": "%s", "text": "On %s\\n\\nThe %s was built by convicts. Nobody paid them."}' % ((name,) * 3) for name in "abcd"
    ]
    path.write_text("\n".join(lines))
    one = build_collection([path], Settings(), WordEncoder())
    folder = tmp_path / "index"
    on_disk(one, folder, 2)
    same(without_articles(one, ["b"]), remove_from(folder, ["b"]))
    path.write_text("\n".join(lines[1:]).replace("convicts", "sailors"))
    same(build_collection([path], Settings(), WordEncoder()), add_to(folder, [path]))


def test_a_build_that_dies_before_the_end_leaves_what_is_in_use(
    one: Collection, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Again and again: the shards that are in use stay until others are."""
    folder = tmp_path / "index"
    on_disk(one, folder, 3)
    files["harbour"].write_text("On the Harbour\n\nNothing happened.\n")

    def dying(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "put_files", lambda self, write, keep=frozenset(): real(self, write, keep) if keep else dying())
        for _ in range(3):
            with pytest.raises((IndexFolderError, OSError)):
                add_to(folder, [files["harbour"]])
    assert indexed_ids(folder) == ("bridge", "harbour", "railway")
    assert len(OpenShards.of(folder).shards) == 3


def test_files_that_cannot_be_read_are_left_out(one: Collection, tmp_path: Path) -> None:
    """The rest is added; one alone is refused."""
    folder, refused = tmp_path / "index", list[str]()
    on_disk(one, folder, 2)
    bad, mill = tmp_path / "bad.txt", tmp_path / "mill.txt"
    bad.write_text("")
    mill.write_text(MILL)
    found = add_to(folder, [bad, mill], refused=lambda error: refused.append(str(error)))
    assert "mill" in {article.id for article in found.articles}
    assert len(refused) == 1
    with pytest.raises(ArticleError):
        add_to(folder, [bad])


@pytest.mark.parametrize("steps", [(3, 2), (2, None, 3), (None, 2)])
def test_a_folder_is_cut_otherwise(
    files: dict[str, Path], tmp_path: Path, steps: Sequence[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From one piece to shards and back, taking over what is encoded; of the former nothing is left."""
    monkeypatch.setattr("index.indexing.assembly.encoder_for", lambda *_, **__: WordEncoder())
    monkeypatch.setattr("index.opening.open_encoder", lambda _: WordEncoder())
    monkeypatch.setattr("index.maintenance.require_export_packages", lambda: None)
    folder = tmp_path / "index"
    for shards in steps:
        index_into(folder, [files[name] for name in ("bridge", "harbour", "railway")], Settings(), shards=shards)
        assert len(list(folder.glob("shard-*"))) == (shards or 0)
        assert [article.id for article in open_searchable(folder).articles] == ["bridge", "harbour", "railway"]
