"""display.py: an article's text in pieces that can be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.readers.article_files import read_article
from index.records import Article, Span
from qa.answering.answerer import Answerer
from qa.display import as_text, display_blocks, note_id, note_ids, passage_paragraphs, pieces, section_paths, superscript
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
        marked = ["".join(piece.text for piece in part if piece.marked) for part in shown]
        assert "\n\n".join(part for part in marked if part) == citation.quotation


def test_blocks_are_the_whole_article(article: Article) -> None:
    """Headings and paragraphs come in the order of the text, each once, with names, notes and sentences of their own."""
    shown = list(display_blocks(article))
    assert [block.span for block in shown] == sorted([*(h.span for h in article.headings), *(p.span for p in article.paragraphs)])
    assert tuple(note for block in shown for note in block.notes) == article.notes
    assert len({block.name for block in shown}) == len(shown)
    first = article.paragraphs[0]
    spans = [f"{sentence.start - first.span.start}-{sentence.end - first.span.start}" for sentence in first.sentences]
    assert next(block for block in shown if block.paragraph == first).sentences == " ".join(spans)
    assert not any(block.first_marked for block in shown)


def test_pages_are_named_where_they_change(article: Article) -> None:
    """A page's label stands beside the first paragraph on it, and each page's once."""
    labels = [block.pages[-1] for block in display_blocks(article) if block.pages]
    assert labels == list(dict.fromkeys(labels))


def test_mark_over_two_paragraphs_begins_once(article: Article) -> None:
    """Of a mark that runs over several blocks, the first is told, also where it begins between two."""
    first, second = article.paragraphs[0].span, article.paragraphs[1].span
    for start in (first.end - 5, first.end + 1):
        marked = [block for block in display_blocks(article, Span(start, second.start + 5)) if block.first_marked]
        assert [block.span for block in marked] == [first if start < first.end else second]


def test_note_ids_are_note_id(article: Article) -> None:
    """All at once they are what each is alone."""
    assert note_ids(article) == {note: note_id(article, note) for note in article.notes}


def test_sections_come_after_those_they_stand_in(article: Article) -> None:
    """Every section is there once, a subsection behind its section."""
    paths = section_paths(article)
    assert len(set(paths)) == len(paths)
    assert all(path[:-1] in paths[: paths.index(path)] for path in paths if len(path) > 1)
    assert paths[0] == ("Introduction",)
