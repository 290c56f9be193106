"""Making and changing shards: an index is cut into a folder, and of a change only the shards that it concerns are written anew.

Shards are put beside those in use, which go on being read; what is known of all then changes in one step, and with it which are
in use.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from index.cutting.index_cuts import Made, balanced, cut, together
from index.encoding import Encoder, file_sha256
from index.errors import ArticleError, UnknownArticleError, shortened
from index.folder import MANIFEST, SHARD, Contents, OpenIndex, SourceFile, Writer, current_generation, open_encoder, writing
from index.indexing import BuildOptions, abbreviations_of, add, languages_of, remove
from index.readers import article_paths
from index.sharding import Counted, ShardFolder, Whole, gathered, is_sharded, load_shard, read_whole, write_whole


@dataclass(frozen=True, slots=True, eq=False)
class OpenShards:
    """Shards that are open, each an index, and the shard of each article in the order of the collection."""

    whole: Whole
    shards: tuple[OpenIndex, ...]

    @classmethod
    def of(cls, folder: Path) -> OpenShards:
        """Open the shards of the index in a folder.

        Raises:
            IndexFolderError: one is missing or damaged.
        """
        whole = read_whole(folder)
        contents = [load_shard(folder, whole, shard) for shard in range(len(whole.head.shards))]
        encoder = open_encoder(contents[0])
        return cls(whole, tuple(OpenIndex(each, encoder) for each in contents))

    @property
    def encoder(self) -> Encoder:
        """What encodes for all of them."""
        return self.shards[0].encoder

    def sources(self, shard: int) -> tuple[SourceFile, ...]:
        """Return of which files a shard's articles are."""
        return self.shards[shard].contents.manifest.sources

    def as_one(self) -> OpenIndex:
        """Return the index that was cut."""
        return together(self.shards, self.whole.shards.tolist())

    def with_changed(self, changed: Mapping[int, OpenIndex]) -> OpenShards:
        """Return them with other shards in the place of some."""
        return replace(self, shards=tuple(changed.get(at, shard) for at, shard in enumerate(self.shards)))


def put_in_shards(writer: Writer, index: OpenIndex, shards: int) -> None:
    """Cut an index into so many shards, and put these in use.

    Raises:
        ShardsError: there are fewer articles than shards.
        IndexFolderError: the folder cannot be written.
    """
    contents = index.contents
    counts = np.bincount(contents.passages.rows[:, 0], minlength=len(contents.manifest.sources)).tolist()
    parts = balanced(counts, shards)
    put_shards(writer, cut(index, parts), [shard for shard, own in enumerate(parts) for _ in own])


def put_shards(writer: Writer, shards: Sequence[Made], article_shards: Sequence[int]) -> None:
    """Put shards in use, each made and written before the next; `article_shards` has the shard of each article, in order.

    Raises:
        IndexFolderError: the folder cannot be written.
    """
    _put(writer, shards, {}, article_shards, _pinned(writer.folder))


def add_to_shards(writer: Writer, paths: Sequence[Path], options: BuildOptions) -> None:
    """Add the articles at `paths`: to the shard that has others of their files, or to the smallest.

    Raises:
        ArticleError: a file cannot be read and `options` refuses none, or none can.
        IndexFolderError: the index is damaged, or the folder cannot be written.
    """
    opened, files = OpenShards.of(writer.folder), [*article_paths(paths)]
    if _spread(opened, {_absolute(path) for path in files}):
        put_in_shards(writer, add(opened.as_one(), paths, opened.encoder, options), len(opened.shards))
        return
    changed: dict[int, OpenIndex] = {}
    for shard, own in _by_shard(opened, files).items():
        try:
            changed[shard] = _added(opened.with_changed(changed), shard, own, options)
        except ArticleError as error:
            if options.refused is None or len(files) == 1:
                raise
            options.refused(error)
    if not changed:
        raise ArticleError(f"None of the {len(files)} files could be read.")
    _put_changed(writer, opened, changed, [_absolute(path) for path in files])


def remove_from_shards(writer: Writer, article_ids: Iterable[str]) -> None:
    """Take articles out; a shard of which nothing would be left is given up, and the rest cut anew.

    Raises:
        UnknownArticleError: there is no such article.
        ArticleError: none would be left.
        IndexFolderError: the index is damaged, or the folder cannot be written.
    """
    opened, unwanted = OpenShards.of(writer.folder), list(article_ids)
    shards = dict(zip(opened.whole.head.article_ids, opened.whole.shards.tolist(), strict=True))
    unknown = next((each for each in unwanted if each not in shards), None)
    if unknown is not None:
        raise UnknownArticleError(f"There is no article {shortened(unknown)}.")
    concerned = {shards[each] for each in unwanted}
    emptied = any({source.article_id for source in opened.sources(shard)} <= set(unwanted) for shard in concerned)
    files = {source.path for shard in concerned for source in opened.sources(shard) if source.article_id in unwanted}
    if emptied or _spread(opened, files):
        left = remove(opened.as_one(), unwanted, opened.encoder)
        put_in_shards(writer, left, min(len(opened.shards), len(left.contents.manifest.sources)))
        return
    changed = {}
    for shard in concerned:
        own = [each for each in unwanted if shards[each] == shard]
        before = opened.shards[shard]
        changed[shard] = remove(before, own, opened.encoder, before.contents.semantic.clusters)
    _put_changed(writer, opened, changed, [])


def remove_shards(folder: Path, keep: frozenset[str] = frozenset()) -> None:
    """Remove the folders of shards that are not in use any more."""
    for path in folder.glob(f"{SHARD}*"):
        if path.name not in keep:
            shutil.rmtree(path)


def _added(opened: OpenShards, shard: int, files: Sequence[Path], options: BuildOptions) -> OpenIndex:
    others = chain.from_iterable(opened.sources(at) for at in range(len(opened.shards)) if at != shard)
    before = opened.shards[shard]
    return add(before, files, opened.encoder, options, [*others], before.contents.semantic.clusters)


def _by_shard(opened: OpenShards, files: Sequence[Path]) -> dict[int, list[Path]]:
    """Return the files that each shard takes: those that it had, or that were moved; new ones go to the smallest."""
    had, moved = {}, {}
    for shard in range(len(opened.shards)):
        for source in opened.sources(shard):
            had[source.path] = shard
            if not Path(source.path).is_file():
                moved[source.sha256] = shard
    smallest = int(np.bincount(opened.whole.shards, weights=opened.whole.passages).argmin())
    found: dict[int, list[Path]] = {}
    for path in files:
        shard = had.get(_absolute(path), -1)
        if shard < 0:
            shard = moved.get(file_sha256(path), smallest) if moved and path.is_file() else smallest
        found.setdefault(shard, []).append(path)
    return found


def _spread(opened: OpenShards, files: set[str]) -> bool:
    """Whether articles of one of the files are in several shards."""
    holders: dict[str, set[int]] = {}
    for shard in range(len(opened.shards)):
        for source in opened.sources(shard):
            holders.setdefault(source.path, set()).add(shard)
    return any(len(holders.get(path, ())) > 1 for path in files)


def _put_changed(writer: Writer, opened: OpenShards, changed: Mapping[int, OpenIndex], files: Sequence[str]) -> None:
    """Put changed shards in use, with what is then known of all; articles of `files` stand behind the others, in their order."""
    after = opened.with_changed(changed)
    places = {path: at for at, path in enumerate(files)}
    kept: dict[str, int] = {}
    new: list[tuple[int, int]] = []
    for shard in range(len(after.shards)):
        for source in after.sources(shard):
            if shard in changed and source.path in places:
                new.append((places[source.path], shard))
            else:
                kept[source.article_id] = shard
    before = [kept[article_id] for article_id in opened.whole.head.article_ids if article_id in kept]
    numbers = [*before, *(shard for _, shard in sorted(new))]
    unchanged = {at: folder for at, folder in enumerate(opened.whole.head.shards) if at not in changed}
    made = [partial(after.shards.__getitem__, at) for at in range(len(after.shards))]
    _put(writer, made, unchanged, numbers, _pinned(writer.folder))


def _put(
    writer: Writer,
    shards: Sequence[Made],
    unchanged: Mapping[int, ShardFolder],
    article_shards: Sequence[int],
    pinned: Mapping[str, str],
) -> None:
    """Write the shards that are not `unchanged`, and then put what is known of all in use; `pinned` are those now in use."""
    written = [_put_one(writer.folder / f"{SHARD}{at + 1}", made, unchanged.get(at), pinned) for at, made in enumerate(shards)]
    counted, folders = [own for own, _ in written], [folder for _, folder in written]
    rest = [iter(own.articles) for own in counted]
    articles = [next(rest[shard]) for shard in article_shards]
    whole = gathered(counted, folders, article_shards, abbreviations_of(articles), languages_of(articles))
    writer.put_files(lambda generation: write_whole(generation, whole))
    remove_shards(writer.folder, keep=frozenset(each.name for each in folders))


def _put_one(folder: Path, made: Made, unchanged: ShardFolder | None, pinned: Mapping[str, str]) -> tuple[Counted, ShardFolder]:
    """Make a shard, write it unless it is `unchanged`, and return what is counted of it, so that the rest can go."""
    contents = made().contents
    return Counted.of(contents), unchanged or _written(folder, contents, pinned)


def _written(folder: Path, contents: Contents, pinned: Mapping[str, str]) -> ShardFolder:
    keep = frozenset({pinned[folder.name]} if folder.name in pinned else ())
    with writing(folder) as writer:
        writer.put(contents, keep)
        generation = current_generation(folder)
        return ShardFolder(folder.name, generation.name, file_sha256(generation / MANIFEST))


def _pinned(folder: Path) -> dict[str, str]:
    """Return the generation of each shard that is in use now, by the name of its folder."""
    return {each.name: each.generation for each in read_whole(folder).head.shards} if is_sharded(folder) else {}


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100  # a link is a file of its own name
