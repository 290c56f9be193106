"""records.py: spans, the way back to the file, and what stands where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.readers.article_files import read_article
from index.records import Article, Run, Source, Span
from tests.conftest import SEED

ARTICLE = read_article(SEED)


def test_anchor_belongs_to_the_text_before_it() -> None:
    """A note anchored at a span's end is in it; one at its start belongs to what stands before."""
    assert Span(10, 20).holds_anchor(20)
    assert not Span(20, 30).holds_anchor(20)


def test_spans_that_touch_do_not_overlap() -> None:
    """Half-open spans share no character where one ends and the next begins."""
    assert not Span(0, 5).overlaps(Span(5, 9))
    assert Span(0, 6).overlaps(Span(5, 9))
    assert Span(0, 9).contains(Span(5, 9))


def test_source_locates_across_runs() -> None:
    """A span over two runs leads to the file's stretch with all that was left out between them."""
    source = Source("a.txt", "", len("after the\nwar.1 He"), (Run(0, 0, 9), Run(10, 10, 4), Run(14, 15, 3)))
    assert source.locate(Span(6, 14)) == Span(6, 14)
    assert source.locate(Span(10, 17)) == Span(10, 18)
    assert source.offset_after(14) == 14


@given(st.integers(0, 29_000), st.integers(1, 3000))
def test_lookups_are_what_a_walk_finds(start: int, length: int) -> None:
    """What stands in a span, found by bisection, is what looking at everything finds."""
    span = Span(start, start + length)
    ends = [page.start for page in ARTICLE.pages[1:]] + [len(ARTICLE.text)]
    pages = [page.label for page, end in zip(ARTICLE.pages, ends, strict=True) if span.overlaps(Span(page.start, end))]
    assert list(ARTICLE.pages_of(span)) == pages
    assert list(ARTICLE.notes_in(span)) == [note for note in ARTICLE.notes if span.holds_anchor(note.anchor)]
    assert list(ARTICLE.paragraphs_of(span)) == [p for p in ARTICLE.paragraphs if p.span.overlaps(span)]


def test_sentence_and_paragraph_of_a_note(article: Article) -> None:
    """A note leads to the sentence that it stands behind."""
    note = article.note("5")
    assert note is not None
    sentence = article.sentence_at(note.anchor)
    assert sentence is not None
    assert sentence.of(article.text).startswith("Japan continued to send troops into Siberia")
    paragraph = article.paragraph_at(note.anchor)
    assert paragraph is not None
    assert paragraph.page == "4"
    assert article.note("47") is None
