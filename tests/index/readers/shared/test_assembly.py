"""assembly.py: a reading text with its blocks and notes becomes an article."""

from __future__ import annotations

from index.readers.shared.assembly import Apparatus, assemble_article, note_with_sentences
from index.readers.shared.copied_lines import CopiedText, PlacedBlock
from index.records import Heading, Note, Page, Paragraph, Source, Span
from index.text import BlockKind

TEXT = "On War\n\nSnow\n\nIt snowed. He left.\n\nIce\n\nIt froze.\n\nSpring\n\nIt thawed."
SOURCE = Source("a.txt", "0", 10, ())


def block(kind: BlockKind, words: str, level: int = 0) -> PlacedBlock:
    start = TEXT.index(words)
    return PlacedBlock(kind, level, Span(start, start + len(words)))


BLOCKS = (
    block(BlockKind.TITLE, "On War"),
    block(BlockKind.HEADING, "Snow", 1),
    block(BlockKind.PARAGRAPH, "It snowed. He left."),
    block(BlockKind.HEADING, "Ice", 2),
    block(BlockKind.PARAGRAPH, "It froze."),
    block(BlockKind.HEADING, "Spring", 1),
    block(BlockKind.PARAGRAPH, "It thawed."),
)
PAGES = (Page("7", 0), Page("8", 35))


def test_paragraphs_hang_below_their_headings() -> None:
    """Paragraphs are numbered, cut into sentences, and know their headings, outermost first, and their page."""
    article = assemble_article("war", "On War", CopiedText(TEXT, (), BLOCKS, ()), Apparatus(PAGES, (), ("unsure",)), SOURCE)
    assert article.headings == (Heading(Span(8, 12), 1), Heading(Span(35, 38), 2), Heading(Span(51, 57), 1))
    assert article.paragraphs == (
        Paragraph(1, Span(14, 33), ("Snow",), "7", (Span(14, 24), Span(25, 33))),
        Paragraph(2, Span(40, 49), ("Snow", "Ice"), "8", (Span(40, 49),)),
        Paragraph(3, Span(59, 69), ("Spring",), "8", (Span(59, 69),)),
    )
    assert (article.doubts, article.pages, article.source) == (("unsure",), PAGES, SOURCE)


def test_an_article_without_a_title_is_called_by_its_id() -> None:
    """Where nothing says a title, the id stands for it."""
    assert assemble_article("war", "", CopiedText(TEXT, (), BLOCKS, ()), Apparatus((), (), ()), SOURCE).title == "war"


def test_a_notes_text_has_sentences() -> None:
    """A note's own text is cut into sentences; a note without one has none."""
    assert note_with_sentences("1", 9, "Graves, p. 4. He doubts it.") == Note(
        "1", 9, "Graves, p. 4. He doubts it.", (Span(0, 13), Span(14, 27))
    )
    assert note_with_sentences("1", 9, None) == Note("1", 9)
