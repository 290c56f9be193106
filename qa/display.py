"""A stretch of an article, cut into pieces that can be shown: marked or not, and each followed by a note or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from index.records import Article, Note, Span
from qa.records import Citation

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text to be shown in one go: `marked` as with a pen or not, then the numbers of `notes`."""

    text: str
    marked: bool
    notes: tuple[Note, ...]


def pieces(article: Article, span: Span, mark: Span | None = None) -> tuple[Piece, ...]:
    """Cut `span` of the reading text at its note markers and at the ends of `mark`.

    The pieces' texts joined are the text of `span`.
    """
    notes = article.notes_in(span)
    edges = {span.start, span.end, *(note.anchor for note in notes)}
    if mark is not None:
        edges |= {edge for edge in (mark.start, mark.end) if span.start < edge < span.end}
    return tuple(_piece(article.text, Span(*ends), mark, notes) for ends in pairwise(sorted(edges)))


def passage_paragraphs(article: Article, citation: Citation) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces of a citation's passage, with its quotation marked, paragraph by paragraph.

    A title or heading that is cited, because a note stands there, is a paragraph here.
    """
    span = citation.passage.span
    parts = [paragraph.span for paragraph in article.paragraphs_of(span)] or [span]
    return tuple(pieces(article, Span(max(part.start, span.start), min(part.end, span.end)), citation.quote) for part in parts)


def as_text(shown: Iterable[Piece]) -> str:
    """Return pieces as plain text with superscript note numbers.

    >>> as_text([Piece("troops reached 72,400.", True, (Note("5", 22),))])
    'troops reached 72,400.⁵'
    """
    return "".join(piece.text + ",".join(superscript(note.label) for note in piece.notes) for piece in shown)


def note_id(article: Article, note: Note) -> str:
    """Return a name for a note's place that is its own on the article's page, also where labels begin again at 1."""
    return f"n{note.label}" if article.note(note.label) == note else f"n{note.label}-{note.anchor}"


def superscript(label: str) -> str:
    """Return a note's label as superscript digits; a label of other signs stands in brackets."""
    return label.translate(SUPERSCRIPTS) if label.isdecimal() and label.isascii() else f"[{label}]"


def _piece(text: str, span: Span, mark: Span | None, notes: tuple[Note, ...]) -> Piece:
    marked = mark is not None and mark.contains(span)
    return Piece(span.of(text), marked, tuple(note for note in notes if note.anchor == span.end))
