"""shard_loading.py: a shard is opened as the one that was counted, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import IndexFolderError
from index.folder.generations import current_generation
from index.maintenance import build_collection
from index.settings import Settings
from index.sharding.shard_loading import load_shard, load_shard_texts
from index.sharding.whole_file import read_whole
from tests.doubles import WordEncoder
from tests.sharded import on_disk


def test_what_is_wrong_with_a_shard_is_said(files: dict[str, Path], tmp_path: Path) -> None:
    """Another generation's manifest, a damaged file, a folder that is not there: a sentence each, of texts and scores alike."""
    folder = tmp_path / "index"
    on_disk(build_collection([files["harbour"].parent], Settings(), WordEncoder()), folder, 3, WordEncoder())
    whole = read_whole(folder)
    assert [source.article_id for source in load_shard(folder, whole, 1).manifest.sources] == ["harbour"]
    assert [article.id for article in load_shard_texts(folder, whole, 1).articles] == ["harbour"]
    articles = current_generation(folder / "shard-1") / "articles.jsonl"
    articles.write_bytes(articles.read_bytes() + b" ")
    manifest = current_generation(folder / "shard-2") / "manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b" ")
    (folder / "shard-3").rename(tmp_path / "away")
    said = (
        "shard-1 is damaged: articles.jsonl has",
        "manifest of its shard shard-2 has SHA-256",
        "incomplete: its shard shard-3 has no",
    )
    for load in (load_shard, load_shard_texts):
        for shard, words in enumerate(said):
            with pytest.raises(IndexFolderError, match=words):
                load(folder, whole, shard)
