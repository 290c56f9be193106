"""Word, OpenDocument, LaTeX, Markdown, reStructuredText and Org, through pandoc's syntax tree.

Pandoc is a separate program, run by `index.pandoc` without access to other files, with limited memory and time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from index.errors import ArticleError
from index.metadata import doi_in, language_in, people_named, year_in
from index.pandoc import INSTALL, PandocError, PandocMissingError, PandocTimeError, run_pandoc
from index.readers.marked_up.document import (
    Document,
    DocumentBlock,
    Inline,
    Inlines,
    NoteMark,
    heading,
    paragraph,
    raised,
    words_of,
)
from index.readers.marked_up.elements import NUMBERS
from index.readers.marked_up.latex_source import all_footnotes, as_printed, doubts_about_passed_over, included, main_language
from index.readers.marked_up.office_properties import doubts_about_notes, embedded_language, embedded_title
from index.readers.marked_up.zip_archives import Archive
from index.records import Publication
from index.text import decode

PANDOC_FORMATS = {
    ".docx": "docx",
    ".odt": "odt",
    ".tex": "latex",
    ".latex": "latex",
    ".md": "markdown",
    ".markdown": "markdown",
    ".rst": "rst",
    ".org": "org",
}
ARCHIVES = {"docx", "odt"}
SECONDS = 90
LARGEST_TREE = 500_000_000  # bytes of JSON
QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
THIN_SPACE = "\u2006"
OPENING_QUOTES, CLOSING_QUOTES = ("‘", "“"), ("’", "”")
SYMBOLS = ("*", "†", "‡", "§", "‖", "¶")  # of notes on the title, which LaTeX does not count with the others
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
SPANNING = {"Emph", "Underline", "Strong", "Strikeout", "Subscript", "SmallCaps"}

Node = dict[str, Any]


def read_by_pandoc(data: bytes, place: str, source_format: str) -> Document:
    """Return the document of a file that pandoc reads; `source_format` is pandoc's name for what it is.

    Raises:
        ArticleError: pandoc is not installed, refuses the file, or takes too long.
    """
    title = language = ""
    doubts = tuple[str, ...]()
    if source_format in ARCHIVES:
        archive = Archive(data, place)
        title, language = embedded_title(archive, source_format), embedded_language(archive, source_format)
        doubts = tuple(doubts_about_notes(archive, source_format))
    else:
        text, doubts = decode(data, place)
        if source_format == "latex":
            language, doubts = main_language(text), (*doubts, *included(text))
            text = as_printed(all_footnotes(text))
        data = text.encode("utf-8", "replace")
    tree, warnings = _tree(data, place, source_format)
    try:
        return _Reader(tree).document(title, language, (*doubts, *warnings))
    except RecursionError as error:
        raise ArticleError(
            f"{place} is nested too deeply to be read. Save it anew without lists or quotations inside each other."
        ) from error


def _tree(data: bytes, place: str, source_format: str) -> tuple[Node, tuple[str, ...]]:
    """Return the syntax tree, and what pandoc warned of."""
    try:
        # In LaTeX, commands that pandoc does not know are passed over, which it tells only so.
        verbose = ("--verbose",) if source_format == "latex" else ()
        done = run_pandoc(("--from", source_format, "--to", "json", *verbose), data, SECONDS)
    except PandocMissingError as error:
        raise ArticleError(
            f"Files of this kind are read by pandoc, which is not installed. Install it with: {INSTALL}"
        ) from error
    except PandocTimeError as error:
        raise ArticleError(f"{place} kept pandoc busy for over {SECONDS} seconds and was given up. Cut it into parts.") from error
    except PandocError as error:
        raise _unreadable(place, source_format, str(error)) from error
    if len(done.data) > LARGEST_TREE:
        raise _unreadable(place, source_format, f"it becomes more than {LARGEST_TREE:,} bytes")
    try:
        tree: Node = json.loads(done.data)
    except RecursionError as error:
        raise ArticleError(
            f"{place} is nested too deeply to be read. Save it anew without lists or quotations inside each other."
        ) from error
    passed_over = doubts_about_passed_over(data.decode("utf-8", "replace"), done.passed_over) if done.passed_over else ()
    return tree, (*(f"pandoc warns: {warning}" for warning in done.warnings), *passed_over)


def _unreadable(place: str, source_format: str, reason: str) -> ArticleError:
    return ArticleError(f"{place} cannot be read as {source_format}: {reason}. Save it anew, or give it its right name.")


class _Reader:
    """Pandoc's tree as it is read: blocks in order, notes numbered as they come."""

    def __init__(self, tree: Node) -> None:
        self._tree = tree
        self._notes: dict[str, Inlines] = {}
        self._in_title = False
        self._numbered = {False: 0, True: 0}  # notes so far, those on the title apart
        self._depth = 0  # of the note that is being read
        self._keys: list[str] = []  # of citations that are not written out

    def document(self, title: str, language: str, doubts: tuple[str, ...]) -> Document:
        """Return the whole; title and language are what the file's properties say, where its text does not."""
        meta = self._tree.get("meta", {})
        self._in_title = True
        shown = self._meta_inlines(meta.get("title"))
        self._in_title = False
        told = shown if words_of(shown) else ((title,) if title else ())
        blocks = [*self._abstract(meta.get("abstract")), *self._blocks(self._tree.get("blocks", ()), "blocks")]
        publication = self._publication(meta, words_of(told))
        publication = replace(publication, language=publication.language or language)
        return Document(tuple(blocks), self._notes, told, "meta.title", publication, (*doubts, *self._cited_by_key()))

    def _cited_by_key(self) -> Iterator[str]:
        if self._keys:
            yield (
                f"{len(self._keys)} citations, such as {self._keys[0]}, stand in the file as keys of a bibliography, and are "
                "read as such: their printed words, and notes' numbers that these shift, are not in it"
            )

    def _abstract(self, node: Node | None) -> Iterator[DocumentBlock]:
        blocks = list(self._blocks(_as_blocks(node), "meta.abstract")) if node else []
        if blocks:
            yield heading(("Abstract",), 1, "meta.abstract")
            yield from blocks

    def _blocks(self, nodes: Iterable[Node], path: str) -> Iterator[DocumentBlock]:
        for at, node in enumerate(nodes):
            yield from self._block(node, f"{path}[{at}]")

    def _block(self, node: Node, path: str) -> Iterator[DocumentBlock]:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in {"Para", "Plain"}:
            yield paragraph(self._inlines(content), path)
        elif kind == "Header":
            yield heading(self._inlines(content[2]), content[0], path)
        elif kind == "LineBlock":
            yield paragraph(tuple(part for line in content for part in (*self._inlines(line), " ")), path)
        elif kind == "CodeBlock":
            yield paragraph((content[1],), path)
        else:
            for name, inner in _within(kind, content):
                found = list(self._inner(name, inner, path))
                number = _number(name, content) if kind == "OrderedList" else ""
                yield from (replace(block, number=number if at == 0 else block.number) for at, block in enumerate(found))

    def _inner(self, name: str, inner: Any, path: str) -> Iterator[DocumentBlock]:
        if name == "term":
            yield paragraph(self._inlines(inner), path)
        elif name.startswith("row"):
            yield paragraph(self._row(inner), f"{path}.{name}")
        else:
            yield from self._blocks(inner, f"{path}.{name}" if name else path)

    def _row(self, cells: Sequence[Any]) -> Inlines:
        """Return a table's row as one run of inlines, its cells set apart by a space."""
        return tuple(part for cell in cells for block in self._blocks(cell[4], "") for part in (*block.inlines, " "))

    def _inlines(self, nodes: Iterable[Node]) -> Inlines:
        return tuple(part for node in nodes for part in self._inline(node))

    def _inline(self, node: Node) -> Iterator[Inline]:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            yield content
        elif kind in SPACES:
            yield " "
        elif kind == "Note":
            yield self._note(content)
        else:
            yield from self._spanning(kind, content)

    def _spanning(self, kind: str, content: Any) -> Iterator[Inline]:
        """Yield what stands inside an inline that holds others."""
        if kind in SPANNING:
            yield from self._inlines(content)
        elif kind == "Superscript":
            yield from _raised(self._inlines(content))
        elif kind == "Quoted":
            before, behind = QUOTES[content[0]["t"]]
            yield from (before, *_close_quotes(self._inlines(content[1])), behind)
        elif kind in {"Code", "Math"}:
            yield content[1]
        elif kind in {"Link", "Span"}:
            yield from self._inlines(content[1])
        elif kind == "Cite":
            yield from self._inlines(content[1]) or (self._by_key(content[0]),)

    def _by_key(self, cited: Sequence[Node]) -> str:
        """Return a citation that LaTeX would write out, as the file has it: “[see Smith1999, 12]”."""
        parts = [
            (_plain_words(each["citationPrefix"]), each["citationId"], _plain_words(each["citationSuffix"])) for each in cited
        ]
        written = [", ".join(filter(None, (" ".join([*prefix, key]), " ".join(suffix)))) for prefix, key, suffix in parts]
        self._keys.append(f"[{'; '.join(written)}]")
        return self._keys[-1]

    def _note(self, blocks: Sequence[Node]) -> NoteMark:
        """Read a note's text; notes are numbered in their order, those on the title by signs."""
        count = self._numbered[self._in_title] = self._numbered[self._in_title] + 1
        label = SYMBOLS[(count - 1) % len(SYMBOLS)] * (1 + (count - 1) // len(SYMBOLS)) if self._in_title else str(count)
        key = f"title {label}" if self._in_title else label
        self._notes[key] = tuple(part for block in self._blocks(blocks, "") for part in (*block.inlines, " "))
        return NoteMark(label, key)

    def _meta_inlines(self, node: Node | None) -> Inlines:
        return tuple(part for block in _as_blocks(node) for part in self._inlines(block["c"])) if node else ()

    def _words(self, node: Node | None) -> str:
        """Return what a field of the metadata says, without its notes."""
        return " ".join(_plain_words(node)) if node else ""

    def _publication(self, meta: Node, title: str) -> Publication:
        container = self._first(meta, "journal", "container-title", "journaltitle")
        return Publication(
            kind="article-journal" if container else "",
            authors=people_named(name for name in _listed(meta.get("author"))),
            editors=people_named(name for name in _listed(meta.get("editor"))),
            title=title,
            container=container,
            publisher=self._first(meta, "publisher"),
            place=self._first(meta, "publisher-place"),
            year=year_in(self._first(meta, "date", "issued", "year")),
            volume=self._first(meta, "volume"),
            issue=self._first(meta, "issue", "number"),
            pages=self._first(meta, "pages", "page").replace("--", "–"),
            doi=doi_in(self._first(meta, "doi", "DOI")),
            language=language_in(self._first(meta, "lang", "language")),
        )

    def _first(self, meta: Node, *names: str) -> str:
        return next((found for name in names if (found := self._words(meta.get(name)))), "")


def _close_quotes(inlines: Inlines) -> Inlines:
    """Take out the thin space that typesetters put between two quotation marks that open, or close, together."""
    parts = [part for part in inlines if part != ""]
    while len(parts) > 1 and _is_thin_space(parts[0]) and str(parts[1]).startswith(OPENING_QUOTES):
        del parts[0]
    while len(parts) > 1 and _is_thin_space(parts[-1]) and str(parts[-2]).endswith(CLOSING_QUOTES):
        del parts[-1]
    return tuple(parts)


def _is_thin_space(inline: Inline) -> bool:
    """Whether an inline is what LaTeX makes of a backslash and a comma; other spaces are the author's."""
    return inline == THIN_SPACE


def _within(kind: str, content: Any) -> Iterator[tuple[str, Any]]:
    """Yield what stands inside a block, each with its name in the path."""
    if kind == "Div":
        yield "", content[1]
    elif kind == "BlockQuote":
        yield "quote", content
    elif kind in {"BulletList", "OrderedList"}:
        items = content if kind == "BulletList" else content[1]
        yield from ((f"items[{at}]", item) for at, item in enumerate(items))
    elif kind == "DefinitionList":
        for term, definitions in content:
            yield "term", term
            yield from (("definition", definition) for definition in definitions)
    elif kind == "Figure":
        yield from (("figure", content[2]), ("caption", content[1][1]))
    elif kind == "Table":
        yield "caption", content[1][1]
        rows = [*content[3][1], *(row for body in content[4] for row in (*body[2], *body[3])), *content[5][1]]
        yield from ((f"rows[{at}]", row[1]) for at, row in enumerate(rows))


def _number(name: str, content: Any) -> str:
    """Return the number of an entry of a numbered list, from its place in the path."""
    return str(content[0][0] + int(name.removeprefix("items[").removesuffix("]")))


def _raised(inlines: Inlines) -> Iterator[Inline]:
    """Yield superscript inlines, numbers in superscript digits, so that a note's marker that was typed is known as one."""
    for inline in inlines:
        yield raised(inline) if isinstance(inline, str) and NUMBERS.fullmatch(inline) else inline


def _as_blocks(node: Node | None) -> list[Node]:
    """Return a value of the metadata as blocks."""
    if node is None:
        return []
    if node["t"] == "MetaBlocks":
        return list(node["c"])
    if node["t"] == "MetaInlines":
        return [{"t": "Para", "c": node["c"]}]
    return [{"t": "Para", "c": [{"t": "Str", "c": str(node["c"])}]}] if node["t"] == "MetaString" else []


def _listed(node: Node | None) -> list[str]:
    """Return the entries of a list in the metadata, or the one that there is; of a table, its name."""
    if node is None:
        return []
    if node["t"] == "MetaList":
        return [name for entry in node["c"] for name in _listed(entry)]
    if node["t"] == "MetaMap":
        named = [" ".join(_plain_words(node["c"][key])) for key in ("given", "family", "name") if key in node["c"]]
        return [" ".join(named)]
    return [" ".join(_plain_words(node))]


def _plain_words(node: Any) -> list[str]:
    """Return the words of a piece of the tree, notes apart."""
    if isinstance(node, list):
        return " ".join("".join(_characters(part) for part in node).split()).split()
    return _characters(node).split()


def _characters(node: Any) -> str:
    if isinstance(node, list):
        return "".join(_characters(part) for part in node)
    if not isinstance(node, dict) or node.get("t") == "Note":
        return ""
    if node.get("t") in {"Str", "MetaString"}:
        return str(node["c"])
    return " " if node.get("t") in SPACES else _characters(node.get("c"))
