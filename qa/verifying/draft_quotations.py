"""The quotations of a draft: where a manuscript, in Markdown, plain text or DOCX, quotes.

markdown-it-py finds the blocks: paragraphs, block quotes, lists and fenced code. Marks, emphasis, escapes and references of
footnotes inside a block are found by regular expressions: of these, the parser does not say where in the draft they stand, and
a quotation's offsets have to be exact to the character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.errors import ArticleError
from index.readers import Archive, Element, parse_xml
from index.records import Span
from index.text import decode

LARGEST_FILE = 10 * 1024 * 1024  # bytes, of the file, and of each part of a DOCX file once unpacked
TEXTS = (".md", ".markdown", ".txt", ".text")
SUFFIXES = (*TEXTS, ".docx")
DEEPEST = 20  # marks that may be open at once
LONGEST_LOOK = 500  # characters that are looked through for a mark's fellow, where one is doubtful
FEWEST_WORDS = 3  # fewer in quotation marks are as often said with a wink as quoted

# The closing mark of each opening one. German and French use the same guillemets the other way round.
PAIRS = {"“": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"', "'": "'"}
MARK = re.compile("[“”„‘’‚«»‹›\"']")
CODE = re.compile(r"(?<![\\`])(?P<ticks>`{1,3})(?!`).{1,500}?(?<!`)(?P=ticks)(?!`)")
LINES = re.compile(r"^[ \t\r>]*[^ \t\r\n>][^\n]*(?:\n[ \t\r>]*[^ \t\r\n>][^\n]*)*", re.MULTILINE)
LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
NOTE_TEXT = re.compile(r"\[\^[^\]\s]+\]:")
FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\]\s]+\]")
EMPHASIS = re.compile(r"(?<![\w*_\\])(?P<signs>\*{1,3}|_{1,3})(?=\S)(?P<words>[^*_]+?)(?<=[^\s\\])(?P=signs)(?![\w*_])")
ESCAPE = re.compile(r"\\(?P<sign>[!-/:-@\[-`{-~\n])")
LINE_PREFIX = re.compile(r"\n(?: {0,3}>)+[^\S\n]?")
DECADE = re.compile(r"\d0s\b")
POSSESSIVE = re.compile(r"(?<=s)['’] (?=[^\W\d_])")
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑"}
# How a paragraph looks; those of a text box, which come by themselves; what was deleted; what says a thing again; formulas.
NOT_READ = frozenset({"pPr", "p", "del", "moveFrom", "Fallback", "oMath", "oMathPara"})
NOTE_TYPE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}type"
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")  # notes that Word draws and nobody wrote


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation of a draft: `span` is where it stands there, without its marks.

    `text` is that stretch without Markdown's emphasis, escapes, footnote references and block quote signs. `short` tells that it
    has one or two words, which are often no quotation; `block` that it is set off, and not in marks.
    """

    span: Span
    text: str
    short: bool = False
    block: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of the draft that are read together, and whether they are set off as a quotation."""

    span: Span
    quoted: bool


def quotations_in(text: str) -> tuple[DraftQuotation, ...]:
    r"""Return the quotations of a draft, in the order in which they begin; those inside others as well.

    >>> [quotation.text for quotation in quotations_in("He “kept the *matter* secret.”[^1] Nobody’s 6\" pipe.")]
    ['kept the matter secret.']
    """
    blocks = list(_blocks(text))
    found = [_quotation(text, block.span, block=True) for block in blocks if block.quoted]
    found += [_quotation(text, span) for block in blocks for span in _marked(text, block.span)]
    return tuple(sorted((quotation for quotation in found if WORD.search(quotation.text)), key=_order))


def _order(quotation: DraftQuotation) -> tuple[int, int]:
    return quotation.span.start, -quotation.span.end


def _quotation(text: str, span: Span, *, block: bool = False) -> DraftQuotation:
    words = plain(span.of(text))
    return DraftQuotation(span, words, len(WORD.findall(words)) < FEWEST_WORDS, block)


def plain(text: str) -> str:
    r"""Return Markdown without emphasis, escapes, footnote references and the signs of block quotes.

    >>> plain("the **whole** _text_[^3]\n> \\[and\\] snake_case")
    'the whole text\n[and] snake_case'
    """
    text = LINE_PREFIX.sub("\n", FOOTNOTE.sub("", text))
    while (bare := EMPHASIS.sub(r"\g<words>", text)) != text:
        text = bare
    return ESCAPE.sub(r"\g<sign>", text).strip()


# --- Blocks ---------------------------------------------------------------------------------------------------------------


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the blocks that have words, in order: paragraphs, headings, and those that are set off, by > or by indentation.

    Fenced code is none, unless nothing closes it, as a row of signs between two sections. What is indented below a footnote's
    text belongs to it.
    """
    starts = [0, *(end.end() for end in re.finditer("\n", text)), len(text)]
    depth, noting = 0, False
    for token in _parser().parse(text.replace("\r", " ")):
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if token.type == "inline":
            noting = NOTE_TEXT.match(token.content) is not None
        if token.map and (
            token.type in {"inline", "code_block"} or (token.type == "fence" and not _is_closed(token, text, starts))
        ):
            first, end = token.map
            region = Span(starts[first], starts[end])
            indented = token.type == "code_block" and not noting and not LIST_ITEM.match(region.of(text))
            yield from (_Block(span, depth > 0 or indented) for span in _stretches(text, region))


def _parser() -> MarkdownIt:
    """Return a parser of blocks alone, for which a draft has neither HTML nor definitions of links, which would hide words."""
    parser = MarkdownIt("commonmark").disable(["html_block", "reference"])
    parser.core.ruler.enableOnly(["block"])
    return parser


def _is_closed(fence: Token, text: str, starts: Sequence[int]) -> bool:
    """Whether a row of signs ends fenced code as another began it."""
    first, end = fence.map or (0, 0)
    last = text[starts[end - 1] : starts[end]].strip(" \t\r\n>")
    return end - first > 1 and last.startswith(fence.markup)


def _stretches(text: str, region: Span) -> Iterator[Span]:
    """Yield where words stand in a region, line upon line, without what stands before the first and behind the last."""
    for found in LINES.finditer(text, region.start, region.end):
        words = found[0]
        start = found.start() + len(words) - len(words.lstrip(" \t\r>"))
        yield Span(start, found.start() + len(words.rstrip()))


# --- In marks -------------------------------------------------------------------------------------------------------------


def _marked(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield what stands in quotation marks in a paragraph; what no mark closes there is left out."""
    codes = [Span(*code.span()) for code in CODE.finditer(text, paragraph.start, paragraph.end)]
    opened: list[tuple[str, int]] = []
    for mark in MARK.finditer(text, paragraph.start, paragraph.end):
        at = mark.start()
        if _is_inside(at, codes) or _is_no_quotation_mark(text, at):
            continue
        depth = next((k for k in range(len(opened) - 1, -1, -1) if mark[0] in PAIRS[opened[k][0]]), None)
        if depth is not None and _can_close(text, at) and not _is_possessive(text, at, paragraph.end):
            yield Span(opened[depth][1], at - _is_escaped(text, at))
            del opened[depth:]
        elif mark[0] in PAIRS and _can_open(text, at, mark[0]):
            opened = [*opened[1 - DEEPEST :], (mark[0], at + 1)]


def _is_escaped(text: str, at: int) -> bool:
    """Whether a backslash stands before a sign, and none before that."""
    return text[max(at - 1, 0) : at] == "\\" and text[max(at - 2, 0) : at - 1] != "\\"


def _before(text: str, at: int) -> str:
    """Return the character before a mark, and before its escape."""
    at -= _is_escaped(text, at)
    return text[max(at - 1, 0) : at]


def _is_inside(at: int, spans: list[Span]) -> bool:
    position = bisect_right(spans, at, key=lambda span: span.start) - 1
    return position >= 0 and at < spans[position].end


def _is_no_quotation_mark(text: str, at: int) -> bool:
    """Whether a mark is an apostrophe inside a word, before a year ('20s), or stands for feet or inches (6'2")."""
    before, behind = _before(text, at), text[at + 1 : at + 2]
    if text[at] in "'’" and before.isalnum() and behind.isalnum():
        return True
    if text[at] in "'‘" and DECADE.match(text, at + 1) and not before.isalnum():
        return True
    return text[at] in "'\"" and before.isdigit() and _is_measure(text, at)


def _is_measure(text: str, at: int) -> bool:
    """Whether a straight mark behind a number is a unit: no mark before it in the line is still open."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - LONGEST_LOOK) : at]
    quoting = sum(1 for found in re.finditer(re.escape(text[at]), line) if not line[: found.start()][-1:].isdigit())
    return quoting % 2 == 0 or bool(re.match(r"\s?[x×]\s?\d|\d", text[at + 1 : at + 5]))


def _is_possessive(text: str, at: int, end: int) -> bool:
    """Whether a mark is the apostrophe of "the Allies’ demands": behind an s, and another can close before one opens."""
    if not POSSESSIVE.match(text, at):
        return False
    for mark in MARK.finditer(text, at + 1, min(end, at + LONGEST_LOOK)):
        before, behind = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
        if mark[0] == text[at] and not before.isspace() and not behind.isalpha():
            return True
        if before.isspace():
            return False
    return False


def _can_open(text: str, at: int, mark: str) -> bool:
    """Whether a mark can open: something follows it at once, and, if it is straight or single, no word stands before it."""
    behind, before = text[at + 1 : at + 2], _before(text, at)
    if not behind or (behind.isspace() and not (mark in "«‹" and behind in "\u00a0\u202f\u2009 ")):
        return False
    return mark not in "\"'‘»›" or not before.isalnum()


def _can_close(text: str, at: int) -> bool:
    """Whether a mark can close: something stands before it, and no letter follows a single or straight one."""
    before, behind = _before(text, at), text[at + 1 : at + 2]
    spaced = text[at] in "»›" and before in "\u00a0\u202f\u2009 "
    return bool(before) and (spaced or not before.isspace()) and not (text[at] in "'’\"" and behind.isalpha())


# --- Files ----------------------------------------------------------------------------------------------------------------


def read_draft(path: Path) -> str:
    """Return the text of a draft: Markdown, plain text or DOCX, of which the paragraphs, tables and notes, in this order.

    Raises:
        ArticleError: the file is missing, too large, of another kind, or cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ArticleError(f"{path} is not of a kind that can be read ({', '.join(SUFFIXES)}). Save the draft as one of these.")
    if suffix == ".docx":
        return "\n\n".join(_docx_paragraphs(path, _content(path)))
    text, _ = decode(_content(path), str(path))
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _content(path: Path) -> bytes:
    """Return a file's bytes, if they are not too many."""
    try:
        if not path.is_file():
            raise ArticleError(f"{path} is not a file. Check the path.")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArticleError(f"{path} cannot be read: {reason}. Check the path and its permissions.") from error
    if len(data) > LARGEST_FILE:
        raise _too_large(f"{path}")
    return data


def _too_large(place: str) -> ArticleError:
    return ArticleError(f"{place} has more than {LARGEST_FILE:,} bytes, which is more than a draft has. Give it in parts.")


def _docx_paragraphs(path: Path, data: bytes) -> list[str]:
    """Return the paragraphs of a DOCX file that have text, the notes' behind the others."""
    archive = Archive(data, str(path))
    parts = [part for part in PARTS if part == PARTS[0] or part in archive.names]
    paragraphs = [words for part in parts for words in _part_paragraphs(archive, part) if words.strip()]
    if not paragraphs:
        raise ArticleError(f"{path} is blank: there is no text in it. Give the file that holds the draft.")
    return paragraphs


def _part_paragraphs(archive: Archive, part: str) -> Iterator[str]:
    """Yield the paragraphs of a part, those in tables where they stand."""
    place, data = f"{part} of {archive.place}", archive.read(part)
    if len(data) > LARGEST_FILE:
        raise _too_large(f"{place}, unpacked,")
    root = parse_xml(data, place)
    drawn = {paragraph for note in root.iter("footnote", "endnote") if _is_separator(note) for paragraph in note.iter("p")}
    yield from (_words_of(paragraph) for paragraph in root.iter("p") if paragraph not in drawn)


def _is_separator(note: Element) -> bool:
    return note.get(NOTE_TYPE) in SEPARATORS


def _words_of(paragraph: Element) -> str:
    """Return a paragraph's text without what is `NOT_READ`."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == "t":
            parts.append(element.text or "")
        elif element.tag in SIGNS:
            parts.append(SIGNS[element.tag])
        elif element.tag not in NOT_READ:
            waiting += reversed(element)
    return "".join(parts)
