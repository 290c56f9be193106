"""alignment.py: a quotation's words beside those of the place that is likeliest to be meant."""

from __future__ import annotations

from qa.verifying.alignment import Alignment, WordPair, best_alignment, stand_in_one_place
from qa.verifying.prepared_articles import PreparedArticle
from tests.qa.verifying.conftest import place_of, words_of


def aligned(prepared: PreparedArticle, quotation: str) -> Alignment:
    """The quotation at its best place."""
    found = best_alignment([(words_of(prepared, quotation), prepared)])
    assert found is not None
    return found


def test_changed_word_is_skipped(prepared: PreparedArticle) -> None:
    """Six of seven words are there: the place runs from the first to the last of them, around the inserted one."""
    found = aligned(prepared, "The mayor imported fine flour from Canada")
    assert (found.aligned, [pair.asked for pair in found.pairs]) == (6, [0, 1, 2, 4, 5, 6])
    assert found.span == place_of(prepared, "The mayor imported flour from Canada")


def test_misspelt_word_counts(prepared: PreparedArticle) -> None:
    """A word that is nearly the same is aligned, and is not the same."""
    found = aligned(prepared, "The mayor importet flour from Canada")
    assert found.aligned == 6
    assert [pair.asked for pair in found.pairs if not pair.same] == [2]


def test_case_does_not_part_words(prepared: PreparedArticle) -> None:
    """Without its capitals, every word is the same."""
    found = aligned(prepared, "the mayor imported flour from canada")
    assert [pair.same for pair in found.pairs] == [True] * 6


def test_words_that_are_nowhere_have_no_place(prepared: PreparedArticle) -> None:
    """Where no word is shared, nothing is aligned."""
    assert best_alignment([(words_of(prepared, "Zebras graze quietly"), prepared)]) is None


def test_of_two_articles_the_fuller_place_wins(prepared: PreparedArticle) -> None:
    """The reading that aligns more of its words is taken."""
    short, full = words_of(prepared, "Ships entered the"), words_of(prepared, "Ships entered the harbour again")
    found = best_alignment([(short, prepared), (full, prepared)])
    assert found is not None
    assert (found.words, found.aligned) == (full, 5)


def test_place_ends_where_too_much_is_left_out(prepared: PreparedArticle) -> None:
    """Ten words may be dropped between two that follow each other; eleven are two places."""
    words = words_of(prepared, "harbour expensive")
    first = WordPair(0, 5, same=True)
    assert stand_in_one_place(first, WordPair(1, 5 + 11, same=True), words, prepared)
    assert not stand_in_one_place(first, WordPair(1, 5 + 12, same=True), words, prepared)
