"""Outlines: what a list says of an article, kept apart from its text, so that a library is listed without being read."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Article, Publication


@dataclass(frozen=True, slots=True)
class Outline:
    """An article in few words: `file` is its file's name; paragraphs, pages and notes are counted; `doubts` are the article's."""

    id: str
    title: str
    publication: Publication
    file: str
    paragraphs: int
    pages: int
    notes: int
    doubts: tuple[str, ...]


def outline(article: Article) -> Outline:
    """Return the outline of an article."""
    return Outline(
        id=article.id,
        title=article.title,
        publication=article.publication,
        file=article.source.name,
        paragraphs=len(article.paragraphs),
        pages=len(article.pages),
        notes=len(article.notes),
        doubts=article.doubts,
    )
