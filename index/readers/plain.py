"""Plain text, as a PDF leaves it behind: from the file's characters to an `Article`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import ArticleError
from index.layout import Block, Kind, lay_out
from index.markers import Marker, find_markers
from index.records import Article, Heading, Note, Page, Paragraph, Run, Source, Span
from index.sentences import sentence_spans

WORDS = re.compile(r"\S+")
# Control characters that no text file has; a text with one of them is something else under a text's name.
BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_plain(path: Path, article_id: str) -> Article:
    """Read a UTF-8 text file.

    Raises:
        ArticleError: the file is empty, blank, binary, or not UTF-8, with the place and the remedy.
    """
    data = path.read_bytes()
    text = _decode(data, path)
    markers = find_markers(text)
    blocks = lay_out(text, (marker.span for marker in markers.found))
    if not any(block.kind is Kind.PARAGRAPH for block in blocks):
        raise ArticleError(f"{path} has no paragraph of running text, only headings: there is nothing to search in it.")
    reading = _read_blocks(text, blocks, markers.found)
    source = Source(path.name, hashlib.sha256(data).hexdigest(), len(text), tuple(reading.runs))
    return _article(article_id, blocks, reading, markers.found, markers.doubts, source)


def _decode(data: bytes, path: Path) -> str:
    if not data.strip():
        raise ArticleError(f"{path} is empty: it has {len(data)} bytes and no text. Give a file that holds the article.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            f"{path} is not UTF-8 text: byte 0x{data[error.start]:02x} at offset {error.start} (line {line}) cannot be read. "
            "Save it as UTF-8 and try again."
        ) from error
    binary = BINARY.search(text)
    if binary:
        raise ArticleError(
            f"{path} is not plain text: it holds the control character U+{ord(binary[0]):04X} at offset {binary.start()}. "
            "Export the article as plain UTF-8 text and try again."
        )
    if not text.replace("\ufeff", "").strip():
        raise ArticleError(f"{path} is blank: it has only spaces and line breaks. Give a file that holds the article.")
    return text


class ReadingText:
    """The reading text as it grows, with the runs that lead back to the file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.length = 0

    def join(self, separator: str) -> None:
        """Add what stands between lines or blocks and is not in the file as such."""
        self.parts.append(separator)
        self.length += len(separator)

    def copy(self, start: int, end: int) -> None:
        """Copy a stretch of the file, character by character."""
        self.parts.append(self.source[start:end])
        last = self.runs[-1] if self.runs else None
        if last and last.start + last.length == self.length and last.source_start + last.length == start:
            self.runs[-1] = Run(last.start, last.source_start, last.length + end - start)
        else:
            self.runs.append(Run(self.length, start, end - start))
        self.length += end - start

    def words(self, spans: Iterable[Span]) -> None:
        """Copy the stretches of one line, any run of white space becoming one space."""
        ended: int | None = None
        for span in spans:
            for word in WORDS.finditer(self.source, span.start, span.end):
                if ended is not None and ended < word.start() and self.source[word.start() - 1].isspace():
                    self._space(ended, word.start())
                self.copy(word.start(), word.end())
                ended = word.end()

    def _space(self, start: int, end: int) -> None:
        if self.source[start:end] == " ":
            self.copy(start, end)
        else:
            self.join(" ")

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading text, its runs, and where each block and each page begins in it."""

    text: str
    runs: tuple[Run, ...]
    spans: tuple[Span, ...]
    pages: tuple[Page, ...]


def _read_blocks(source: str, blocks: tuple[Block, ...], markers: tuple[Marker, ...]) -> Reading:
    """Copy the blocks' lines, without the markers, into the reading text."""
    reading = ReadingText(source)
    kept = _Kept(markers)
    spans: list[Span] = []
    pages: dict[int, int] = {}
    for block in blocks:
        reading.join("\n\n" if spans else "")
        start = reading.length
        for number, line in enumerate(block.lines):
            reading.join(" " if number else "")
            pages.setdefault(line.page, reading.length)
            reading.words(kept.of(line.span))
        spans.append(Span(start, reading.length))
    numbered = tuple(Page(str(page + 1), start) for page, start in pages.items()) if len(pages) > 1 else ()
    return Reading(reading.text, tuple(reading.runs), tuple(spans), numbered)


class _Kept:
    """What the markers leave of each line; lines are asked for in the order of the file."""

    def __init__(self, markers: tuple[Marker, ...]) -> None:
        self._markers = markers
        self._next = 0

    def of(self, line: Span) -> Iterable[Span]:
        start = line.start
        while self._next < len(self._markers) and self._markers[self._next].span.start < line.end:
            cut = self._markers[self._next].span
            yield Span(start, max(cut.start, start))
            start = max(cut.end, start)
            self._next += 1
        yield Span(start, line.end)


def _article(
    article_id: str,
    blocks: tuple[Block, ...],
    reading: Reading,
    markers: tuple[Marker, ...],
    doubts: tuple[str, ...],
    source: Source,
) -> Article:
    placed = list(zip(blocks, reading.spans, strict=True))
    titles = [block.text for block, _ in placed if block.kind is Kind.TITLE]
    article = Article(
        id=article_id,
        title=titles[0] if titles else article_id,
        text=reading.text,
        headings=tuple(Heading(span, block.level) for block, span in placed if block.kind is Kind.HEADING),
        paragraphs=(),
        pages=reading.pages,
        notes=tuple(Note(marker.label, _anchor(marker, source)) for marker in markers),
        doubts=doubts,
        source=source,
    )
    return _with_paragraphs(article, placed)


def _with_paragraphs(article: Article, placed: list[tuple[Block, Span]]) -> Article:
    """Return the article with its paragraphs, numbered and hung below their headings."""
    path: list[str] = []
    paragraphs: list[Paragraph] = []
    for block, span in placed:
        if block.kind is Kind.HEADING:
            path = [*path[: block.level - 1], span.of(article.text)]
        elif block.kind is Kind.PARAGRAPH:
            paragraphs.append(_paragraph(article, len(paragraphs) + 1, span, tuple(path)))
    return replace(article, paragraphs=tuple(paragraphs))


def _paragraph(article: Article, number: int, span: Span, section: tuple[str, ...]) -> Paragraph:
    page = next(iter(article.pages_of(span)), None)
    return Paragraph(number, span, section, page, sentence_spans(span.of(article.text), span.start))


def _anchor(marker: Marker, source: Source) -> int:
    """Return the offset in the reading text just behind the character that the marker follows."""
    return source.offset_after(marker.span.start)
