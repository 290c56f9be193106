"""word_differences.py: how an aligned quotation differs from its place."""

from __future__ import annotations

import pytest

from qa.verifying.alignment import best_alignment
from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.word_differences import word_differences
from tests.qa.verifying.conftest import words_of


@pytest.mark.parametrize(
    ("quotation", "differences"),
    [
        ("The mayor imported fine flour from Canada", ["inserted: fine | "]),
        ("The mayor flour from Canada", ["dropped:  | imported"]),
        ("The pilot, Tanaka, drowned in 1918", ["name: Tanaka | Ōtani"]),
        ("The mayor imported bread from Canada", ["word: bread | flour"]),
        ("The pilot, Ōtani, drowned in 1919", ["number: 1919 | 1918"]),
        ("The pilot Ōtani, drowned in 1918", ["punctuation:  | ,"]),
        ("outside for the Thaw, and the sailors", ["case: Thaw | thaw"]),
    ],
)
def test_each_difference_is_named(prepared: PreparedArticle, quotation: str, differences: list[str]) -> None:
    """What the quotation has and what the text has, with what kind of word was changed."""
    alignment = best_alignment([(words_of(prepared, quotation), prepared)])
    assert alignment is not None
    assert [f"{each.kind.value}: {each.quoted} | {each.original}" for each in word_differences(alignment)] == differences


def test_difference_leads_to_its_place(prepared: PreparedArticle) -> None:
    """Its span holds the original; of an inserted word, it is the place between two words."""
    for quotation, original in (("The mayor imported bread from Canada", "flour"), ("The mayor imported fine flour", "")):
        alignment = best_alignment([(words_of(prepared, quotation), prepared)])
        assert alignment is not None
        (difference,) = word_differences(alignment)
        assert difference.span.of(prepared.article.text) == original
