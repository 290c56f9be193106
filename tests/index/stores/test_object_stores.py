"""object_stores.py: files below a URL, and a sentence for whatever a store says against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.stores.object_stores import ObjectStore, StoreError


def test_files_come_back(tmp_path: Path) -> None:
    """What was put or written is read, also in folders that were not there; what is not there is None."""
    (tmp_path / "here").write_text("The ice broke.")
    store = ObjectStore(f"file://{tmp_path}/store/index/")
    store.put(tmp_path / "here", "a/b")
    store.write("CURRENT", b"a")
    assert (store.read("a/b"), store.read("CURRENT"), store.read("a/none")) == (b"The ice broke.", b"a", None)
    store.get("a/b", tmp_path / "back")
    assert (tmp_path / "back").read_text() == "The ice broke."


def test_files_of_the_same_size_are_not_copied_again(tmp_path: Path) -> None:
    """Files of an index are never changed: what was cut short is copied again, and nothing else."""
    store = ObjectStore(f"file://{tmp_path}/store")
    (tmp_path / "here").write_text("ice")
    store.put(tmp_path / "here", "a")
    (tmp_path / "here").write_text("oak")
    store.put(tmp_path / "here", "a")
    assert store.read("a") == b"ice"
    (tmp_path / "here").write_text("whole")
    store.put(tmp_path / "here", "a")
    assert store.read("a") == b"whole"


def test_stores_that_cannot_be_used(tmp_path: Path) -> None:
    """No URL, one that nothing reads, one below a file, and a file that is not there."""
    with pytest.raises(StoreError, match="'some/folder' is no URL of an object store. Name one such as s3://bucket/index"):
        ObjectStore("some/folder")
    with pytest.raises(StoreError, match="The store at nowhere://bucket is not known: Protocol not known: nowhere"):
        ObjectStore("nowhere://bucket")
    (tmp_path / "file").write_text("")
    store = ObjectStore(f"file://{tmp_path}/file")
    with pytest.raises(StoreError, match=f"The store at file://{tmp_path}/file cannot be written: "):
        store.put(tmp_path / "file", "a/b")
    with pytest.raises(StoreError, match=f"The store at file://{tmp_path} cannot be read: none: "):
        ObjectStore(f"file://{tmp_path}").get("none", tmp_path / "back")
