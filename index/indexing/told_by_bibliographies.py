"""Articles get what bibliographies tell of their publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.folder import BibliographyFile
from index.indexing.indexed_articles import IndexedArticle
from index.indexing.reading import BuildOptions
from index.metadata import (
    Bibliography,
    BibliographyError,
    entry_digest,
    matches,
    read_bibliography,
    sidecar_publication,
    with_entry,
)
from index.readers import is_jsonl


def readable(paths: Sequence[Path], options: BuildOptions) -> list[Bibliography]:
    """Return the bibliographies that can be read.

    Raises:
        BibliographyError: one cannot be read, and `options.refused` is missing.
    """
    found: dict[str, Bibliography] = {}
    for path in paths:
        try:
            bibliography = read_bibliography(path)
        except BibliographyError as error:
            if options.refused is None:
                raise
            options.refused(error)
        else:
            found.setdefault(bibliography.path, bibliography)
    for bibliography in found.values():
        options.tell(bibliography.sentences)
    return list(found.values())


def unchanged(files: Sequence[BibliographyFile], options: BuildOptions) -> list[Bibliography]:
    """Return the bibliographies that an index was made with, as far as they are as they were."""
    found = []
    for file in files:
        try:
            bibliography = read_bibliography(Path(file.path))
        except BibliographyError as error:
            options.tell([str(error)])
            continue
        if bibliography.sha256 == file.sha256:
            found.append(bibliography)
        else:
            options.tell([f"{file.path} has changed since, and is not used for what is added. Index all articles again with it."])
    return found


def told(
    indexed: Sequence[IndexedArticle],
    bibliographies: Sequence[Bibliography],
    options: BuildOptions,
    others: Sequence[IndexedArticle] = (),
) -> list[IndexedArticle]:
    """Return articles with what their entries say; none of `others` shares its entry.

    Raises:
        SidecarError: a sidecar has changed while it was read, and cannot be read any more.
    """
    used = {each.source.entry for each in others}
    found = matches([(each.article, each.source.path) for each in indexed], bibliographies, used)
    options.tell(found.sentences)
    articles = []
    for each, entry in zip(indexed, found.entries, strict=True):
        if entry is None:
            articles.append(each)
            continue
        path = Path(each.source.path)
        ids = [other.source.given_id for other in indexed if other.source.path == each.source.path] if is_jsonl(path) else []
        article, sentences = with_entry(each.article, entry, sidecar_publication(path, each.source.given_id, ids))
        options.tell(sentences)
        articles.append(replace(each, article=article, source=replace(each.source, entry=entry_digest(entry))))
    return articles
