"""How answers look on the terminal, and where what they quote stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from index.records import REMARK, Article, Span
from qa.records import Answer, Citation, CitedNote, Copy, NoAnswer, Role
from web.commands.terminal_text import CUT, TerminalText

if TYPE_CHECKING:
    from qa.answering import Answerer
    from qa.citing import CitationStyle

MOST_NAMED = 5  # articles that were not asked
Style = Literal["chicago", "mla", "apa"]
ROLES = {
    Role.IN_QUOTE: "in the quotation",
    Role.COVERS_QUOTE: "covers the quotation, as the next note in its paragraph",
    Role.IN_PASSAGE: "elsewhere in the passage",
}


def answer_blocks(
    answerer: Answerer,
    result: Answer | NoAnswer,
    style: Style | CitationStyle | None = None,
    layout: TerminalText | None = None,
) -> list[str]:
    """Return a result as blocks of text for the terminal, each citation with its reference where a `style` is given.

    Raises:
        CslError: the references of a style that a CSL file has cannot be set.
    """
    layout = layout or TerminalText()
    read = [f"Read as: {result.follow_up.read}"] if result.follow_up else []
    read += [result.remark] if isinstance(result, Answer) and result.remark else []
    read += [_not_asked_in_words(result.not_asked)] if result.not_asked else []
    citations = result.citations if isinstance(result, Answer) else result.nearest
    cited = _references(answerer, citations, style) if style else [[]] * len(citations)
    blocks = [layout.fitted(block) for block in (*read, *_blocks(answerer, result, cited, layout))]
    texts = {cited.note.text for citation in citations for cited in citation.notes if cited.note.text}
    if any(layout.note(text) != text for text in texts):
        blocks.append(layout.fitted(f"Long notes are cut short ({CUT}). To print them whole: --whole-notes"))
    return blocks


def _not_asked_in_words(article_ids: Sequence[str]) -> str:
    named = ", ".join((*article_ids[:MOST_NAMED], *(["…"] if len(article_ids) > MOST_NAMED else [])))
    return (
        f"Not all was asked: no machine with {len(article_ids)} of the articles answers now ({named}). Ask again a little later."
    )


def _blocks(answerer: Answerer, result: Answer | NoAnswer, cited: Sequence[list[str]], layout: TerminalText) -> list[str]:
    def text(rank: int, citation: Citation) -> str:
        return citation_text(answerer, rank, citation, cited[rank - 1], layout)

    if isinstance(result, Answer):
        ranked = list(enumerate(result.citations, start=1))
        likely = [text(rank, citation) for rank, citation in ranked if answerer.is_likely(citation)]
        others = [text(rank, citation) for rank, citation in ranked if not answerer.is_likely(citation)]
        return [*likely, *(["Less likely:"] if others else []), *others]
    head = f"This does not seem to be answered. {result.reason}\nThe nearest passages, which are not an answer:"
    return [head, *(text(rank, citation) for rank, citation in enumerate(result.nearest, start=1))]


def citation_text(
    answerer: Answerer, rank: int, citation: Citation, cited: Sequence[str] = (), layout: TerminalText | None = None
) -> str:
    """Return a citation as text: the quotation with its note numbers, where it stands, the notes' roles, how it is `cited`."""
    from qa.display import as_text, pieces

    layout = layout or TerminalText()
    article = answerer.collection.article(citation.passage.article_id)
    notes = [_note_in_words(cited, layout) for cited in citation.notes]
    quoting = [f"quoting: {stretch.of(article.text)}" for stretch in citation.quoting if stretch != citation.quote]
    words = ["the whole is somebody else's words"] if citation.quote in citation.quoting else quoting
    also = [f"the same words: {_copy_in_words(answerer, copy)}" for copy in citation.copies]
    name = answerer.collection.catalogue.names[article.id]
    place = place_in_words(article, citation.passage.section, citation.quote, name)
    below = [place, *recognised_in_words(article, citation.quote), *words, *notes, *also, *cited]
    lines = [as_text(pieces(article, citation.quote)), *("   " + line for line in below)]
    if quoted := citation.note_quote:
        lines = [f"In note {quoted.note.label}: {quoted.text}", "   which stands behind: " + lines[0], *lines[1:]]
    return f"{rank}. " + "\n".join(lines)


def _note_in_words(cited: CitedNote, layout: TerminalText) -> str:
    text = f" – {layout.note(cited.note.text)}" if cited.note.text else ""
    remark = " (recognised text)" if text and cited.note.recognised is not None else ""
    return f"note {cited.note.label}: {ROLES[cited.role]}{text}{remark}"


def _copy_in_words(answerer: Answerer, copy: Copy) -> str:
    article = answerer.collection.article(copy.article_id)
    section = next((paragraph.section for paragraph in article.paragraphs_of(copy.quote)), ())
    place = place_in_words(article, section, copy.quote, answerer.collection.catalogue.names[article.id])
    return f"{place}, note {copy.note_quote.note.label}" if copy.note_quote else place


def _references(answerer: Answerer, citations: Sequence[Citation], style: Style | CitationStyle) -> list[list[str]]:
    """Return the references of each citation as lines."""
    from qa.citing import cited_place, references
    from web.schemas import reference_lines, style_lines

    quoted = [(answerer.collection.article(each.passage.article_id), each.quote, each.notes) for each in citations]
    if isinstance(style, str):
        return [reference_lines(references(*each), style) for each in quoted]
    return [style_lines(found, style) for found in style.cite([cited_place(*each) for each in quoted])]


def recognised_in_words(article: Article, span: Span) -> list[str]:
    """Say that a stretch was recognised in a picture, and how surely; nothing of other text."""
    found = article.recognised_in(span)
    if found is None:
        return []
    return [REMARK if found.confidence is None else f"{REMARK} ({found.confidence:.0f} % sure)"]


def place_in_words(article: Article, section: Sequence[str], span: Span, name: str = "") -> str:
    """Say where a stretch stands: article, headings, paragraphs, pages; `name` tells the article from others of its title."""
    from qa.locators import informative_headings, label_ranges, pages_in_words

    paragraphs = [str(paragraph.number) for paragraph in article.paragraphs_of(span)]
    place = ("¶ " + label_ranges(paragraphs) if paragraphs else "", pages_in_words(article.pages_with(span)))
    path = (name or article.title, *informative_headings(article, section), ", ".join(filter(None, place)))
    return " › ".join(filter(None, path))
