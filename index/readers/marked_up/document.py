"""What every structured file becomes first: blocks whose inlines hold text, notes' places and page breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from index.notes import LIST_HEADING
from index.records import Publication
from index.text import BlockKind

NOTHING_KNOWN = Publication()
MOST_NESTED = 20  # notes inside notes
OPENING, CLOSING = ("[", "("), ("]", ")")
BETWEEN_MARKS = re.compile(r"\s*[,;–-]?\s*")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place of a note: its label as printed, and the key of its text, empty where the file has none for it."""

    label: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page of that printed label begins."""

    label: str


Inline = str | NoteMark | PageBreak
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A heading, or a paragraph of running text, and the element that it stands in.

    `level` orders headings, the lower the further out; steps may be left out. `number` is that of a numbered list's entry, which
    is no part of its text.
    """

    kind: BlockKind
    level: int
    inlines: Inlines
    path: str = ""
    number: str = ""

    @property
    def text(self) -> str:
        """The characters, without marks and page breaks."""
        return "".join(inline for inline in self.inlines if isinstance(inline, str))

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Document:
    """A structured file as it was read: `notes` has the inlines of each note's text by its key.

    `title` are the inlines of the title that the file carries; without one, a lone outermost heading at the beginning is it.
    """

    blocks: tuple[DocumentBlock, ...]
    notes: dict[str, Inlines] = field(default_factory=dict)
    title: Inlines = ()
    title_path: str = ""
    publication: Publication = NOTHING_KNOWN
    doubts: tuple[str, ...] = ()


def paragraph(inlines: Inlines, path: str = "") -> DocumentBlock:
    """Return a paragraph."""
    return DocumentBlock(BlockKind.PARAGRAPH, 0, inlines, path)


def heading(inlines: Inlines, level: int, path: str = "") -> DocumentBlock:
    """Return a heading."""
    return DocumentBlock(BlockKind.HEADING, level, inlines, path)


def raised(text: str) -> str:
    """Return superscript text: digits as superscript digits, so that what is a number typed above the line stays one.

    >>> raised("12"), raised("th")
    ('¹²', 'th')
    """
    return text.translate(SUPERSCRIPTS)


def words_of(inlines: Inlines) -> str:
    """Return the characters of inlines with single spaces."""
    return " ".join("".join(inline for inline in inlines if isinstance(inline, str)).split())


def normalised(document: Document) -> Document:
    """Return the document as articles are composed of it: without empty blocks, with a title, levels without gaps.

    A note's mark that has no word before it in its block goes behind the first one; in a block of nothing else, to the end of
    the block before.
    """
    blocks = [replace(block, inlines=_without_brackets(block.inlines)) for block in _unnested(document)]
    blocks = _titled(_levelled(_without_list_headings(_without_empty(blocks), document)), document)
    return replace(document, blocks=tuple(_marks_behind_words(block) for block in blocks))


def _unnested(document: Document) -> list[DocumentBlock]:
    """Anchor notes that stand in notes behind the mark of the outer one."""
    if not any(isinstance(inline, NoteMark) for note in document.notes.values() for inline in note):
        return list(document.blocks)
    return [replace(block, inlines=_with_inner(block.inlines, document.notes, ())) for block in document.blocks]


def _with_inner(inlines: Inlines, notes: dict[str, Inlines], outer: tuple[str, ...]) -> Inlines:
    found: list[Inline] = []
    for inline in inlines:
        found.append(inline)
        if isinstance(inline, NoteMark) and inline.key not in outer and len(outer) < MOST_NESTED:
            inner = tuple(part for part in notes.get(inline.key, ()) if isinstance(part, NoteMark) and part.key not in outer)
            found += _with_inner(inner, notes, (*outer, inline.key))
    return tuple(found)


def _without_brackets(inlines: Inlines) -> Inlines:
    """Take out what sets marks off: brackets around one, commas and the like between two."""
    found: list[Inline] = []
    for at, inline in enumerate(inlines):
        following = inlines[at + 1] if at + 1 < len(inlines) else None
        if not isinstance(inline, str):
            found.append(inline)
        elif _is_mark(found) and isinstance(following, NoteMark) and BETWEEN_MARKS.fullmatch(inline):
            continue
        else:
            opened = at > 1 and _is_mark(found) and isinstance(inlines[at - 2], str) and str(inlines[at - 2])[-1:] in OPENING
            text = inline[1:] if opened and inline[:1] in CLOSING else inline
            found.append(text[:-1] if text[-1:] in OPENING and _closes(inlines[at + 1 : at + 3]) else text)
    return tuple(found)


def _is_mark(found: list[Inline]) -> bool:
    return bool(found) and isinstance(found[-1], NoteMark)


def _closes(following: Inlines) -> bool:
    """Whether what follows an opening bracket is a mark, and a closing one."""
    return len(following) > 1 and isinstance(following[0], NoteMark) and str(following[1])[:1] in CLOSING


def _without_empty(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Drop blocks without words; their marks and page breaks go to the end of the block before, or to the next one."""
    kept: list[DocumentBlock] = []
    pending: Inlines = ()
    for block in blocks:
        if block.has_words:
            kept.append(replace(block, inlines=(*pending, *block.inlines)))
            pending = ()
            continue
        left = tuple(inline for inline in block.inlines if not isinstance(inline, str))
        if kept:
            kept[-1] = replace(kept[-1], inlines=(*kept[-1].inlines, *left))
        else:
            pending += left
    return kept


def _without_list_headings(blocks: list[DocumentBlock], document: Document) -> list[DocumentBlock]:
    """Drop headings such as "Notes" that have nothing below them, for the notes' texts are with the notes."""
    if not document.notes:
        return blocks
    followers: list[DocumentBlock | None] = [*blocks[1:], None]
    return [block for block, following in zip(blocks, followers, strict=True) if not _is_bare_heading(block, following)]


def _is_bare_heading(block: DocumentBlock, following: DocumentBlock | None) -> bool:
    heads = block.kind is BlockKind.HEADING and LIST_HEADING.match(words_of(block.inlines)) is not None
    return heads and (following is None or (following.kind is BlockKind.HEADING and following.level <= block.level))


def _levelled(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Give headings the levels at which they stand, without gaps, the outermost being 1."""
    open_levels: list[int] = []
    found: list[DocumentBlock] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            block = replace(block, level=len(open_levels))
        found.append(block)
    return found


def _titled(blocks: list[DocumentBlock], document: Document) -> list[DocumentBlock]:
    """Put the title first, once; where the file tells none, a lone outermost heading at the beginning is it."""
    first = blocks[0] if blocks else None
    if not words_of(document.title):
        alone = (
            first and first.kind is BlockKind.HEADING and sum(b.kind is BlockKind.HEADING and b.level == 1 for b in blocks) == 1
        )
        return _as_title(blocks) if alone else blocks
    if first and words_of(first.inlines).casefold() == words_of(document.title).casefold():
        return _as_title(blocks)
    return [DocumentBlock(BlockKind.TITLE, 0, document.title, document.title_path), *blocks]


def _as_title(blocks: list[DocumentBlock]) -> list[DocumentBlock]:
    """Make the first block the title; a heading's title no longer counts as a level."""
    first, rest = blocks[0], blocks[1:]
    if first.kind is BlockKind.HEADING and not any(block.kind is BlockKind.HEADING and block.level == 1 for block in rest):
        rest = [replace(block, level=block.level - 1) if block.kind is BlockKind.HEADING else block for block in rest]
    return [replace(first, kind=BlockKind.TITLE, level=0), *rest]


def _marks_behind_words(block: DocumentBlock) -> DocumentBlock:
    """Put marks that have no word before them behind the block's first word."""
    first = next(at for at, inline in enumerate(block.inlines) if isinstance(inline, str) and inline.strip())
    early = tuple(inline for inline in block.inlines[:first] if isinstance(inline, NoteMark))
    if not early:
        return block
    before = tuple(inline for inline in block.inlines[:first] if not isinstance(inline, NoteMark))
    text = str(block.inlines[first])
    end = len(text) - len(text.lstrip()) + len(text.split(maxsplit=1)[0])
    return replace(block, inlines=(*before, text[:end], *early, text[end:], *block.inlines[first + 1 :]))
