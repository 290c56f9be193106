"""What makes and changes an index: in memory, collections from articles; on the disk, an index folder.

One writer at a time; who reads is never disturbed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.collection import Collection
from index.cutting import OpenShards, add_to_shards, put_in_shards, remove_from_shards, remove_shards
from index.encoding import Encoder, require_export_packages
from index.errors import IndexFolderError, ModelError
from index.folder import (
    SHARD,
    OpenIndex,
    SourceFile,
    Writer,
    article_ids,
    current_generation,
    load,
    open_encoder,
    settled,
    sources,
    verify,
    writing,
)
from index.indexing import (
    BuildOptions,
    Refused,
    Told,
    Unwatched,
    Watch,
    Workers,
    add,
    build,
    describe,
    fits,
    is_fresh,
    reindex,
    remove,
)
from index.readers import article_paths
from index.records import Article
from index.settings import Settings
from index.sharding import ShardedCollection, is_sharded, joined_manifest, open_sharded, read_whole, verify_sharded


def build_collection(paths: Sequence[Path], settings: Settings | None = None, encoder: Encoder | None = None) -> Collection:
    """Read and index the articles at `paths`, files or folders, in memory.

    Raises:
        ArticleError: a file cannot be read, or two articles in it have the same id.
        ModelError: the embedding model cannot be loaded.
    """
    return Collection(build(paths, settings or Settings(), encoder))


def with_articles(collection: Collection, paths: Sequence[Path]) -> Collection:
    """Return the collection with the articles at `paths` added, or put in the place of those from the same files.

    Raises:
        ArticleError: a file cannot be read, or two articles in it have the same id.
    """
    return Collection(add(collection.index, paths, collection.index.encoder))


def without_articles(collection: Collection, article_ids: Iterable[str]) -> Collection:
    """Return the collection without these articles.

    Raises:
        UnknownArticleError: there is no such article.
        ArticleError: none would be left.
    """
    unwanted = [collection.article(article_id).id for article_id in article_ids]
    return Collection(remove(collection.index, unwanted, collection.index.encoder))


def with_settings(collection: Collection, settings: Settings) -> Collection:
    """Return the same articles, indexed with other settings.

    Raises:
        SettingsError: the settings read articles otherwise.
    """
    return Collection(reindex(collection.index, settings))


def articles_from(collection: Collection | ShardedCollection, paths: Sequence[Path]) -> Iterator[tuple[Article, Path]]:
    """Yield the articles that were read from `paths`, files or folders, each with its file.

    Raises:
        ArticleError: a folder holds no article.
    """
    files = {os.path.abspath(path): path for path in article_paths(paths)}  # noqa: PTH100  # a link is a file of its own name
    for article, source in zip(collection.articles, collection.sources, strict=True):
        if source.path in files:
            yield article, files[source.path]


def save_collection(collection: Collection, folder: Path) -> None:
    """Write the index to `folder`, putting it in the place of the one there in one step.

    Raises:
        IndexFolderError: the folder cannot be written, or is not an index folder.
    """
    with writing(folder) as writer:
        writer.put(collection.index.contents)


def index_into(
    folder: Path,
    paths: Sequence[Path],
    settings: Settings,
    *,
    anew: bool = False,
    shown: bool = False,
    refused: Refused | None = None,
    told: Told | None = None,
    bibliographies: Sequence[Path] = (),
    shards: int | None = None,
    workers: Workers | None = None,
) -> Collection:
    """Make `folder` an index of just the articles at `paths`, taking over what it holds of them already.

    `anew` takes nothing over but the ids; `shown` shows the progress on a terminal; `refused` is called with the
    error of each file that cannot be read, and the rest is indexed, and `told` with what of the bibliographies is not used.
    What an interrupted call has encoded is used by the next one. The folder holds it in so many `shards`, or as one.
    `workers` read and encode in the place of this process.

    Raises:
        ShardsError: there are fewer articles than shards.
        ArticleError: a file cannot be read and `refused` is missing, or none can.
        ModelError: the embedding model cannot be loaded.
        IndexFolderError: the folder cannot be written.
    """
    if anew or not indexed_ids(folder):
        require_export_packages()  # before articles are read, which may take long
    with writing(folder) as writer:
        options = BuildOptions(writer.progress, shown=shown, refused=refused, told=told, workers=workers)
        previous = None if anew else _reusable(folder)
        known = indexed_sources(folder) if previous is None else ()
        built = build(paths, settings, previous=previous, options=options, former=known, bibliographies=bibliographies)
        if shards is not None:
            put_in_shards(writer, built, shards)
            return Collection(settled(built, current_generation(folder / f"{SHARD}1")))
        return _put(writer, built)


def is_up_to_date(
    folder: Path, paths: Sequence[Path], settings: Settings, bibliographies: Sequence[Path] = (), shards: int | None = None
) -> bool:
    """Whether `folder` holds, in so many shards or as one, a whole index of just these articles, as they are now, so made.

    Raises:
        ArticleError: a folder holds no article.
    """
    if not is_sharded(folder):
        return shards is None and is_fresh(folder, paths, settings, bibliographies)
    try:
        manifests = verify_sharded(folder)
    except IndexFolderError:
        return False
    return len(manifests) == shards and fits(joined_manifest(manifests), paths, settings, bibliographies)


def indexed_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids of the articles in the index in `folder`, none where there is no index that can be read."""
    try:
        return read_whole(folder).head.article_ids if is_sharded(folder) else article_ids(folder)
    except IndexFolderError:
        return ()


def add_to(
    folder: Path,
    paths: Sequence[Path],
    *,
    anew: bool = False,
    shown: bool = False,
    refused: Refused | None = None,
    told: Told | None = None,
    watch: Watch | None = None,
) -> Collection | ShardedCollection:
    """Add the articles at `paths` to the index in `folder`, or put them in the place of those from the same files.

    `anew` also reads files again that are as they were; `refused` is called with the error of each file that cannot be read, and
    the rest is added; `watch` is told of each step.

    Raises:
        ArticleError: a file cannot be read and `refused` is missing, or none can.
        IndexFolderError: there is no whole index in the folder, or it cannot be written.
    """
    current_generation(folder)
    with writing(folder) as writer:
        options = BuildOptions(writer.progress, shown=shown, refused=refused, told=told, watch=watch or Unwatched(), anew=anew)
        if is_sharded(folder):
            add_to_shards(writer, paths, options)
            return open_sharded(folder)
        return _put(writer, add(_loaded(folder), paths, options=options))


def remove_from(folder: Path, article_ids: Iterable[str]) -> Collection | ShardedCollection:
    """Take articles out of the index in `folder`.

    Raises:
        UnknownArticleError: there is no such article.
        ArticleError: none would be left.
        IndexFolderError: there is no whole index in the folder, or it cannot be written.
    """
    current_generation(folder)
    with writing(folder) as writer:
        if is_sharded(folder):
            remove_from_shards(writer, article_ids)
            return open_sharded(folder)
        left = without_articles(Collection(_loaded(folder)), article_ids)
        return _put(writer, left.index)


def describe_in(
    folder: Path, bibliographies: Sequence[Path], *, refused: Refused | None = None, told: Told | None = None
) -> Collection | ShardedCollection:
    """Give the articles of the index in `folder` what bibliographies tell of them, in the place of those that it was made with.

    `refused` is called with the error of each that cannot be read, `told` with what is not used.

    Raises:
        BibliographyError: one cannot be read, and `refused` is missing.
        IndexFolderError: there is no whole index in the folder, or it cannot be written.
    """
    current_generation(folder)
    with writing(folder) as writer:
        options = BuildOptions(writer.progress, refused=refused, told=told)
        if is_sharded(folder):
            opened = OpenShards.of(folder)
            put_in_shards(writer, describe(opened.as_one(), bibliographies, opened.encoder, options), len(opened.shards))
            return open_sharded(folder)
        previous = _loaded(folder)
        return _put(writer, describe(previous, bibliographies, previous.encoder, options))


def indexed_bibliographies(folder: Path) -> tuple[str, ...]:
    """Return the paths of the bibliographies that the index in a folder was made with, none where that cannot be read."""
    try:
        manifest = joined_manifest(verify_sharded(folder)) if is_sharded(folder) else verify(folder)
    except IndexFolderError:
        return ()
    return tuple(each.path for each in manifest.bibliographies)


def _put(writer: Writer, index: OpenIndex) -> Collection:
    writer.put(index.contents)
    remove_shards(writer.folder)
    return Collection(settled(index, current_generation(writer.folder)))


def _loaded(folder: Path) -> OpenIndex:
    """Return the index in a folder, also one that is out of date: what it holds can be reused."""
    contents = load(folder)
    return OpenIndex(contents, open_encoder(contents))


def _reusable(folder: Path) -> OpenIndex | None:
    """Return the index that is there, None where there is none that can be taken over."""
    try:
        return OpenShards.of(folder).as_one() if is_sharded(folder) else _loaded(folder)
    except (IndexFolderError, ModelError):
        return None


def indexed_sources(folder: Path) -> tuple[SourceFile, ...]:
    """Return of which files the index in a folder is, none where that cannot be read."""
    if not is_sharded(folder):
        return sources(folder)
    try:
        return joined_manifest(verify_sharded(folder)).sources
    except IndexFolderError:
        return ()
