"""What can be reused of an index that is there already: by file where that is as it was, by setting where that shapes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from index.errors import SettingsError
from index.folder import Contents
from index.indexing.indexed_articles import IndexedArticle, analysed, known_articles
from index.searching import windows_of
from index.settings import Settings

READING = ("markers",)  # the settings that shape an article
CUTTING = ("passage_unit", "sentences_per_passage", "passage_stride")  # those that shape its passages
ANALYSING = ("stemming",)  # and those that shape its terms

ByFile = dict[tuple[str, str], list[IndexedArticle]]  # the articles of a file, by its path and its SHA-256


def reusable_by_file(contents: Contents, wanted: Settings) -> ByFile:
    """Return the articles of an index that can be used again under the settings `wanted`, by their files."""
    made_with = contents.manifest.settings
    found: ByFile = {}
    for each in known_articles(contents) if _alike(READING, made_with, wanted) else ():
        if not each.source.partial:
            found.setdefault((each.source.path, each.source.sha256), []).append(_adapted(each, made_with, wanted))
    return found


def adapted_articles(contents: Contents, wanted: Settings) -> list[IndexedArticle]:
    """Return the articles of an index under the settings `wanted`, without reading their files.

    Raises:
        SettingsError: the settings read articles otherwise.
    """
    made_with = contents.manifest.settings
    for name in READING:
        if getattr(made_with, name) != getattr(wanted, name):
            raise SettingsError(
                f"{name} is {getattr(wanted, name)!r}, but the articles were read with {getattr(made_with, name)!r}. "
                "Index their files anew."
            )
    return [_adapted(each, made_with, wanted) for each in known_articles(contents)]


def _adapted(indexed: IndexedArticle, made_with: Settings, wanted: Settings) -> IndexedArticle:
    """Return an indexed article with what `wanted` shapes otherwise worked out anew; its reading must be the same."""
    article = indexed.article
    terms = indexed.terms if _alike(ANALYSING, made_with, wanted) else analysed(article, wanted)
    encoded_alike = made_with.interacts or not wanted.interacts
    if encoded_alike and _alike(CUTTING, made_with, wanted):
        return replace(indexed, terms=terms)
    return IndexedArticle(article, indexed.source, windows_of([article], wanted), terms)


def _alike(names: Iterable[str], one: Settings, other: Settings) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in names)
