"""What every reader ends with: a reading text with its blocks and notes becomes an `Article`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.readers.shared.copied_lines import CopiedText, PlacedBlock
from index.records import Article, Heading, Note, Page, Paragraph, Source, Span
from index.text import BlockKind, note_sentence_spans, sentence_spans


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from: `place` as an error names it, the file's name and digest, and doubts about its characters."""

    place: str
    name: str
    sha256: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Apparatus:
    """What stands beside a reading text: its pages, its notes, and doubts about what could not be settled."""

    pages: tuple[Page, ...]
    notes: tuple[Note, ...]
    doubts: tuple[str, ...]


def note_with_sentences(label: str, anchor: int, text: str | None) -> Note:
    """Return a note, its own text cut into sentences."""
    return Note(label, anchor, text, note_sentence_spans(text) if text else ())


def assemble_article(article_id: str, title: str, copied: CopiedText, apparatus: Apparatus, source: Source) -> Article:
    """Return the article, its paragraphs numbered, cut into sentences and hung below their headings; `title` may be empty."""
    article = Article(
        id=article_id,
        title=title or article_id,
        text=copied.text,
        headings=tuple(Heading(block.span, block.level) for block in copied.blocks if block.kind is BlockKind.HEADING),
        paragraphs=(),
        pages=apparatus.pages,
        notes=apparatus.notes,
        doubts=apparatus.doubts,
        source=source,
    )
    return _with_paragraphs(article, copied.blocks)


def _with_paragraphs(article: Article, blocks: Sequence[PlacedBlock]) -> Article:
    """Return the article with its paragraphs, numbered and hung below their headings."""
    path: list[str] = []
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            path = [*path[: block.level - 1], block.span.of(article.text)]
        elif block.kind is BlockKind.PARAGRAPH:
            paragraphs.append(_paragraph(article, len(paragraphs) + 1, block.span, tuple(path)))
    return replace(article, paragraphs=tuple(paragraphs))


def _paragraph(article: Article, number: int, span: Span, section: tuple[str, ...]) -> Paragraph:
    page = next(iter(article.pages_of(span)), None)
    return Paragraph(number, span, section, page, sentence_spans(span.of(article.text), span.start))
