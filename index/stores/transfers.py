"""Publishing an index to an object store, and fetching it: generation by generation, what is in use named last.

A generation is never changed once written, so that files that are there already are not copied again, and who reads while another
publishes or fetches sees one index, whole.
"""

from __future__ import annotations

from pathlib import Path

from tqdm import tqdm

from index.encoding import file_sha256
from index.errors import IndexFolderError
from index.folder import (
    CHECKSUM,
    CURRENT,
    GENERATION_NAME,
    MANIFEST,
    SHARD,
    SHARD_NAME,
    WHOLE,
    WHOLE_CHECKSUM,
    current_generation,
    load_generation,
    read_manifest,
    remove_generations,
    replace_text,
    sync_all,
    verify,
    writing,
)
from index.sharding import is_sharded, load_shard, read_whole, verify_sharded
from index.stores.object_stores import ObjectStore, StoreError


def publish(folder: Path, url: str, *, shown: bool = False) -> None:
    """Copy the index that is in use in a folder to a store, and put it in use there in one step, when all of it is there.

    Former generations stay there, for others may be fetching them. `shown` shows the progress on a terminal.

    Raises:
        IndexFolderError: the folder holds no whole index.
        StoreError: the store cannot be written.
    """
    store = ObjectStore(url)
    current_generation(folder)  # where there is none, no folder is made
    with writing(folder):
        generations = _in_use(folder)
        if is_sharded(folder):
            verify_sharded(folder)
        else:
            verify(folder)
        files = [path for generation in generations for path in sorted((folder / generation).iterdir())]
        for path in tqdm(files, desc="publishing", unit=" files", disable=None if shown else True):
            store.put(path, path.relative_to(folder).as_posix())
        store.write(CURRENT, f"{generations[0]}\n".encode())


def fetch(url: str, folder: Path, *, shown: bool = False) -> None:
    """Copy the index that is in use on a store into a folder, verify each file, and then put it in use in one step.

    What a fetch that was interrupted has brought is not brought again. `shown` shows the progress on a terminal.

    Raises:
        StoreError: the store cannot be read, or holds no index.
        IndexFolderError: what came is damaged, or the folder cannot be written; the former index stays.
    """
    store = ObjectStore(url)
    name = (store.read(CURRENT) or b"").decode("ascii", "replace").strip()
    if not GENERATION_NAME.fullmatch(name):
        raise StoreError(
            f"The store at {store} holds no index: its file {CURRENT} names none. Put one there with: loccit publish"
        )
    with writing(folder):
        former = _in_use(folder)
        if store.read(f"{name}/{WHOLE_CHECKSUM}") is None:
            _bring(store, folder, name, shown=shown)
            load_generation(folder, name)
        else:
            _bring_shards(store, folder, name, shown=shown)
        replace_text(folder / CURRENT, name)
        _remove_others(folder, {*former, *_in_use(folder)})


def _in_use(folder: Path) -> list[str]:
    """Return the generations that are in use in a folder, the index's own first; none where there is no whole index."""
    try:
        name = current_generation(folder).name
        shards = read_whole(folder, name).head.shards if is_sharded(folder) else ()
    except IndexFolderError:
        return []
    return [name, *(f"{shard.name}/{shard.generation}" for shard in shards)]


def _remove_others(folder: Path, keep: set[str]) -> None:
    """Remove what former fetches have left, but for what was in use until now: somebody may be opening it."""
    for home in (folder, *folder.glob(f"{SHARD}*")):
        remove_generations(home, {name.rpartition("/")[2] for name in keep})


def _bring_shards(store: ObjectStore, folder: Path, name: str, *, shown: bool) -> None:
    """Bring what is known of all shards, and each of these."""
    (folder / name).mkdir(exist_ok=True)
    for file in (WHOLE, WHOLE_CHECKSUM):
        store.get(f"{name}/{file}", folder / name / file)
    sync_all(folder / name)
    whole = read_whole(folder, name)
    for at, shard in enumerate(whole.head.shards):
        if not SHARD_NAME.fullmatch(shard.name) or not GENERATION_NAME.fullmatch(shard.generation):
            raise StoreError(f"The store at {store} holds no index of loccit's: it names a shard {shard.name!r}.")
        _bring(store, folder, f"{shard.name}/{shard.generation}", shown=shown)
        load_shard(folder, whole, at)


def _bring(store: ObjectStore, folder: Path, generation: str, *, shown: bool) -> None:
    """Bring a generation's files, those apart that are here as its manifest has them."""
    here = folder / generation
    here.mkdir(parents=True, exist_ok=True)
    for file in (MANIFEST, CHECKSUM):
        store.get(f"{generation}/{file}", here / file)
    wanted = read_manifest(here, folder).files
    for file, digest in tqdm(wanted.items(), desc=f"fetching {generation}", unit=" files", disable=None if shown else True):
        path = here / Path(file).name  # wherever a manifest of somebody else's would have it
        if not path.is_file() or file_sha256(path) != digest:
            store.get(f"{generation}/{file}", path)
    sync_all(here)
