"""From a `Document` to an `Article`: reading text, headings, paragraphs, notes, pages, and the way back to each element."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.errors import ArticleError
from index.readers.marked_up.document import Document, DocumentBlock, Inlines, NoteMark, PageBreak, normalised, words_of
from index.readers.shared import (
    Apparatus,
    CopiedText,
    MarkerSpans,
    Origin,
    SourceBlock,
    assemble_article,
    copy_blocks,
    find_notes,
    note_with_sentences,
    placed_notes,
)
from index.records import BLANK_LINE, Article, Note, Page, Region, Run, Source, Span
from index.settings import NONE
from index.text import BlockKind, Hyphenation, Line, PagedLines, require_text

STOPS = tuple(".,;:!?)]”’")  # before which no space is left where a mark stood
LINE_BREAKS = str.maketrans("\r\n\f\v\u2028\u2029", "      ")
# What no running text has and files may still carry; the space that stands in its place is none of the text's.
CONTROLS = str.maketrans(dict.fromkeys([*range(9), *range(14, 32), 127], " "))


@dataclass(slots=True)
class _Extract:
    """The characters of a document as extracted, and where its blocks, marks and page breaks stand in them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Span] = field(default_factory=list)
    marks: list[tuple[Span, NoteMark]] = field(default_factory=list)
    pages: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def add_block(self, block: DocumentBlock) -> None:
        self.add(BLANK_LINE if self.blocks else "")
        start = self.length
        for inline in _close_marks(block.inlines):
            if isinstance(inline, str):
                self.add(inline)
            elif isinstance(inline, NoteMark):
                at = self.length
                self.add(f"[{inline.label}]")
                self.marks.append((Span(at, self.length), inline))
            else:
                self.pages.append((self.length, inline.label))
        self.blocks.append(Span(start, self.length))


def compose(document: Document, origin: Origin, article_id: str, markers: str) -> tuple[Article, str]:
    """Return the article, and the characters as extracted, to which its source map leads.

    `markers` is the form of note markers that are typed, looked for where the file has no notes of its own.

    Raises:
        ArticleError: there is no running text.
    """
    document = normalised(document)
    if not any(block.kind is BlockKind.PARAGRAPH for block in document.blocks):
        raise ArticleError(f"{origin.place} has no paragraph of running text: there is nothing to search in it.")
    extract = _Extract()
    for block in document.blocks:
        extract.add_block(block)
    text = extract.text
    require_text(text, origin.place)
    typed = not extract.marks and markers != NONE
    article = (_with_typed_notes if typed else _with_own_notes)(document, extract, text, origin, article_id, markers)
    return replace(article, publication=document.publication), text


def _close_marks(inlines: Inlines) -> Iterator[str | NoteMark | PageBreak]:
    """Yield inlines with marks close behind their words: the space before a mark comes behind it."""
    space, marked = "", False
    for inline in inlines:
        if isinstance(inline, str):
            text = inline.translate(LINE_BREAKS).translate(CONTROLS)
            text = text if marked and text[:1] in STOPS else space + text
            words = text.rstrip()
            yield words
            space, marked = text[len(words) :], False
        elif isinstance(inline, PageBreak):
            yield space
            space = ""
            yield inline
        else:
            marked = True
            yield inline


def _with_own_notes(document: Document, extract: _Extract, text: str, origin: Origin, article_id: str, _: str) -> Article:
    marks = MarkerSpans(tuple(span for span, _ in extract.marks))
    copied, source = _copied(document.blocks, extract.blocks, text, marks, origin)
    notes = tuple(
        note_with_sentences(mark.label, source.offset_after(span.start), words_of(document.notes[mark.key]) or None)
        if mark.key in document.notes
        else Note(mark.label, source.offset_after(span.start))
        for span, mark in extract.marks
    )
    apparatus = Apparatus(tuple(_pages(extract, copied)), notes, (*origin.doubts, *document.doubts))
    return assemble_article(article_id, _title(document.blocks), copied, apparatus, source)


def _with_typed_notes(document: Document, extract: _Extract, text: str, origin: Origin, article_id: str, markers: str) -> Article:
    """Find what is typed: superscript or bracketed numbers, and a list of notes that follows the text."""
    lines = tuple(_line(block, span, text) for block, span in zip(document.blocks, extract.blocks, strict=True))
    listed, found = find_notes(text, PagedLines(lines, {}), markers)
    left = {line.span for line in listed.lines}
    kept = [(block, span) for block, span in zip(document.blocks, extract.blocks, strict=True) if span in left]
    markers_found = MarkerSpans(tuple(marker.span for marker in found.found))
    kept = [(block, span) for block, span in kept if markers_found.words_left(text, span)]
    blocks, spans = [block for block, _ in kept], [span for _, span in kept]
    copied, source = _copied(blocks, spans, text, markers_found, origin)
    notes, doubts = placed_notes(found, listed, Hyphenation(text), source)
    apparatus = Apparatus(tuple(_pages(extract, copied)), notes, (*origin.doubts, *document.doubts, *doubts))
    return assemble_article(article_id, _title(blocks), copied, apparatus, source)


def _line(block: DocumentBlock, span: Span, text: str) -> Line:
    """Return a block as a line of text; the entry of a numbered list has its number before it."""
    words = " ".join(span.of(text).split())
    return Line(span, f"{block.number}. {words}" if block.number else words, 0, True, 0)


def _title(blocks: Sequence[DocumentBlock]) -> str:
    return next((words_of(block.inlines) for block in blocks if block.kind is BlockKind.TITLE), "")


def _copied(
    blocks: Sequence[DocumentBlock], spans: Sequence[Span], text: str, markers: MarkerSpans, origin: Origin
) -> tuple[CopiedText, Source]:
    """Return the reading text of blocks, each of which stands on one line of the extract, and the way back to their elements."""
    to_copy = [SourceBlock(block.kind, block.level, (span,)) for block, span in zip(blocks, spans, strict=True)]
    copied = copy_blocks(text, to_copy, markers, Hyphenation(text))
    regions = tuple(Region(start, block.path) for block, start in zip(blocks, copied.line_starts, strict=True))
    return copied, Source(origin.name, origin.sha256, len(text), copied.runs, regions)


def _pages(extract: _Extract, copied: CopiedText) -> Iterator[Page]:
    """Yield the pages on which anything stands, each from its first character in the reading text."""
    starts = [(label, _offset_from(copied.runs, offset, copied.text)) for offset, label in extract.pages]
    for (label, start), (_, following) in pairwise([*starts, ("", len(copied.text))]):
        if start < following:
            yield Page(label, start)


def _offset_from(runs: Sequence[Run], source_offset: int, text: str) -> int:
    """Return the offset in the reading text of the first letter or sign that stands at `source_offset` or behind it."""
    offset = _offset(runs, source_offset, len(text))
    return len(text) - len(text[offset:].lstrip()) if text[offset : offset + 1].isspace() else offset


def _offset(runs: Sequence[Run], source_offset: int, length: int) -> int:
    at = bisect_left(runs, source_offset + 1, key=lambda run: run.source_start) - 1
    if at >= 0 and source_offset < runs[at].source_start + runs[at].length:
        return runs[at].start + source_offset - runs[at].source_start
    return runs[at + 1].start if at + 1 < len(runs) else length
