"""What the tests of verification share: the small article, prepared to be verified against."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers.article_files import read_article
from index.records import Span
from qa.verifying.canonical_text import canonical
from qa.verifying.literal_places import Finding, find_reading
from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.scholarly_conventions import QuotationWords, Reading, read_by_conventions


@pytest.fixture
def prepared(harbour_file: Path) -> PreparedArticle:
    """The small article, prepared."""
    return PreparedArticle(read_article(harbour_file))


def place_of(prepared: PreparedArticle, words: str) -> Span:
    """Where words stand in the article's text for the first time."""
    start = prepared.article.text.index(words)
    return Span(start, start + len(words))


def reading_of(prepared: PreparedArticle, quotation: str) -> Reading:
    """A quotation, read by scholars' conventions."""
    return read_by_conventions(canonical(quotation), prepared)


def finding_of(prepared: PreparedArticle, quotation: str) -> Finding:
    """The one place where a quotation, read by scholars' conventions, stands."""
    (finding,) = find_reading(reading_of(prepared, quotation), prepared)
    return finding


def words_of(prepared: PreparedArticle, quotation: str) -> QuotationWords:
    """The words of a quotation, read by scholars' conventions."""
    return QuotationWords.of(reading_of(prepared, quotation))
