"""What bibliographies tell of articles: more than their files do, less than their sidecars."""

from __future__ import annotations

from dataclasses import fields, replace

from index.metadata.bibliography_entries import Entry
from index.metadata.sidecars import ITALICS, checked_publication
from index.records import Article, Publication


def with_entry(article: Article, entry: Entry, from_sidecar: Publication) -> tuple[Article, tuple[str, ...]]:
    """Return an article with what its entry says where its sidecar is silent, and a sentence about each thing left out."""
    found, left_out = checked_publication(entry.table)
    silent = [field.name for field in fields(found) if not getattr(from_sidecar, field.name)]
    told = {name: value for name in silent if (value := getattr(found, name))}
    title = ITALICS.sub("", told.get("title", "")) or article.title
    sentences = [f"{entry.place}: {sentence} It is left out." for sentence in left_out]
    if entry.unknown_kind:
        sentences.append(f"{entry.place}: references have no kind {entry.unknown_kind!r}; they name {article.id} without one.")
    return replace(article, publication=replace(article.publication, **told), title=title), tuple(sentences)
