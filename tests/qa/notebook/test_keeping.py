"""keeping.py: a stretch as it is kept."""

from __future__ import annotations

import pytest

from index.records import Article, Publication, Span
from qa.locators import Locator
from qa.notebook.keeping import UnkeptStretchError, stretch_of
from tests.qa.notebook.conftest import FLOUR


def test_stretch_is_kept_with_what_cites_it(article: Article) -> None:
    """The words without the space around them, the place, and what is known of the work."""
    start = article.text.index(FLOUR)
    kept = stretch_of(article, Span(start - 1, start + len(FLOUR) + 2), " Who? ")
    assert (kept.article_id, kept.title, kept.words) == ("harbour", "On the Harbour", FLOUR)
    assert kept.span.of(article.text) == FLOUR == kept.quote.exact
    assert kept.quote.prefix.endswith("Bread became expensive. ")
    assert kept.publication == Publication(title="On the Harbour")
    assert kept.locator == Locator(section="I", heading="", paragraphs=(2,), notes=("3",))
    assert kept.question == "Who?"


@pytest.mark.parametrize(
    ("span", "why"),
    [
        (Span(5, 5), "There is no stretch from 5 to 5"),
        (Span(0, 999), "from 0 to 999"),
        (Span(14, 16), "neither letter nor digit"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence(article: Article, span: Span, why: str) -> None:
    """An empty stretch, one beyond the text, and one without words are refused."""
    with pytest.raises(UnkeptStretchError, match=why):
        stretch_of(article, span)


def test_long_stretches_are_kept_in_parts(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too long to be verified again is not kept."""
    monkeypatch.setattr("qa.notebook.keeping.LONGEST_QUOTATION", 20)
    with pytest.raises(UnkeptStretchError, match="has 21 characters, but at most 20 are kept at once"):
        stretch_of(article, Span(0, 21))
