"""copied_citations.py: a quotation with its reference."""

from __future__ import annotations

import pytest

from index.readers.article_files import read_article
from index.records import Article, Span
from qa.citing.copied_citations import clipboard_texts, in_marks
from qa.citing.reference_forms import references_at
from tests.conftest import SEED


@pytest.fixture
def article() -> Article:
    """The seed article."""
    return read_article(SEED)


def test_quotation_stands_before_its_reference(article: Article) -> None:
    """Each style has the words as they are in the text, then the reference; BibTeX has the work alone."""
    start = article.text.index("at its peak")
    span = Span(start, article.text.index(" Indeed, following"))
    found, quote = references_at(article, span), "“at its peak, the total number of troops reached 72,400.”"
    assert {copy.name: copy.text for copy in clipboard_texts(article, span)} == {
        "chicago": f"{quote}\n\n{found.chicago.note}",
        "mla": f"{quote} {found.mla.in_text}\n\n{found.mla.entry}",
        "apa": f"{quote} {found.apa.in_text}\n\n{found.apa.entry}",
        "bibtex": found.bibtex,
    }


def test_words_with_marks_stay_as_they_are() -> None:
    """A quotation within the quotation is not changed to other marks."""
    assert in_marks("He called it “a calamity.”") == "He called it “a calamity.”"
