"""outlines.py: an article in few words."""

from __future__ import annotations

from dataclasses import replace

from index.catalogue.outlines import Outline, outline
from index.collection import Collection
from index.records import Publication


def test_an_outline_counts_and_keeps_the_doubts(harbour: Collection) -> None:
    """Paragraphs, pages and notes are counted, doubts are kept in their words."""
    article = replace(harbour.articles[0], doubts=("Note 9 is missing.",))
    assert outline(article) == Outline(
        "harbour", "On the Harbour", Publication(), "harbour.txt", 3, 0, 4, ("Note 9 is missing.",)
    )
