"""What an index is made from: articles' files, or another index with some more, some fewer, or other settings.

What is known from a previous index is not worked out again, and makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from index.encoding import Encoder
from index.errors import ArticleError
from index.folder import BibliographyFile, OpenIndex, SourceFile
from index.indexing.article_ids import former_sources, with_distinct_ids
from index.indexing.assembly import assemble
from index.indexing.indexed_articles import known_articles
from index.indexing.reading import BuildOptions, read_or_reuse
from index.indexing.reuse import adapted_articles, reusable_by_file
from index.indexing.told_by_bibliographies import readable, told, unchanged
from index.searching import Clusters
from index.settings import Settings


def build(
    paths: Sequence[Path],
    settings: Settings,
    encoder: Encoder | None = None,
    previous: OpenIndex | None = None,
    options: BuildOptions | None = None,
    former: Sequence[SourceFile] = (),
    bibliographies: Sequence[Path] = (),
) -> OpenIndex:
    """Index the articles at `paths`, files or folders; files that `previous` has as they are now are not read again.

    Articles of `previous`, and of `former`, go on with the ids that they had. `bibliographies` tell of their publication.

    Raises:
        ArticleError: a file cannot be read, or two articles in it have the same id.
        ModelError: the embedding model cannot be loaded.
    """
    options = options or BuildOptions()
    known = reusable_by_file(previous.contents, settings) if previous else {}
    exports = readable(bibliographies, options)
    read = read_or_reuse(paths, settings, known, options)
    named = with_distinct_ids(read, former_sources(read, previous.contents.manifest.sources if previous else former))
    files = [BibliographyFile(export.path, export.sha256) for export in exports]
    return assemble(told(named, exports, options), settings, encoder, previous, options, files)


def add(
    previous: OpenIndex,
    paths: Sequence[Path],
    encoder: Encoder | None = None,
    options: BuildOptions | None = None,
    elsewhere: Sequence[SourceFile] = (),
    clusters: Clusters | None = None,
) -> OpenIndex:
    """Add the articles at `paths` to an index, or put them in the place of those that came from the same files.

    `elsewhere` are articles of other shards of the same index, whose ids are taken, and `clusters` as for `assemble`.

    Raises:
        ArticleError: a file cannot be read, or two articles in it have the same id.
    """
    settings, options = previous.contents.manifest.settings, options or BuildOptions()
    reusable = {} if options.anew else reusable_by_file(previous.contents, settings)
    new = read_or_reuse(paths, settings, reusable, options)
    former = former_sources(new, previous.contents.manifest.sources)
    paths_read, moved = {each.source.path for each in new}, {source.article_id for source in former if source}
    known = known_articles(previous.contents)
    others = [each for each in known if each.source.path not in paths_read and each.article.id not in moved]
    named = with_distinct_ids(new, former, [*(each.source for each in others), *elsewhere])
    files = previous.contents.manifest.bibliographies
    found = told(named, unchanged(files, options), options, others)
    return assemble([*others, *found], settings, encoder, previous, options, files, clusters)


def remove(
    previous: OpenIndex, article_ids: Iterable[str], encoder: Encoder | None = None, clusters: Clusters | None = None
) -> OpenIndex:
    """Take articles out of an index; one at least must be left. `clusters` as for `assemble`.

    Raises:
        ArticleError: none would be left.
    """
    unwanted = set(article_ids)
    known = known_articles(previous.contents)
    files = {each.source.path for each in known if each.article.id in unwanted}
    left = [
        replace(each, source=replace(each.source, partial=each.source.partial or each.source.path in files))
        for each in known
        if each.article.id not in unwanted
    ]
    if not left:
        raise ArticleError("No article would be left in the index. Delete its folder instead.")
    manifest = previous.contents.manifest
    return assemble(left, manifest.settings, encoder, previous, None, manifest.bibliographies, clusters)


def reindex(previous: OpenIndex, settings: Settings) -> OpenIndex:
    """Index the articles of `previous` with other settings, without reading their files.

    Raises:
        SettingsError: the settings read articles otherwise.
    """
    files = previous.contents.manifest.bibliographies
    return assemble(adapted_articles(previous.contents, settings), settings, previous.encoder, previous, bibliographies=files)
