"""transfers.py: an index arrives from a store as it was published, whole and verified, or the former one stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.cutting.shard_changes import add_to_shards, put_in_shards
from index.errors import IndexFolderError
from index.folder.generations import current_generation
from index.folder.saving import writing
from index.indexing.reading import BuildOptions
from index.maintenance import build_collection, save_collection
from index.opening import open_searchable
from index.settings import Settings
from index.stores.object_stores import ObjectStore, StoreError
from index.stores.transfers import fetch, publish
from tests.doubles import WordEncoder

QUESTION = "Who imported flour from Canada?"


@pytest.fixture
def one(files: dict[str, Path]) -> Collection:
    """Two articles."""
    return build_collection([files["harbour"], files["railway"]], Settings(), WordEncoder())


def _titles(folder: Path) -> list[str]:
    opened = open_searchable(folder, encoder=WordEncoder())
    return [hit.passage.article_id for hit in opened.search(opened.query(QUESTION), 50)]


@pytest.mark.parametrize("shards", [None, 2])
def test_an_index_arrives_as_it_was(shards: int | None, one: Collection, tmp_path: Path) -> None:
    """In one piece or in shards it has the same files and answers alike, and is published again from where it arrived."""
    here, there, url = tmp_path / "here", tmp_path / "there", f"file://{tmp_path}/store"
    if shards is None:
        save_collection(one, here)
    else:
        with writing(here) as writer:
            put_in_shards(writer, one.index, shards)
    publish(here, url)
    fetch(url, there)
    assert current_generation(there).name == current_generation(here).name
    assert _titles(there) == _titles(here)
    publish(there, f"memory://{tmp_path.name}-{shards}")
    fetch(f"memory://{tmp_path.name}-{shards}", tmp_path / "third")
    assert _titles(tmp_path / "third") == _titles(here)


def test_a_change_brings_what_changed(
    one: Collection, files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only new generations travel; what was in use stays beside them, what was before that goes."""
    monkeypatch.setattr("index.cutting.shard_changes.open_encoder", lambda _: WordEncoder())
    here, there, url = tmp_path / "here", tmp_path / "there", f"file://{tmp_path}/store"
    with writing(here) as writer:
        put_in_shards(writer, one.index, 2)
    publish(here, url)
    fetch(url, there)
    first, brought = current_generation(there).name, list[str]()
    with writing(here) as writer:
        add_to_shards(writer, [files["bridge"]], BuildOptions())
    publish(here, url)
    get = ObjectStore.get

    def watched(store: ObjectStore, name: str, into: Path) -> None:
        brought.append(name)
        get(store, name, into)

    monkeypatch.setattr(ObjectStore, "get", watched)
    fetch(url, there)
    assert "bridge" in _titles(there)
    changed = {name.split("/")[0] for name in brought if name.endswith("articles.jsonl")}
    assert len(changed) == 1
    assert {path.name for path in there.glob("gen-*")} == {first, current_generation(there).name}
    with writing(here) as writer:
        put_in_shards(writer, one.index, 2)
    publish(here, url)
    fetch(url, there)
    assert first not in {path.name for path in there.glob("gen-*")}


def test_what_was_cut_short_is_brought_again_and_damage_is_refused(one: Collection, tmp_path: Path) -> None:
    """A file that is here damaged is fetched again; one that is damaged on the store is refused, and the former index stays."""
    here, there, url = tmp_path / "here", tmp_path / "there", f"file://{tmp_path}/store"
    save_collection(one, here)
    publish(here, url)
    fetch(url, there)
    name = current_generation(there).name
    (there / name / "windows.npy").write_bytes(b"cut sho")
    fetch(url, there)
    assert _titles(there) == _titles(here)
    save_collection(one, here)
    publish(here, url)
    damaged = tmp_path / "store" / current_generation(here).name / "windows.npy"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    with pytest.raises(IndexFolderError, match="is damaged: windows.npy has SHA-256"):
        fetch(url, there)
    assert current_generation(there).name == name
    assert _titles(there) == _titles(here)


def test_what_is_not_there(tmp_path: Path) -> None:
    """A store without an index, and a folder without one: a sentence each, and no folder is made."""
    (tmp_path / "store").mkdir()
    with pytest.raises(StoreError, match=f"The store at file://{tmp_path}/store holds no index: its file CURRENT names none."):
        fetch(f"file://{tmp_path}/store", tmp_path / "there")
    with pytest.raises(IndexFolderError, match=f"There is no index at {tmp_path}/none"):
        publish(tmp_path / "none", f"file://{tmp_path}/store")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]
