"""Reading articles' files for an index; what an index knows of a file that is as it was is not read again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tqdm import tqdm

from index.encoding import file_sha256
from index.errors import ArticleError
from index.indexing.article_ids import refuse_doubles
from index.indexing.indexed_articles import IndexedArticle, indexed_article
from index.indexing.kept_reading import KeptReading
from index.indexing.reuse import ByFile
from index.indexing.watching import Unwatched, Watch
from index.indexing.workers import Unreadable, Workers
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
    workers: who reads and encodes in the place of this process; None for nobody.
    """

    progress: Path | None = None
    shown: bool = False
    refused: Refused | None = None
    told: Told | None = None
    watch: Watch = field(default_factory=Unwatched)
    anew: bool = False
    workers: Workers | None = None

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
    for found in _of_files(files, settings, known, options):
        try:
            if isinstance(found, ArticleError):
                raise found
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


def read_file(path: Path, settings: Settings, watch: Watch) -> list[IndexedArticle]:
    """Read the articles in a file.

    Raises:
        ArticleError: it cannot be read.
    """
    sidecar = sidecar_sha256(path)
    read = read_with_sources(path, settings.markers, settings.recognition, watch.turns)
    watch.has_read(path, read)
    absolute = os.path.abspath(path)  # noqa: PTH100  # a link is an article of its own name
    return [indexed_article(article, absolute, sidecar, settings) for article, _ in read]


Found = list[IndexedArticle] | ArticleError  # what a file holds, or why that cannot be said


def _of_files(files: Sequence[Path], settings: Settings, known: ByFile, options: BuildOptions) -> Iterator[Found]:
    """Yield what each file holds, in order."""
    # Shown on a terminal only, unless nobody wants it at all.
    hidden = None if options.shown and len(files) > 1 else True
    if options.workers is not None:
        with tqdm(total=len(files), desc="reading", unit=" files", disable=hidden) as bar:
            found = _by_workers(files, settings, known, options, options.workers, bar)
        yield from (found[at] for at in range(len(files)))
        return
    for path in tqdm(files, desc="reading", unit=" files", disable=hidden):
        options.watch.begins(path)
        try:
            yield _known(path, settings, known) or read_file(path, settings, options.watch)
        except ArticleError as error:
            yield error


def _by_workers(
    files: Sequence[Path], settings: Settings, known: ByFile, options: BuildOptions, workers: Workers, bar: tqdm
) -> dict[int, Found]:
    """Return what each file holds, by its position: what is known, or kept, and the rest as workers read it."""
    kept = KeptReading(options.progress, settings)
    found: dict[int, Found] = {}
    for at, path in enumerate(files):
        try:
            own = _known(path, settings, known) or kept.find(path)
        except ArticleError as error:
            found[at] = error
        else:
            found |= {at: own} if own else {}
    bar.update(len(found))
    wanted = [at for at in range(len(files)) if at not in found]
    for number, read in workers.read([files[at] for at in wanted], settings):
        at = wanted[number]
        if isinstance(read, Unreadable):
            found[at] = ArticleError(read.sentence)
        else:
            kept.keep(files[at], read)
            found[at] = read
        bar.update()
    return found


def _known(path: Path, settings: Settings, known: ByFile) -> list[IndexedArticle]:
    """Return the articles in a file if they are known, else none."""
    absolute = os.path.abspath(path)  # noqa: PTH100  # a link is an article of its own name
    if os.access(path, os.R_OK) and path.is_file() and (found := known.get((absolute, file_sha256(path)))):
        return with_sidecar(found, path, settings)
    return []


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
