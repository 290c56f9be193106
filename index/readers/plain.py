"""Plain text, as a PDF leaves it behind: from the file's characters to an `Article`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from index.candidates import may_mark
from index.decoding import decode
from index.errors import ArticleError
from index.hyphenation import Hyphenation
from index.layout import Block, Kind, lay_out
from index.lines import Line, Pages, read_pages, without
from index.markers import Marker, Markers, find_markers
from index.note_texts import NoteText, NoteTexts, split_feet, split_list
from index.records import Article, Heading, Note, Page, Paragraph, Run, Source, Span
from index.sentences import note_sentence_spans, sentence_spans
from index.settings import AUTO

WORDS = re.compile(r"\S+")
WITHOUT_SOFT_HYPHENS = re.compile(r"[^\u00ad]+")
LONGEST_NOTE = 600  # words
NOT_A_BREAK = re.compile(r"[^\r\n\f]")


def read_plain(path: Path, article_id: str, markers: str = AUTO) -> tuple[Article, str]:
    """Read a text file as one article; return it with the file's characters, to which its source map leads.

    Raises:
        ArticleError: the file holds no article, with the place and the remedy.
    """
    data = path.read_bytes()
    text, doubts = decode(data, str(path))
    return read_text(text, Origin(str(path), path.name, sha256(data).hexdigest(), doubts), article_id, markers=markers), text


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from: `place` as an error names it, the file's name and digest, and doubts about its characters."""

    place: str
    name: str
    sha256: str
    doubts: tuple[str, ...] = ()


def read_text(text: str, origin: Origin, article_id: str, title: str = "", markers: str = AUTO) -> Article:
    """Read an article's characters; with a `title` given, none is looked for. `markers` is the form of the note markers.

    Raises:
        ArticleError: there is no running text.
    """
    pages = read_pages(text)
    listed, found = _find_notes(text, pages, markers)
    lines = _without_markers(text, listed.lines, found.found)
    blocks = lay_out(lines, titled=not title or flat(lines[0].text) == flat(title)) if lines else ()
    if not any(block.kind is Kind.PARAGRAPH for block in blocks):
        raise ArticleError(f"{origin.place} has no paragraph of running text, only headings: there is nothing to search in it.")
    hyphenation = Hyphenation(text)
    reading = _read_blocks(text, blocks, found.found, pages, hyphenation)
    source = Source(origin.name, origin.sha256, len(text), reading.runs)
    matched = _matched(found.found, listed.notes)
    texts = {at: _note_text(listed.notes[text_at], hyphenation) for at, text_at in matched.items()}
    notes = tuple(
        noted(marker.label, source.offset_after(marker.span.start), texts.get(at)) for at, marker in enumerate(found.found)
    )
    doubts = (*origin.doubts, *found.doubts, *_unmatched(found.found, listed.notes, matched), *_long_notes(notes))
    article = _article(article_id, blocks, reading, notes, doubts, source)
    return replace(article, title=title) if title else article


def noted(label: str, anchor: int, text: str | None) -> Note:
    """Return a note, its own text cut into sentences."""
    return Note(label, anchor, text, note_sentence_spans(text) if text else ())


def flat(text: str) -> str:
    """Return `text` with single spaces, to compare titles by."""
    return " ".join(text.split())


def _find_notes(text: str, pages: Pages, dress: str) -> tuple[NoteTexts, Markers]:
    """Return the notes' own texts and the markers of the text without them.

    Where no heading says what they are, they are notes only if the text has markers for half of them; else they are text.
    """
    for listed in (split_list(pages.lines), split_feet(pages.lines, may_mark)):
        if not listed.notes:
            continue
        markers = find_markers(_without_others(text, listed.lines), dress, restart=listed.restart, noted=True)
        labels = {marker.label for marker in markers.found}
        matched = sum(note.label in labels for note in listed.notes)
        if listed.certain or matched * 2 >= len(listed.notes):
            return listed, markers
    return NoteTexts(pages.lines, (), certain=False), find_markers(_without_others(text, pages.lines), dress)


def _matched(markers: Sequence[Marker], listed: Sequence[NoteText]) -> dict[int, int]:
    """Return which marker has which text, by position: both stand in the same order, though numbers may begin again."""
    labels = [marker.label for marker in markers], [note.label for note in listed]
    blocks = SequenceMatcher(None, *labels, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}


def _without_others(text: str, lines: Sequence[Line]) -> str:
    """Return `text`, as long as it is, with all but `lines` made blank: no marker stands in a running head or a note."""
    parts, at = [], 0
    for line in lines:
        parts += [NOT_A_BREAK.sub(" ", text[at : line.span.start]), text[line.span.start : line.span.end]]
        at = line.span.end
    return "".join([*parts, NOT_A_BREAK.sub(" ", text[at:])])


def _without_markers(text: str, lines: Sequence[Line], markers: tuple[Marker, ...]) -> list[Line]:
    cuts = _Cuts(markers)
    read = (without(line, text, found) if (found := cuts.within(line.span)) else line for line in lines)
    return [line for line in read if line.text]  # a marker may have a line to itself


def _note_text(note: NoteText, hyphenation: Hyphenation) -> str:
    """Join the lines of a note's own text."""
    parts = [note.first_words]
    for line in note.lines[1:]:
        dropped, separator = hyphenation.joint(parts[-1], line.text)
        parts[-1] = parts[-1][: len(parts[-1]) - dropped]
        parts += [separator, line.text]
    return "".join(parts)


def _long_notes(notes: Sequence[Note]) -> Iterator[str]:
    """Say which notes are so long that they may have swallowed text that follows them."""
    for note in notes:
        words = len((note.text or "").split())
        if words > LONGEST_NOTE:
            yield f"note {note.label} has {words:,} words of its own: what follows it in the file may have become part of it"


def _unmatched(markers: Sequence[Marker], listed: Sequence[NoteText], matched: dict[int, int]) -> Iterator[str]:
    """Say which markers have no text, and which texts no marker, where the file carries notes' texts."""
    if not listed:
        return
    with_marker = set(matched.values())
    for at, marker in enumerate(markers):
        if at not in matched:
            yield f"note {marker.label} has a marker in the text, but no text among the notes"
    for at, note in enumerate(listed):
        if at not in with_marker:
            yield f"note {note.label} stands among the notes, but has no marker in the text"


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
                for part in WITHOUT_SOFT_HYPHENS.finditer(self.source, word.start(), word.end()):
                    self.copy(part.start(), part.end())
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


def _read_blocks(
    source: str, blocks: tuple[Block, ...], markers: tuple[Marker, ...], pages: Pages, hyphenation: Hyphenation
) -> Reading:
    """Copy the blocks' lines, without the markers, into the reading text."""
    reading = ReadingText(source)
    cuts = _Cuts(markers)
    spans: list[Span] = []
    starts: dict[int, int] = {}
    for block in blocks:
        reading.join("\n\n" if spans else "")
        start = reading.length
        for line, following in zip_longest(block.lines, block.lines[1:]):
            starts.setdefault(line.page, reading.length)
            dropped, separator = hyphenation.joint(line.text, following.text) if following else (0, "")
            reading.words(Span(line.span.start, line.span.end - dropped).without(cuts.within(line.span)))
            reading.join(separator)
        spans.append(Span(start, reading.length))
    printed = bool(pages.labels)
    numbered = tuple(Page(pages.label(page), start, printed) for page, start in starts.items()) if len(starts) > 1 else ()
    return Reading(reading.text, tuple(reading.runs), tuple(spans), numbered)


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


def _article(
    article_id: str,
    blocks: tuple[Block, ...],
    reading: Reading,
    notes: tuple[Note, ...],
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
        notes=notes,
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
