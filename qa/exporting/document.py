"""A notebook as a document that people go on writing in: Word or Markdown, with real footnotes, written by pandoc.

Each quotation is set off, character for character. Its footnote has the reference – in a style that cites in the text, which
then stands behind the quotation, only the address –, the address, what is wrong with the words if anything is, and the author's
own notes in them. Remarks follow. The list of works ends it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from index.pandoc import PandocError, PandocMissingError, PandocTimeError, run_pandoc
from index.records import REMARK
from qa.citing import CitationStyle, PlaceReferences, Styled
from qa.errors import ExportError
from qa.exporting.exported_marks import Export, ExportedMark, by_article
from qa.note_roles import notes_at
from qa.records import Role

SECONDS = 30
API = [1, 23, 1]  # of pandoc's syntax tree
# Without what would write curly quotation marks as straight ones, and without attributes that only pandoc knows.
MARKDOWN = "markdown-smart-auto_identifiers-header_attributes-link_attributes-raw_attribute"

Node = dict[str, Any]


def word(export: Export, style: CitationStyle) -> bytes:
    """Return a Word document.

    Raises:
        ExportError: pandoc is not installed, or does not write it in time.
    """
    return _written(_document(export, style), "docx")


def markdown(export: Export, style: CitationStyle) -> bytes:
    """Return Markdown with footnotes.

    Raises:
        ExportError: pandoc is not installed, or does not write it in time.
    """
    return _written(_document(export, style), MARKDOWN)


def _written(document: Node, kind: str) -> bytes:
    asked = ("--from", "json", "--to", kind, "--standalone", "--wrap=none")
    try:
        return run_pandoc(asked, json.dumps(document, ensure_ascii=False).encode(), SECONDS).data
    except PandocMissingError as error:
        raise ExportError(f"Word and Markdown are written by pandoc. {error}") from error
    except PandocTimeError as error:
        raise ExportError(f"The document was not written within {SECONDS} seconds. Export fewer marks at a time.") from error
    except PandocError as error:
        raise ExportError(f"pandoc does not write the document: {error}") from error


def _document(export: Export, style: CitationStyle) -> Node:
    marks = [mark for group in by_article(export.marks).values() for mark in group]
    cited = style.cite([mark.place for mark in marks])
    blocks = [_paragraph(_text(export.summary)), *_quotations(marks, cited, style), *_works(marks, cited)]
    return {"pandoc-api-version": API, "meta": {"title": {"t": "MetaInlines", "c": _text(export.title)}}, "blocks": blocks}


def _quotations(marks: Sequence[ExportedMark], cited: Sequence[PlaceReferences], style: CitationStyle) -> Iterator[Node]:
    seen: set[str] = set()
    for mark, references in zip(marks, cited, strict=True):
        before = mark.stretch.article_id in seen
        if not before:
            yield {"t": "Header", "c": [1, ["", [], []], _text(mark.stretch.title)]}
        seen.add(mark.stretch.article_id)
        yield from _quotation(mark, references.short if before else references.citation, style)


def _quotation(mark: ExportedMark, citation: Styled, style: CitationStyle) -> Iterator[Node]:
    note = {"t": "Note", "c": list(_footnote(mark, citation, style))}
    *first, last = [_text(part) for part in mark.stretch.words.split("\n\n")]
    behind = [note] if style.in_notes else [note, SPACE, *_styled(citation)]
    yield {"t": "BlockQuote", "c": [*map(_paragraph, first), _paragraph([*last, *behind])]}
    if mark.warning:
        yield _paragraph([{"t": "Strong", "c": _text(mark.warning)}])
    kept = mark.standing_mark.mark
    yield from (_paragraph(_lines(part)) for part in kept.remark.split("\n\n") if part.strip())
    if kept.tags:
        yield _paragraph([{"t": "Emph", "c": _text(f"Tags: {', '.join(kept.tags)}")}])


def _footnote(mark: ExportedMark, citation: Styled, style: CitationStyle) -> Iterator[Node]:
    link = {"t": "Link", "c": [["", [], []], [_string(mark.permalink)], [mark.permalink, ""]]}
    warning = [SPACE, *_text(mark.warning)] if mark.warning else []
    yield _paragraph([*_styled(citation), SPACE, link, *warning] if style.in_notes else [link, *warning])
    article, span = mark.standing_mark.standing.article, mark.standing_mark.standing.span
    if article and span and mark.is_found:
        for cited in notes_at(article, span):
            if cited.role is Role.IN_QUOTE and cited.note.text:
                remark = f" [{REMARK}]" if cited.note.recognised is not None else ""
                yield _paragraph(_text(f"The author’s note {cited.note.label}: {cited.note.text}{remark}"))


def _works(marks: Sequence[ExportedMark], cited: Sequence[PlaceReferences]) -> Iterator[Node]:
    """Yield the list of works, where the style has one."""
    entries = {mark.stretch.article_id: references.entry for mark, references in zip(marks, cited, strict=True)}
    listed = [entry for entry in sorted(entries.values(), key=lambda entry: entry.text.casefold()) if entry.text]
    if listed:
        yield {"t": "Header", "c": [1, ["", [], []], _text("Works")]}
        yield from (_paragraph(_styled(entry)) for entry in listed)


SPACE: Node = {"t": "Space"}


def _paragraph(inlines: Sequence[Node]) -> Node:
    return {"t": "Para", "c": list(inlines)}


def _string(words: str) -> Node:
    return {"t": "Str", "c": words}


def _text(words: str) -> list[Node]:
    """Return words as pandoc has them, spaces apart; only plain spaces part words, others are characters of them."""
    parts = [[_string(part)] if part else [] for part in words.replace("\n", " ").split(" ")]
    return [node for number, part in enumerate(parts) for node in ([SPACE] if number else []) + part]


def _lines(words: str) -> list[Node]:
    lines = [_text(line) for line in words.strip().split("\n")]
    return [node for number, line in enumerate(lines) for node in ([{"t": "LineBreak"}] if number else []) + line]


def _styled(words: Styled) -> list[Node]:
    return [
        node
        for stretch, italic in words.stretches
        for node in ([{"t": "Emph", "c": _text(stretch)}] if italic else _text(stretch))
    ]
