"""Opening: an index folder becomes a collection, whole, verified and up to date, or not at all."""

from __future__ import annotations

from pathlib import Path

from index.collection import Collection
from index.encoding import Encoder
from index.errors import IndexFolderError, ModelError, StaleIndexError
from index.folder import REBUILD, OpenIndex, current_generation, kept_folder, load, open_encoder, staleness
from index.searching import Searchable
from index.settings import Settings
from index.sharding import is_sharded, open_sharded


def open_searchable(folder: Path, settings: Settings | None = None, encoder: Encoder | None = None) -> Searchable:
    """Open a saved index, cut into shards or not, in this process; parameters and errors as of `open_collection`."""
    if is_sharded(folder):
        return open_sharded(folder, settings, encoder)
    return open_collection(folder, settings, encoder)


def open_collection(folder: Path, settings: Settings | None = None, encoder: Encoder | None = None) -> Collection:
    """Open a saved index that is not cut into shards.

    `settings` are those that the caller counts on; None takes the index as it is. `encoder` is one that is at hand already.

    Raises:
        IndexFolderError: the folder is missing, incomplete or damaged.
        StaleIndexError: it belongs to other settings, another model or version, or an article changed since.
        ModelError: what encodes questions is neither in the folder nor installed.
    """
    if is_sharded(folder):
        raise IndexFolderError(f"The index in {folder} is cut into shards, which cannot be used for this. {REBUILD} {folder}")
    contents = load(folder)
    reason = staleness(contents.manifest, settings or contents.manifest.settings)
    if reason:
        raise StaleIndexError(f"The index in {folder} is out of date: {reason}. {REBUILD} {folder}")
    try:
        encoder = encoder or open_encoder(contents)
    except ModelError:
        # A writer may have put another generation in use, and removed this one, since its files were verified.
        if not contents.encoder_files or current_generation(folder) == contents.encoder_files[0].parent:
            raise
        return open_collection(folder, settings)
    if encoder.fingerprint != contents.manifest.encoder:
        raise StaleIndexError(
            f"The index in {folder} was made with a model of SHA-256 {contents.manifest.encoder}, "
            f"but the one at hand has {encoder.fingerprint}. {REBUILD} {folder}"
        )
    return Collection(OpenIndex(contents, encoder), kept_folder(folder))
