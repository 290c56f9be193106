"""composition.py: from a document to an article and the way back."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.readers.marked_up.composition import compose
from index.readers.marked_up.document import Document, DocumentBlock, NoteMark, PageBreak, heading, paragraph
from index.readers.shared import Origin
from index.settings import AUTO, NONE
from index.text import BlockKind
from tests.marked import marked, texts

ORIGIN = Origin("folder/a.html", "a.html", "0" * 64, ("a doubt about the file",))
OWN = Document(
    (
        heading(("On War",), 1, "/h1"),
        paragraph(("He left ", NoteMark("1", "a"), ", and\nit", PageBreak("12"), " froze.", NoteMark("2", "gone")), "/p"),
    ),
    {"a": ("Harris,\n p. 4.",)},
    doubts=("a doubt about a note",),
)
TYPED = Document(
    (
        paragraph(("He left.¹ Snow fell.²",)),
        heading(("Notes",), 1),
        DocumentBlock(BlockKind.PARAGRAPH, 0, ("Harris, p. 4.",), number="1"),
        DocumentBlock(BlockKind.PARAGRAPH, 0, ("Locke, p. 5.",), number="2"),
    )
)


def test_marks_become_notes_close_behind_their_words() -> None:
    """A mark leaves the text and takes the space before it along; a note whose text the file lacks has none; doubts add up."""
    article, extracted = compose(OWN, ORIGIN, "war", AUTO)
    assert extracted == "On War\n\nHe left[1], and it froze.[2]"
    assert (article.title, marked(article)) == ("On War", "On War | He left{1}, and it froze.{2}")
    assert texts(article) == [("1", "Harris, p. 4."), ("2", None)]
    assert article.doubts == ("a doubt about the file", "a doubt about a note")


def test_pages_and_elements_are_found_again() -> None:
    """A page begins with its first word, not with the space before it, and a block leads back to the element it stands in."""
    article, extracted = compose(OWN, ORIGIN, "war", AUTO)
    assert [(page.label, article.text[page.start :]) for page in article.pages] == [("12", "froze.")]
    assert [region.path for region in article.source.regions_of(article.paragraphs[0].span)] == ["/p"]
    assert [extracted[run.source_start :][: run.length] for run in article.source.runs] == [
        "On War",
        "He left",
        ", and it froze.",
    ]


def test_typed_notes_are_looked_for_where_the_file_has_none() -> None:
    """Superscript numbers and a numbered list at the end are notes, unless no markers are to be looked for."""
    article, _ = compose(TYPED, ORIGIN, "war", AUTO)
    assert (marked(article), texts(article)) == ("He left.{1} Snow fell.{2}", [("1", "Harris, p. 4."), ("2", "Locke, p. 5.")])
    untouched, _ = compose(TYPED, ORIGIN, "war", NONE)
    assert (untouched.notes, untouched.paragraphs[0].span.of(untouched.text)) == ((), "He left.¹ Snow fell.²")


def test_headings_alone_are_no_article() -> None:
    """A document without a paragraph of running text is refused by the name of its file."""
    with pytest.raises(ArticleError, match=r"folder/a\.html has no paragraph of running text"):
        compose(Document((heading(("On War",), 1), paragraph((" ",)))), ORIGIN, "war", AUTO)
