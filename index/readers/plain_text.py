"""Plain text, as a PDF leaves it behind: from the file's characters to an `Article`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from index.errors import ArticleError
from index.notes import Marker
from index.readers.shared import Composed, Origin, Placed, ReadingText, assembled, find_notes, placed_notes
from index.records import Article, Page, Run, Source, Span
from index.settings import AUTO
from index.text import Block, Hyphenation, Kind, Line, Pages, decode, lay_out, read_pages, without


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
    pages = read_pages(text)
    listed, found = find_notes(text, pages, markers)
    lines = _without_markers(text, listed.lines, found.found)
    blocks = lay_out(lines, titled=not title or flat(lines[0].text) == flat(title)) if lines else ()
    if not any(block.kind is Kind.PARAGRAPH for block in blocks):
        raise ArticleError(f"{origin.place} has no paragraph of running text, only headings: there is nothing to search in it.")
    hyphenation = Hyphenation(text)
    reading = _read_blocks(text, blocks, found.found, pages, hyphenation)
    source = Source(origin.name, origin.sha256, len(text), reading.runs)
    notes, doubts = placed_notes(found, listed, hyphenation, source)
    return assembled(article_id, title or _title(blocks), reading, notes, (*origin.doubts, *doubts), source)


def _title(blocks: Sequence[Block]) -> str:
    """Return the title as its lines have it; empty where there is none."""
    return next((block.text for block in blocks if block.kind is Kind.TITLE), "")


def flat(text: str) -> str:
    """Return `text` with single spaces, to compare titles by."""
    return " ".join(text.split())


def _without_markers(text: str, lines: Sequence[Line], markers: tuple[Marker, ...]) -> list[Line]:
    cuts = _Cuts(markers)
    read = (without(line, text, found) if (found := cuts.within(line.span)) else line for line in lines)
    return [line for line in read if line.text]  # a marker may have a line to itself


def _read_blocks(
    source: str, blocks: tuple[Block, ...], markers: tuple[Marker, ...], pages: Pages, hyphenation: Hyphenation
) -> Composed:
    """Copy the blocks' lines, without the markers, into the reading text."""
    reading = ReadingText(source)
    cuts = _Cuts(markers)
    placed: list[Placed] = []
    starts: dict[int, int] = {}
    for block in blocks:
        reading.join("\n\n" if placed else "")
        start = reading.length
        for line, following in zip_longest(block.lines, block.lines[1:]):
            starts.setdefault(line.page, reading.length)
            dropped, separator = hyphenation.joint(line.text, following.text) if following else (0, "")
            reading.words(Span(line.span.start, line.span.end - dropped).without(cuts.within(line.span)))
            reading.join(separator)
        placed.append(Placed(block.kind, block.level, Span(start, reading.length)))
    numbered = tuple(_page(pages, page, start) for page, start in starts.items()) if len(starts) > 1 else ()
    return Composed(reading.text, tuple(reading.runs), tuple(placed), numbered)


def _page(pages: Pages, page: int, start: int) -> Page:
    label = pages.printed_label(page)
    return Page(label or str(page + 1), start, printed=label is not None)


class _Cuts:
    """The stretches that markers take out of a file; lines are asked for in the order of the file."""

    def __init__(self, markers: tuple[Marker, ...]) -> None:
        self._markers = markers
        self._next = 0

    def within(self, line: Span) -> list[Span]:
        """Return the cuts in a line."""
        found = []
        while self._next < len(self._markers) and self._markers[self._next].span.start < line.end:
            found.append(self._markers[self._next].span)
            self._next += 1
        return found
