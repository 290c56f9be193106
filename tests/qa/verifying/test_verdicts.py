"""verdicts.py: what is found out about a quotation."""

from __future__ import annotations

from index.records import Span
from qa.verifying.verdicts import Difference, DifferenceKind, with_counts

DASH, SPACE = DifferenceKind.DASH, DifferenceKind.WHITE_SPACE


def test_equal_differences_are_listed_once_with_their_count() -> None:
    """The first of them gives the place; one of another kind, or of other characters, stands for itself."""
    found = with_counts(
        [
            Difference(DASH, "-", "–", Span(1, 2)),
            Difference(SPACE, "\n", " ", Span(3, 4)),
            Difference(DASH, "-", "–", Span(5, 6)),
            Difference(DASH, "—", "–", Span(7, 8)),
        ]
    )
    assert found == (
        Difference(DASH, "-", "–", Span(1, 2), count=2),
        Difference(SPACE, "\n", " ", Span(3, 4), count=1),
        Difference(DASH, "—", "–", Span(7, 8), count=1),
    )


def test_no_difference_is_none() -> None:
    """Nothing is counted where nothing differs."""
    assert with_counts([]) == ()
