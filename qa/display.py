"""A stretch of an article, cut into pieces that can be shown: marked or not, and each followed by a note or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.records import Article, Note, Page, Paragraph, Span
from qa.records import Citation

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text to be shown in one go: `marked` as with a pen or not, then the numbers of `notes`."""

    text: str
    marked: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class DisplayBlock:
    """A heading or a paragraph of an article, as the whole of it is shown to be read.

    `name` is that of its place on the page; `level` a heading's, 0 of a paragraph. `pages` are named where another page than
    the former block's begins or comes in; `first_marked` is set on the first block of which something is marked.
    """

    name: str
    level: int
    span: Span
    paragraph: Paragraph | None
    pages: tuple[Page, ...]
    pieces: tuple[Piece, ...]
    first_marked: bool

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes whose markers stand in it."""
        return tuple(note for piece in self.pieces for note in piece.notes)

    @property
    def sentences(self) -> str:
        """Where the sentences stand: offsets from the block's first character, as "0-95 96-210"."""
        sentences = self.paragraph.sentences if self.paragraph else ()
        return " ".join(f"{span.start - self.span.start}-{span.end - self.span.start}" for span in sentences)


def display_blocks(article: Article, mark: Span | None = None) -> Iterator[DisplayBlock]:
    """Yield the headings and paragraphs of an article in the order of the text, with `mark` marked."""
    headings = [(heading.span, heading.level, None) for heading in article.headings]
    paragraphs = [(paragraph.span, 0, paragraph) for paragraph in article.paragraphs]
    page: Page | None = None
    marked = False
    for number, (span, level, paragraph) in enumerate(sorted([*headings, *paragraphs], key=lambda block: block[0])):
        pages = () if paragraph is None else article.pages_with(span)
        shown = pages if pages and pages[-1] != page else ()
        page = pages[-1] if pages else page
        cut = pieces(article, span, mark)
        here = not marked and any(piece.marked for piece in cut)
        marked = marked or here
        yield DisplayBlock(
            name=f"p{paragraph.number}" if paragraph else f"h{number}",
            level=level,
            span=span,
            paragraph=paragraph,
            pages=shown,
            pieces=cut,
            first_marked=here,
        )


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
    return paragraph_pieces(article, citation.passage.span, citation.quote)


def paragraph_pieces(article: Article, span: Span, mark: Span | None = None) -> tuple[tuple[Piece, ...], ...]:
    """Return the pieces of a stretch, paragraph by paragraph; of one in a title or heading, in one row."""
    paragraphs = article.paragraphs_of(span)
    parts = [Span(max(paragraph.span.start, span.start), min(paragraph.span.end, span.end)) for paragraph in paragraphs]
    return tuple(pieces(article, part, mark) for part in parts or [span])


def section_paths(article: Article) -> tuple[tuple[str, ...], ...]:
    """Return the article's sections as paths of headings, outermost first, each after the one that it stands in."""
    paths = (paragraph.section[:depth] for paragraph in article.paragraphs for depth in range(1, len(paragraph.section) + 1))
    return tuple(dict.fromkeys(paths))


def as_text(shown: Iterable[Piece]) -> str:
    """Return pieces as plain text with superscript note numbers.

    >>> as_text([Piece("troops reached 72,400.", True, (Note("5", 22),))])
    'troops reached 72,400.⁵'
    """
    return "".join(piece.text + ",".join(superscript(note.label) for note in piece.notes) for piece in shown)


def note_id(article: Article, note: Note) -> str:
    """Return a name for a note's place that is its own on the article's page, also where labels begin again at 1."""
    return f"n{note.label}" if article.note(note.label) == note else f"n{note.label}-{note.anchor}"


def note_ids(article: Article) -> dict[Note, str]:
    """Return `note_id` of all notes at once."""
    first: dict[str, Note] = {}
    for note in article.notes:
        first.setdefault(note.label, note)
    return {note: f"n{note.label}" if first[note.label] == note else f"n{note.label}-{note.anchor}" for note in article.notes}


def superscript(label: str) -> str:
    """Return a note's label as superscript digits; a label of other signs stands in brackets."""
    return label.translate(SUPERSCRIPTS) if label.isdecimal() and label.isascii() else f"[{label}]"


def _piece(text: str, span: Span, mark: Span | None, notes: tuple[Note, ...]) -> Piece:
    marked = mark is not None and mark.contains(span)
    return Piece(span.of(text), marked, tuple(note for note in notes if note.anchor == span.end))
