"""Plain text, as a PDF leaves it behind: from the file's characters to an `Article`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from index.errors import ArticleError
from index.readers.shared import (
    Apparatus,
    MarkerSpans,
    Origin,
    SourceBlock,
    assemble_article,
    copy_blocks,
    find_notes,
    placed_notes,
)
from index.records import Article, Page, Run, Source
from index.settings import AUTO
from index.text import BlockKind, Hyphenation, Line, LineBlock, PagedLines, decode, lay_out, paged_lines


def read_plain(path: Path, article_id: str, markers: str = AUTO) -> tuple[Article, str]:
    """Read a text file as one article; return it with the file's characters, to which its source map leads.

    Raises:
        ArticleError: the file holds no article, with the place and the remedy.
    """
    data = path.read_bytes()
    text, doubts = decode(data, str(path))
    article = read_text(text, Origin(str(path), path.name, sha256(data).hexdigest(), doubts), article_id, markers=markers)
    return article if doubts else _with_bytes(article, text), text


def _with_bytes(article: Article, text: str) -> Article:
    """Return the article with the places of its runs in the bytes of the file, which is UTF-8."""
    runs: list[Run] = []
    at = byte = 0
    for run in article.source.runs:
        byte += len(text[at : run.source_start].encode())
        at = run.source_start
        runs.append(replace(run, source_byte=byte))
    return replace(article, source=replace(article.source, runs=tuple(runs)))


def read_text(text: str, origin: Origin, article_id: str, title: str = "", markers: str = AUTO) -> Article:
    """Read an article's characters; with a `title` given, none is looked for. `markers` is the form of the note markers.

    Raises:
        ArticleError: there is no running text.
    """
    pages = paged_lines(text)
    listed, found = find_notes(text, pages, markers)
    spans = MarkerSpans(tuple(marker.span for marker in found.found))
    lines = _without_markers(text, listed.with_heading, spans)
    blocks = lay_out(lines, titled=not title or single_spaced(lines[0].text) == single_spaced(title)) if lines else ()
    if not any(block.kind is BlockKind.PARAGRAPH for block in blocks):
        raise ArticleError(f"{origin.place} has no paragraph of running text, only headings: there is nothing to search in it.")
    hyphenation = Hyphenation(text)
    to_copy = [SourceBlock(block.kind, block.level, tuple(line.span for line in block.lines)) for block in blocks]
    copied = copy_blocks(text, to_copy, spans, hyphenation)
    source = Source(origin.name, origin.sha256, len(text), copied.runs)
    notes, doubts = placed_notes(found, listed, hyphenation, source)
    apparatus = Apparatus(_pages(pages, blocks, copied.line_starts), notes, (*origin.doubts, *doubts))
    return assemble_article(article_id, title or _title(blocks), copied, apparatus, source)


def _title(blocks: Sequence[LineBlock]) -> str:
    """Return the title as its lines have it; empty where there is none."""
    return next((block.text for block in blocks if block.kind is BlockKind.TITLE), "")


def single_spaced(text: str) -> str:
    """Return `text` with single spaces, to compare titles by."""
    return " ".join(text.split())


def _without_markers(text: str, lines: Sequence[Line], markers: MarkerSpans) -> list[Line]:
    left = (replace(line, text=markers.words_left(text, line.span)) for line in lines)
    return [line for line in left if line.text]  # a marker may have a line to itself


def _pages(lines: PagedLines, blocks: Sequence[LineBlock], line_starts: Sequence[int]) -> tuple[Page, ...]:
    """Return the pages, each from its first line in the reading text; none where there is only one."""
    numbers = [line.page for block in blocks for line in block.lines]
    starts = dict(zip(reversed(numbers), reversed(line_starts), strict=True))
    return tuple(_page(lines, page, starts[page]) for page in dict.fromkeys(numbers)) if len(starts) > 1 else ()


def _page(pages: PagedLines, page: int, start: int) -> Page:
    label = pages.printed_label(page)
    return Page(label or str(page + 1), start, printed=label is not None)
