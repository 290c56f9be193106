"""PDF: from the pages of print to an `Article`.

The decoded characters, to which the source map leads, are those that loccit extracts: line by line in reading order, single
spaces between words, ligatures written out, hyphens at line ends as printed, a form feed behind each page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from index.errors import ArticleError
from index.notes import Markers
from index.pdfium import PageGlyphs, pages_of
from index.readers.pdf.columns import find_gutters
from index.readers.pdf.double_pages import PrintedPages, printed_pages
from index.readers.pdf.embedded_publication import embedded_publication, embedded_title
from index.readers.pdf.extracted_text import ExtractedText, extract_text
from index.readers.pdf.foot_notes import BodyAndNotes, PrintedNote, doubts_about_crossing, doubts_about_own_number, split_notes
from index.readers.pdf.margin_numbers import without_line_numbers
from index.readers.pdf.print_layout import PrintBlock, lay_out_print
from index.readers.pdf.print_lines import PrintLine, in_reading_order, page_lines, text_size, with_lone_marks
from index.readers.pdf.printed_markers import doubts_about_raised, match_markers
from index.readers.pdf.running_heads import RunningHeads, find_running_heads
from index.readers.pdf.sureness import Sureness, sureness_of_note
from index.readers.shared import (
    Apparatus,
    MarkerSpans,
    Origin,
    SourceBlock,
    assemble_article,
    copy_blocks,
    doubts_about_note_texts,
    find_notes,
    note_with_sentences,
    placed_notes,
)
from index.recognition import with_recognised_pages
from index.records import Article, Note, Page, Region, Source, Span
from index.settings import AUTO, Recognition
from index.text import BlockKind, Hyphenation, PagedLines

MOST_SECONDS = 600.0
MOST_UNMAPPED = 0.05  # of the glyphs, from which on the characters are doubted
WHITE = 1.7  # of the size: lines further apart have white between them
FEWEST_UNNOTED = 8  # markers on the line that are believed where the file has no notes
RECOGNITION = Recognition()


def read_pdf(
    path: Path,
    article_id: str,
    markers: str = AUTO,
    recognition: Recognition = RECOGNITION,
    most_seconds: float = MOST_SECONDS,
    turned: Callable[[int, int], None] = lambda _page, _pages: None,
) -> tuple[Article, str]:
    """Read a PDF as one article; return it with the characters extracted, to which its source map leads.

    `turned` is called with each page that is begun, from 1, and how many there are.

    Raises:
        ArticleError: it cannot be opened, has no text, or takes too long, with the remedy.
        SettingsError: its pages are pictures, and their text cannot be recognised in the languages that are told.
    """
    data = path.read_bytes()
    file = pages_of(data, path, most_seconds, turned)
    recognised = with_recognised_pages(data, path, file.glyphs, recognition, file.information.language)
    parted = printed_pages(recognised.pages)
    unnumbered = without_line_numbers(parted.pages)
    parted = replace(parted, pages=unnumbered.pages)
    printed = _printed(parted, file.labels)
    doubts = (*recognised.doubts, *reading_doubts(recognised.pages), *parted.doubts, *unnumbered.doubts)
    origin = Origin(str(path), path.name, sha256(data).hexdigest(), doubts)
    article = _article(printed, parted.pages, origin, article_id, embedded_title(file.information), markers)
    return replace(article, publication=embedded_publication(file.information, data)), printed.text.text


def reading_doubts(pages: Sequence[PageGlyphs]) -> Iterator[str]:
    """Say what of the pages could not be read."""
    drawn, unmapped = sum(page.drawn for page in pages), sum(page.unmapped for page in pages)
    if unmapped >= MOST_UNMAPPED * drawn:
        yield (
            f"the file's fonts do not tell what {unmapped:,} of its {drawn:,} characters are, so that words may be garbage; "
            "text recognition (OCR) would tell"
        )
    told = [at for at, page in enumerate(pages) if page.recognised and all(piece.confidence is None for piece in page.pieces)]
    if told:
        yield (
            f"the text of {len(told)} of the file's {len(pages)} pages was recognised in their pictures by whoever made the "
            "file, and nobody tells how surely: check what you quote against the page"
        )


@dataclass(frozen=True, slots=True)
class _Printed:
    """What stands on the pages: the extracted characters, the size of the text, the lines in order, and the pages' labels.

    `sheets` are the pages of the file, from 0, on which they stand.
    """

    text: ExtractedText
    usual: float
    pages: tuple[tuple[PrintLine, ...], ...]
    labels: dict[int, str]
    sheets: tuple[int, ...]


def _printed(parted: PrintedPages, labels: dict[int, str]) -> _Printed:
    glyphs, sheets = parted.pages, parted.sheets
    gutters = find_gutters(glyphs)
    raw = [list(dict.fromkeys(page_lines(page, at, gutters[at]))) for at, page in enumerate(glyphs)]
    heads = find_running_heads(raw)
    bodies = [[line for line in page if line not in heads.lines] for page in raw]
    usual = text_size([line for body in bodies for line in body])
    ordered = [with_lone_marks(in_reading_order(body, usual)) for body in bodies]
    text = extract_text([_with_heads(page, body, heads) for page, body in zip(raw, ordered, strict=True)])
    # A label that the file gives to a picture of two pages is the number of one of them at most.
    of_file = {at: labels[sheet] for at, sheet in enumerate(sheets) if sheet in labels and at not in parted.parted}
    found = (heads.labels if parted.numbered else {}) or of_file
    return _Printed(text, usual, tuple(map(tuple, ordered)), found, sheets)


def _with_heads(page: Sequence[PrintLine], body: Sequence[PrintLine], heads: RunningHeads) -> list[PrintLine]:
    highest = max((line.y for line in body), default=0.0)
    of_page = sorted((line for line in page if line in heads.lines), key=lambda line: (-line.y, line.x0))
    return [*(line for line in of_page if line.y >= highest), *body, *(line for line in of_page if line.y < highest)]


def _article(printed: _Printed, glyphs: Sequence[PageGlyphs], origin: Origin, article_id: str, title: str, form: str) -> Article:
    split = split_notes(printed.pages, [page.rules for page in glyphs], printed.usual)
    hyphenation = Hyphenation(printed.text.text, printed=True)
    recognised = frozenset(at for at, page in enumerate(glyphs) if page.recognised)
    noting = _matched(printed, split, form, hyphenation, recognised) if split.notes else _typed(printed, split, form, hyphenation)
    texts = {line: noting.markers.words_left(printed.text.text, printed.text.spans[line]) for line in noting.body}
    body = [line for line in noting.body if texts[line]]  # a marker may have a line to itself
    blocks = lay_out_print(body, texts, printed.usual, title)
    if not any(block.kind is BlockKind.PARAGRAPH for block in blocks):
        raise ArticleError(f"{origin.place} has no paragraph of running text: there is nothing to search in it.")
    to_copy = [_source_block(block, printed.text) for block in blocks]
    copied = copy_blocks(printed.text.text, to_copy, noting.markers, hyphenation)
    lines = [line for block in blocks for line in block.lines]
    source = Source(origin.name, origin.sha256, len(printed.text.text), copied.runs)
    ends = [*copied.line_starts[1:], len(copied.text)]
    spans = (Span(start, end) for start, end in zip(copied.line_starts, ends, strict=True))
    sureness = Sureness(copied.text, source, printed.text)
    regions = (
        _region(line, span.start, glyphs[line.page], printed.sheets[line.page], sureness.of(line, span))
        for line, span in zip(lines, spans, strict=True)
    )
    source = replace(source, regions=tuple(regions))
    notes, doubts = noting.placed(source)
    title_lines = next((block.lines for block in blocks if block.kind is BlockKind.TITLE), ())
    printed_title = hyphenation.joined([texts[line] for line in title_lines])
    apparatus = Apparatus(_pages(printed, lines, copied.line_starts), notes, (*origin.doubts, *doubts))
    return assemble_article(article_id, printed_title or title, copied, apparatus, source)


Place = Callable[[Source], tuple[tuple[Note, ...], tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class _NotedBody:
    """The text's lines, where the markers stand among them, and what places the notes in the reading text."""

    body: tuple[PrintLine, ...]
    markers: MarkerSpans
    placed: Place


def _matched(
    printed: _Printed, split: BodyAndNotes, form: str, hyphenation: Hyphenation, recognised: frozenset[int]
) -> _NotedBody:
    """Return how the notes at feet or in a list are placed; `recognised` are the pages whose text was."""
    matched = match_markers(printed.text, split.body, split.notes, form, printed.sheets)
    texts = {at: _note_text(note, hyphenation) for at, note in matched.notes.items()}

    def placed(source: Source) -> tuple[tuple[Note, ...], tuple[str, ...]]:
        notes = tuple(
            replace(
                note_with_sentences(marker.label, source.offset_after(marker.span.start), texts.get(at) or None),
                recognised=_sureness(matched.notes.get(at), texts.get(at), recognised),
            )
            for at, marker in enumerate(matched.markers)
        )
        of_each = ((*doubts_about_crossing(note), *doubts_about_own_number(note)) for note in matched.notes.values())
        return notes, (*matched.doubts, *doubts_about_note_texts(notes), *(doubt for doubts in of_each for doubt in doubts))

    return _NotedBody(split.body, MarkerSpans(tuple(marker.span for marker in matched.markers)), placed)


def _typed(printed: _Printed, split: BodyAndNotes, form: str, hyphenation: Hyphenation) -> _NotedBody:
    """Return how notes are placed that are typed like the text, or have no text in the file."""
    above = dict(zip(split.body[1:], split.body, strict=False))
    lines = tuple(printed.text.line(line, blank_before=_apart(above.get(line), line)) for line in split.body)
    characters = printed.text.with_raised(split.body)
    listed, found = find_notes(characters, PagedLines(lines, printed.labels), form)
    if form == AUTO and not listed.notes and _is_chance(characters, found):
        found = Markers(
            (), (f"{len(found.found)} numbers or signs count upwards, but none is raised, and were left in the text",)
        )
    starts = {line.span.start for line in listed.lines}
    body = tuple(line for line in split.body if printed.text.spans[line].start in starts)
    markers = MarkerSpans(tuple(marker.span for marker in found.found))
    left = tuple(doubts_about_raised(printed.text, body, [marker.span for marker in found.found], printed.sheets))

    def placed(source: Source) -> tuple[tuple[Note, ...], tuple[str, ...]]:
        notes, doubts = placed_notes(found, listed, hyphenation, source)
        return notes, (*doubts, *left)

    return _NotedBody(body, markers, placed)


def _is_chance(characters: str, found: Markers) -> bool:
    """Whether markers on the line, without any note, rather are other numbers: in print, markers are raised or in brackets."""
    plain = all(marker.span.of(characters).strip(" ,;–-") == marker.label for marker in found.found)
    signs = any(not marker.label.isdigit() for marker in found.found)
    return bool(found.found) and plain and (signs or len(found.found) < FEWEST_UNNOTED)


def _apart(above: PrintLine | None, line: PrintLine) -> bool:
    """Whether white stands above a line, as a blank line does in plain text."""
    return above is not None and above.page == line.page and above.y - line.y > WHITE * line.size


def _sureness(note: PrintedNote | None, text: str | None, recognised: frozenset[int]) -> tuple[int, ...] | None:
    """Return how sure each word of a note's text is; None where it was not recognised."""
    if note is None or not text or not any(line.page in recognised for line in note.lines):
        return None
    return sureness_of_note(note, text)


def _note_text(note: PrintedNote, hyphenation: Hyphenation) -> str:
    first, *others = note.lines
    return hyphenation.joined([first.text[note.start :].strip(), *(line.text for line in others)])


def _source_block(block: PrintBlock, text: ExtractedText) -> SourceBlock:
    return SourceBlock(block.kind, block.level, tuple(text.spans[line] for line in block.lines))


def _region(line: PrintLine, start: int, glyphs: PageGlyphs, sheet: int, sure: tuple[int, ...]) -> Region:
    """Return where a line that begins at `start` in the reading text stands in the file."""
    box = glyphs.box(line.x0, line.bottom, line.x1, line.top)
    return Region(start, page=sheet + 1, box=box, recognised=sure if glyphs.recognised else None)


def _pages(printed: _Printed, lines: Sequence[PrintLine], line_starts: Sequence[int]) -> tuple[Page, ...]:
    """Return the pages, each from its first line in the reading text."""
    starts: dict[int, int] = {}
    for line, start in zip(lines, line_starts, strict=True):
        starts.setdefault(line.page, start)
    return tuple(_page(printed, page, start) for page, start in starts.items())


def _page(printed: _Printed, page: int, start: int) -> Page:
    label = printed.labels.get(page)
    return Page(label or str(printed.sheets[page] + 1), start, printed=label is not None)
