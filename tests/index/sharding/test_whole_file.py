"""whole_file.py: what is known of all shards is read as it was written, or refused with a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.collection import Collection
from index.errors import IndexFolderError, StaleIndexError
from index.folder.generations import current_generation
from index.folder.saving import writing
from index.sharding.whole import Whole
from index.sharding.whole_file import is_sharded, read_whole, write_whole
from tests.sharded import in_memory


@pytest.fixture
def whole(harbour: Collection) -> Whole:
    """What is known of one shard."""
    return in_memory(harbour, [[0]]).whole


def put(whole: Whole, folder: Path) -> Path:
    with writing(folder) as writer:
        writer.put_files(lambda generation: write_whole(generation, whole))
    return current_generation(folder) / "whole.npz"


def test_it_is_read_as_it_was_written(whole: Whole, tmp_path: Path) -> None:
    """Every number and every word."""
    folder = tmp_path / "index"
    assert not is_sharded(folder)
    put(whole, folder)
    assert is_sharded(folder)
    found = read_whole(folder)
    assert (found.head, found.vocabulary) == (whole.head, whole.vocabulary)
    for name in ("frequencies", "firsts", "shards", "passages"):
        assert getattr(found, name).tolist() == getattr(whole, name).tolist()


def test_what_is_wrong_with_it_is_said(whole: Whole, tmp_path: Path) -> None:
    """Another byte, no file at all, a shard that is named twice, another version's format."""
    path = put(whole, tmp_path / "index")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(IndexFolderError, match="whole.npz does not have the SHA-256 in whole.npz.sha256. Build it again"):
        read_whole(tmp_path / "index")
    path.unlink()
    with pytest.raises(IndexFolderError, match="whole.npz cannot be read"):
        read_whole(tmp_path / "index")
    put(replace(whole, head=replace(whole.head, shards=whole.head.shards * 2)), tmp_path / "twice")
    with pytest.raises(IndexFolderError, match="names shard-1 twice"):
        read_whole(tmp_path / "twice")
    put(replace(whole, head=replace(whole.head, format=1)), tmp_path / "old")
    with pytest.raises(StaleIndexError, match="has format 1, but this version reads format"):
        read_whole(tmp_path / "old")
