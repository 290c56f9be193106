"""Reading articles' files for an index; what an index knows of a file that is as it was is not read again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tqdm import tqdm

from index.encoding import file_sha256
from index.errors import ArticleError
from index.indexing.article_ids import refuse_doubles
from index.indexing.indexed_articles import IndexedArticle, indexed_article
from index.indexing.reuse import ByFile
from index.indexing.watching import Unwatched, Watch
from index.metadata import sidecar_sha256
from index.readers import article_paths, read_articles, read_with_sources
from index.settings import Settings

Refused = Callable[[ArticleError], None]
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What changes nothing of the index that is built.

    progress: the folder in which what is encoded is kept, so that a build that was interrupted goes on; None for nowhere.
    shown: whether progress is shown, if there is a terminal.
    refused: is called with the error of each file that cannot be read, and the rest is indexed; None ends the build there.
    told: is called with each sentence about what of a bibliography is not used; None where nobody wants to know.
    watch: is told of each step.
    anew: whether files that are known, as they are, are read and encoded again when they are added.
    """

    progress: Path | None = None
    shown: bool = False
    refused: Refused | None = None
    told: Told | None = None
    watch: Watch = field(default_factory=Unwatched)
    anew: bool = False

    def tell(self, sentences: Iterable[str]) -> None:
        """Say what was left out of what was read, to whoever wants to know."""
        for sentence in sentences:
            if self.told is not None:
                self.told(sentence)


def read_or_reuse(paths: Sequence[Path], settings: Settings, known: ByFile, options: BuildOptions) -> list[IndexedArticle]:
    """Return all articles at `paths`, files or folders, read only if they are not known; two files may give the same id.

    Raises:
        ArticleError: a file cannot be read and `refused` is missing, or none can.
    """
    files = article_paths(paths)
    indexed: list[IndexedArticle] = []
    # Shown on a terminal only, unless nobody wants it at all.
    for path in tqdm(files, desc="reading", unit=" files", disable=None if options.shown and len(files) > 1 else True):
        options.watch.begins(path)
        try:
            found = _of_file(path, settings, known, options.watch)
            refuse_doubles(found)
        except ArticleError as error:
            if options.refused is None or len(files) == 1:
                raise
            options.refused(error)
        else:
            indexed += found
    if not indexed:
        raise ArticleError(f"None of the {len(files)} files could be read.")
    return indexed


def _of_file(path: Path, settings: Settings, known: ByFile, watch: Watch) -> list[IndexedArticle]:
    """Return the articles in a file, read only if they are not known."""
    absolute = os.path.abspath(path)  # noqa: PTH100  # a link is an article of its own name
    if os.access(path, os.R_OK) and path.is_file() and (found := known.get((absolute, file_sha256(path)))):
        return with_sidecar(found, path, settings)
    sidecar = sidecar_sha256(path)
    read = read_with_sources(path, settings.markers, settings.recognition, watch.turns)
    watch.has_read(path, read)
    return [indexed_article(article, absolute, sidecar, settings) for article, _ in read]


def with_sidecar(indexed: list[IndexedArticle], path: Path, settings: Settings) -> list[IndexedArticle]:
    """Return a file's articles with the publication that its sidecar gives now, and of no bibliography; their texts stay."""
    sidecar = sidecar_sha256(path)
    if {(each.source.sidecar, each.source.entry) for each in indexed} == {(sidecar, "")}:
        return indexed
    articles = {article.id: article for article in read_articles(path, settings.markers, settings.recognition)}
    return [
        replace(each, article=articles[each.source.given_id], source=replace(each.source, sidecar=sidecar, entry=""))
        for each in indexed
    ]
