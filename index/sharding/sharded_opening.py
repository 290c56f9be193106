"""Opening an index that is cut: in this process with its scores, or its texts alone where the scores are elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from index.encoding import Encoder
from index.errors import IndexFolderError, StaleIndexError
from index.folder import REBUILD, Manifest, Texts, current_generation, kept_folder, open_encoder, staleness
from index.settings import Settings
from index.sharding.shard_loading import load_shard, load_shard_texts, shard_scorer
from index.sharding.sharded_collection import ShardedCollection
from index.sharding.sharded_scorer import LocalShards, Shards
from index.sharding.whole import Whole
from index.sharding.whole_file import read_whole

T = TypeVar("T")


def open_sharded(folder: Path, settings: Settings | None = None, encoder: Encoder | None = None) -> ShardedCollection:
    """Open an index that is cut, all of it in this process; parameters as of `index.opening.open_collection`.

    Raises:
        IndexFolderError: the folder, or a shard, is missing, incomplete or damaged.
        StaleIndexError: it belongs to other settings, another model or version, or an article changed since.
        ModelError: what encodes questions is neither in the folder nor installed.
    """

    def opened() -> ShardedCollection:
        whole = read_whole(folder)
        contents = [load_shard(folder, whole, shard) for shard in range(len(whole.head.shards))]
        _require_fresh(folder, [each.manifest for each in contents], settings or whole.head.settings)
        scorers = {shard: shard_scorer(each, whole) for shard, each in enumerate(contents)}
        texts = [Texts(each.manifest, each.articles, each.passages.rows, each.encoder_files, each.outlines) for each in contents]
        return _collection(folder, whole, texts, LocalShards(scorers), encoder)

    return _of_current(folder, opened)


def open_texts(folder: Path, shards_of: Callable[[str, Whole], Shards], encoder: Encoder | None = None) -> ShardedCollection:
    """Open the texts of an index that is cut; `shards_of` returns who asks the shards of a generation, whose name it is given.

    Raises:
        IndexFolderError: the folder, or a shard, is missing, incomplete or damaged.
        StaleIndexError: it belongs to another version, or an article changed since.
        ModelError: what encodes questions is neither in the folder nor installed.
    """

    def opened() -> ShardedCollection:
        name, whole = current_generation(folder).name, read_whole(folder)
        texts = [load_shard_texts(folder, whole, shard) for shard in range(len(whole.head.shards))]
        _require_fresh(folder, [each.manifest for each in texts], whole.head.settings)
        return _collection(folder, whole, texts, shards_of(name, whole), encoder)

    return _of_current(folder, opened)


def verify_sharded(folder: Path) -> tuple[Manifest, ...]:
    """Verify each file's checksum in each shard; return the manifests.

    Raises:
        IndexFolderError: the folder, or a shard, is missing, incomplete or damaged.
        StaleIndexError: another version of loccit wrote it.
    """

    def verified() -> tuple[Manifest, ...]:
        whole = read_whole(folder)
        return tuple(load_shard(folder, whole, shard).manifest for shard in range(len(whole.head.shards)))

    return _of_current(folder, verified)


def joined_manifest(manifests: tuple[Manifest, ...]) -> Manifest:
    """Return what the shards were made of and with, as one."""
    return replace(manifests[0], sources=tuple(source for manifest in manifests for source in manifest.sources))


def _collection(folder: Path, whole: Whole, texts: list[Texts], shards: Shards, encoder: Encoder | None) -> ShardedCollection:
    encoder = encoder or open_encoder(texts[0])
    if encoder.fingerprint != whole.head.encoder:
        raise StaleIndexError(
            f"The index in {folder} was made with a model of SHA-256 {whole.head.encoder}, "
            f"but the one at hand has {encoder.fingerprint}. {REBUILD} {folder} --shards {len(texts)}"
        )
    return ShardedCollection(whole, texts, shards, encoder, kept_folder(folder))


def _of_current(folder: Path, opened: Callable[[], T]) -> T:
    """Return what is opened of what is in use, also while a writer puts another in its place."""
    name = current_generation(folder).name
    try:
        return opened()
    except IndexFolderError:
        if current_generation(folder).name != name:
            return _of_current(folder, opened)
        raise


def _require_fresh(folder: Path, manifests: list[Manifest], settings: Settings) -> None:
    reason = next(filter(None, (staleness(manifest, settings) for manifest in manifests)), "")
    if reason:
        raise StaleIndexError(f"The index in {folder} is out of date: {reason}. {REBUILD} {folder} --shards {len(manifests)}")
