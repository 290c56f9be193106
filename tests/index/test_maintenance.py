"""maintenance.py: an index that was changed is the one that would have been built so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.collection import Collection
from index.encoding.onnx_encoder import OnnxEncoder
from index.errors import ArticleError, IndexFolderError, UnknownArticleError
from index.folder.loading import article_ids
from index.maintenance import (
    add_to,
    articles_from,
    build_collection,
    index_into,
    remove_from,
    save_collection,
    with_articles,
    with_settings,
    without_articles,
)
from index.opening import open_collection
from index.settings import RRF, Settings
from tests.comparing import same
from tests.conftest import RAILWAY
from tests.doubles import CountingEncoder, WordEncoder


def open_index(folder: Path, settings: Settings | None = None) -> Collection:
    return open_collection(folder, settings, WordEncoder())


def test_added_is_as_if_built_at_once(files: dict[str, Path]) -> None:
    """Articles added one by one make the index that a build of all makes."""
    at_once = build_collection(list(files.values()), encoder=WordEncoder())
    two = with_articles(build_collection([files["harbour"]], encoder=WordEncoder()), [files["railway"]])
    by_and_by = with_articles(two, [files["bridge"]])
    assert same(by_and_by, at_once)


def test_only_what_is_new_is_encoded(files: dict[str, Path]) -> None:
    """Adding an article encodes its passages and sentences, and none of the others'."""
    encoder = CountingEncoder()
    collection = build_collection([files["harbour"]], encoder=encoder)
    encoder.encoded.clear()
    with_articles(collection, [files["railway"]])
    assert encoder.encoded
    assert all(text in RAILWAY.replace("1", "").replace("2", "") for text in encoder.encoded)


def test_removed_is_as_if_never_there(files: dict[str, Path]) -> None:
    """Without an article, the index is that of the others, the words that only it had included."""
    encoder = CountingEncoder()
    collection = build_collection(list(files.values()), encoder=encoder)
    encoder.encoded.clear()
    without = without_articles(collection, ["railway"])
    assert encoder.encoded == []
    assert same(without, build_collection([files["harbour"], files["bridge"]], encoder=WordEncoder()))
    assert not without.knows("convict")


def test_what_cannot_be_removed(files: dict[str, Path]) -> None:
    """An article that is not there cannot be removed, nor the last one."""
    collection = build_collection([files["harbour"]], encoder=WordEncoder())
    with pytest.raises(UnknownArticleError, match="There is no article 'nowhere'. There are: harbour."):
        without_articles(collection, ["nowhere"])
    with pytest.raises(ArticleError, match="No article would be left in the index. Delete its folder instead."):
        without_articles(collection, ["harbour"])


def test_opened_index_can_be_added_to(files: dict[str, Path], tmp_path: Path) -> None:
    """An index that was saved and opened takes on articles as the one in memory does."""
    save_collection(build_collection([files["harbour"]], encoder=WordEncoder()), tmp_path / "index")
    opened = open_collection(tmp_path / "index", encoder=WordEncoder())
    added = with_articles(opened, [files["railway"], files["bridge"]])
    assert same(added, build_collection(list(files.values()), encoder=WordEncoder()))


def test_articles_from_files(files: dict[str, Path]) -> None:
    """The articles that were read from certain files are told by these."""
    collection = build_collection(list(files.values()), encoder=WordEncoder())
    assert [article.id for article, _ in articles_from(collection, [files["bridge"], files["harbour"]])] == ["harbour", "bridge"]


def test_with_other_settings(harbour: Collection) -> None:
    """The articles are the same, indexed otherwise."""
    changed = with_settings(harbour, Settings(fusion=RRF))
    assert (changed.articles, changed.settings) == (harbour.articles, Settings(fusion=RRF))


def test_a_folder_is_added_to_and_removed_from(files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is added or removed is so in the folder, of which each call returns the whole index."""
    monkeypatch.setattr("index.maintenance.open_encoder", lambda _: WordEncoder())
    monkeypatch.setattr("index.folder.encoders.weights_sha256", lambda _: "words")
    folder = tmp_path / "index"
    save_collection(build_collection([files["harbour"]], encoder=WordEncoder()), folder)
    added = add_to(folder, [files["bridge"]])
    assert isinstance(added, Collection)
    assert [article.id for article in added.articles] == ["harbour", "bridge"]
    assert same(open_index(folder), added)
    left = remove_from(folder, ["harbour"])
    assert isinstance(left, Collection)
    assert same(left, open_index(folder))
    assert article_ids(folder) == ("bridge",)
    with pytest.raises(UnknownArticleError, match="There is no article 'harbour'. There are: bridge."):
        remove_from(folder, ["harbour"])


def test_a_folder_is_indexed_anew_or_over_what_it_holds(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over an index of the same model only what is new is encoded; the articles are just those that are named."""
    encoder, folder = CountingEncoder(), tmp_path / "index"
    monkeypatch.setattr("index.maintenance.open_encoder", lambda _: encoder)
    monkeypatch.setattr("index.folder.encoders.weights_sha256", lambda _: encoder.fingerprint)
    save_collection(build_collection([files["harbour"]], encoder=WordEncoder()), folder)
    made = index_into(folder, [files["harbour"], files["bridge"]], Settings())
    assert [article.id for article in made.articles] == ["harbour", "bridge"]
    assert encoder.encoded[0].startswith("The bridge was never finished.")
    assert [article.id for article in index_into(folder, [files["bridge"]], Settings()).articles] == ["bridge"]


def test_nothing_is_added_where_there_is_no_index(files: dict[str, Path], tmp_path: Path) -> None:
    """A folder that is not there is not made by adding to it."""
    with pytest.raises(IndexFolderError, match="There is no index at"):
        add_to(tmp_path / "none", [files["bridge"]])
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("shards", [None, 2])
def test_what_was_built_can_be_saved_again(
    collection: Collection, files: dict[str, Path], tmp_path: Path, shards: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What encodes lay where the build kept its progress, and is in the index now."""
    encoder = collection.index.encoder
    assert isinstance(encoder, OnnxEncoder)

    def kept(_model: str, _passages: object, _previous: object, progress: Path, **_: object) -> OnnxEncoder:
        progress.mkdir()
        for path in encoder.files:
            shutil.copyfile(path, progress / path.name)
        return encoder.moved(progress)

    monkeypatch.setattr("index.indexing.assembly.encoder_for", kept)
    monkeypatch.setattr("index.maintenance.require_export_packages", lambda: None)
    built = index_into(tmp_path / "index", [files["harbour"], files["railway"]], Settings(), shards=shards)
    save_collection(built, tmp_path / "again")
    again = open_collection(tmp_path / "again")
    assert again.index.encoder.fingerprint == encoder.fingerprint
    assert same(again, built)
