"""Ids: no two articles have the same one, and an article that has one keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from index.errors import ArticleError
from index.folder import SourceFile
from index.indexing.indexed_articles import IndexedArticle
from index.readers import slug

Former = tuple[SourceFile | None, ...]  # for each of several articles, what an index had of it


def former_sources(indexed: Sequence[IndexedArticle], sources: Iterable[SourceFile]) -> Former:
    """Return for each article the one of `sources` that it goes on: of the same file, or of one that was moved, else None.

    A file was moved where another one has its name's id and its content, and it is not there any more.
    """
    here: dict[tuple[str, str], SourceFile] = {}
    moved: dict[tuple[str, str], list[SourceFile]] = {}
    paths = {each.source.path for each in indexed}
    for source in sources:
        if source.path in paths:
            here[source.path, source.given_id] = source
        elif not Path(source.path).is_file():
            moved.setdefault(source.identity, []).append(source)
    return tuple(
        here.get((each.source.path, each.source.given_id)) or next(_taken(moved.get(each.source.identity, [])), None)
        for each in indexed
    )


def with_distinct_ids(
    indexed: Sequence[IndexedArticle], former: Former, others: Iterable[SourceFile] = ()
) -> list[IndexedArticle]:
    """Return articles with ids that neither another of them nor one of `others` has.

    Each keeps the id that it had; else it gets that of its file's name; where another has that already, with the names of the
    folders before it, as few as are needed.
    """
    holders = {source.article_id: Path(source.path) for source in others}
    ids = [was.article_id if was else "" for was in former]
    holders |= {article_id: Path(each.source.path) for article_id, each in zip(ids, indexed, strict=True) if article_id}
    for name in (_given, _invented):  # an invented id must not take another file's own
        for position, each in enumerate(indexed):
            if not ids[position] and (article_id := name(each.source, holders)):
                ids[position] = article_id
                holders[article_id] = Path(each.source.path)
    return [each.renamed(article_id) for each, article_id in zip(indexed, ids, strict=True)]


def refuse_doubles(indexed: Sequence[IndexedArticle]) -> None:
    """Refuse articles whose id another has.

    Raises:
        ArticleError: two have the same id.
    """
    seen: dict[str, str] = {}
    for each in indexed:
        article_id, path = each.article.id, each.source.path
        if article_id in seen:
            both = f"Two articles in {path}" if seen[article_id] == path else f"{seen[article_id]} and {path}"
            raise ArticleError(f"{both} would both have the id {article_id!r}. Rename one of them.")
        seen[article_id] = path


def _taken(sources: list[SourceFile]) -> Iterator[SourceFile]:
    """Yield sources, each taken out of the list, so that it is gone on with once."""
    while sources:
        yield sources.pop(0)


def _given(source: SourceFile, holders: Mapping[str, Path]) -> str:
    return "" if source.given_id in holders else source.given_id


def _invented(source: SourceFile, holders: Mapping[str, Path]) -> str:
    """Return an id that nobody holds: told from one in the same folder by the file's suffix, from others by the folders."""
    path, name, told_by_suffix = Path(source.path), source.given_id, False
    folders = (parent.name for parent in path.parents)
    while name in holders:
        if holders[name].parent == path.parent and not told_by_suffix:
            name, told_by_suffix = slug(f"{name} {path.suffix}"), True
        else:
            folder = next(folders, None)
            if folder is None:
                return next(_numbered(source.given_id, holders))
            name = slug(f"{folder} {name}")
    return name


def _numbered(name: str, holders: Mapping[str, Path]) -> Iterator[str]:
    return (numbered for number in count(2) if (numbered := f"{name}-{number}") not in holders)
