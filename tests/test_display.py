"""qa/display.py: an article's text in pieces that can be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.reading import read_article
from index.records import Article, Span
from qa.answering import Answerer
from qa.display import as_text, passage_paragraphs, pieces, superscript
from tests.conftest import SEED

ARTICLE = read_article(SEED)
OFFSETS = st.integers(0, len(ARTICLE.text))


@given(st.tuples(OFFSETS, OFFSETS).map(sorted), st.tuples(OFFSETS, OFFSETS).map(sorted))
def test_pieces_make_up_the_text(span: list[int], mark: list[int]) -> None:
    """Whatever is shown and marked, no character and no note is lost or doubled, and just the mark is marked."""
    shown, marked = Span(*span), Span(*mark)
    cut = pieces(ARTICLE, shown, marked)
    assert "".join(piece.text for piece in cut) == shown.of(ARTICLE.text)
    assert tuple(note for piece in cut for note in piece.notes) == ARTICLE.notes_in(shown)
    both = Span(max(shown.start, marked.start), min(shown.end, marked.end))
    assert "".join(piece.text for piece in cut if piece.marked) == (both.of(ARTICLE.text) if both.length > 0 else "")


def test_note_stands_in_its_place(article: Article) -> None:
    """A note's number follows the character that the author set it behind."""
    start = article.text.index("at its peak")
    shown = as_text(pieces(article, Span(start, article.text.index(" Indeed, following"))))
    assert shown == "at its peak, the total number of troops reached 72,400.⁵"


def test_labels_that_are_no_numbers_stand_in_brackets() -> None:
    """Only digits have superscripts."""
    assert superscript("12") == "¹²"
    assert superscript("*") == "[*]"


def test_passage_is_shown_by_paragraphs(answerer: Answerer) -> None:
    """A passage that runs over two paragraphs is shown as two."""
    article = answerer.collection.articles[0]
    for citation in answerer.rank("Why did Wilson decide to intervene?", 50):
        shown = passage_paragraphs(article, citation)
        assert len(shown) == len(citation.passage.paragraphs)
        assert "\n\n".join("".join(piece.text for piece in part) for part in shown) == citation.passage.text
        assert "".join(piece.text for part in shown for piece in part if piece.marked) == citation.quotation
