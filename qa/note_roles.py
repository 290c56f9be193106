"""Whose note is it? The notes in, behind and around a quotation, each with its role."""

from __future__ import annotations

from collections.abc import Iterable

from index.records import Article, Note, Passage, Span
from qa.records import CitedNote, Role


def cited_notes(article: Article, passage: Passage, quote: Span) -> tuple[CitedNote, ...]:
    """Return the passage's notes and the one that covers the quotation, in the order of the text, each with its role."""
    covering = covering_notes(article, quote)
    beyond = tuple(note for note in covering if note not in passage.notes)
    return tuple(CitedNote(note, _role(note, quote, covering)) for note in (*passage.notes, *beyond))


def notes_at(article: Article, quote: Span) -> tuple[CitedNote, ...]:
    """Return the notes in a stretch of the article, or else those that cover it, each with its role."""
    covering = covering_notes(article, quote) if article.paragraphs_of(quote) else ()
    return tuple(CitedNote(note, _role(note, quote, covering)) for note in (*article.notes_in(quote), *covering))


def stands_behind(notes: Iterable[CitedNote]) -> bool:
    """Whether any note stands in or behind the quotation."""
    return any(cited.role is not Role.IN_PASSAGE for cited in notes)


def covering_notes(article: Article, quote: Span) -> tuple[Note, ...]:
    """Return the next note behind a quotation that has none itself, if there is one in the paragraph in which it ends.

    Where several stand at that place, all of them.
    """
    if article.notes_in(quote):
        return ()
    paragraph = article.paragraphs_of(quote)[-1]
    rest = article.notes_in(Span(quote.end, paragraph.span.end))
    return tuple(note for note in rest if note.anchor == rest[0].anchor)


def _role(note: Note, quote: Span, covering: tuple[Note, ...]) -> Role:
    if quote.holds_anchor(note.anchor):
        return Role.IN_QUOTE
    return Role.COVERS_QUOTE if note in covering else Role.IN_PASSAGE
