"""The file of what is known of all shards: written with its checksum, verified when it is read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from pydantic import TypeAdapter, ValidationError

from index.errors import IndexFolderError, SettingsError, StaleIndexError
from index.folder import FORMAT, REBUILD, WHOLE, WHOLE_CHECKSUM, checksum_line, current_generation, sync_all
from index.sharding.whole import Head, Whole

_HEAD = TypeAdapter(Head)
_FORMAT = TypeAdapter(dict[str, object])


def is_sharded(folder: Path) -> bool:
    """Whether an index folder holds one that is cut into shards; a folder that holds none is none."""
    try:
        return (current_generation(folder) / WHOLE).is_file()
    except IndexFolderError:
        return False


def write_whole(generation: Path, whole: Whole) -> None:
    """Write what is known of all shards into a new generation's folder."""
    content = BytesIO()
    np.savez(
        content,
        allow_pickle=False,
        head=np.frombuffer(_HEAD.dump_json(whole.head), dtype=np.uint8),
        vocabulary=np.frombuffer("\n".join(whole.vocabulary).encode(), dtype=np.uint8),
        frequencies=whole.frequencies,
        firsts=whole.firsts,
        shards=whole.shards,
        passages=whole.passages,
        sentence_keys=whole.sentence_keys,
    )
    (generation / WHOLE).write_bytes(content.getvalue())
    (generation / WHOLE_CHECKSUM).write_text(checksum_line(generation / WHOLE), "ascii")
    sync_all(generation)


def read_whole(folder: Path, generation: str | None = None) -> Whole:
    """Return what is known of the shards of the index in `folder`, now or in a generation.

    Raises:
        IndexFolderError: it is missing or damaged, or names a shard twice.
        StaleIndexError: another version of loccit wrote it.
    """
    path = (folder / generation if generation else current_generation(folder)) / WHOLE
    try:
        if path.with_name(WHOLE_CHECKSUM).read_text("ascii") != checksum_line(path):
            raise _damaged(folder, f"does not have the SHA-256 in {WHOLE_CHECKSUM}")
        with np.load(path, allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
        head = arrays["head"].tobytes()
        written = _FORMAT.validate_json(head).get("format")
        if written != FORMAT:
            raise StaleIndexError(
                f"The index in {folder} has format {written!r}, but this version reads format {FORMAT}. "
                f"{REBUILD} {folder} --shards N"
            )
        whole = _read(_HEAD.validate_json(head), arrays)
    except (OSError, KeyError, ValueError, BadZipFile, ValidationError, SettingsError) as error:
        raise _damaged(folder, "cannot be read") from error
    names = [shard.name for shard in whole.head.shards]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise _damaged(folder, f"names {twice} twice")
    return whole


def _read(head: Head, arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int64]]]) -> Whole:
    words = arrays["vocabulary"].tobytes().decode()
    return Whole(
        head,
        tuple(words.split("\n")) if words else (),
        arrays["frequencies"],
        arrays["firsts"],
        arrays["shards"].astype(np.int32),
        arrays["passages"],
        arrays["sentence_keys"].astype(np.uint64),
    )


def _damaged(folder: Path, why: str) -> IndexFolderError:
    return IndexFolderError(f"The index in {folder} is damaged: {WHOLE} {why}. {REBUILD} {folder} --shards N")
