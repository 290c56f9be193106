"""verdicts.py: what is found out about a quotation."""

from __future__ import annotations

from index.records import Span
from qa.verifying.verdicts import (
    Change,
    Concern,
    Difference,
    DifferenceKind,
    MeaningChange,
    Reason,
    Verdict,
    VerdictKind,
    counted,
    ranked,
    with_counts,
)

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


NOT = MeaningChange(Reason.NEGATION, Change.LEFT_OUT, "", "not", Span(4, 7))
EXACT, EDITED, ALTERED = (Verdict(kind, "") for kind in (VerdictKind.EXACT, VerdictKind.EDITED, VerdictKind.ALTERED))
DOUBTED = Verdict(VerdictKind.EDITED, "", alters_meaning=(NOT,))


def test_what_gives_reason_to_doubt_is_not_faithful() -> None:
    """An edited quotation is faithful as long as no mark of an editor may alter the meaning."""
    assert [verdict.is_faithful for verdict in (EXACT, EDITED, DOUBTED, ALTERED)] == [True, True, False, False]
    assert (EDITED.concern, DOUBTED.concern) == (Concern.EDITED, Concern.DOUBTED)


def test_what_concerns_most_comes_first() -> None:
    """Verdicts are ranked and counted from what is not there to what is exact; equals keep their order."""
    verdicts = [EXACT, DOUBTED, EDITED, ALTERED, EXACT, Verdict(VerdictKind.ABSENT, "")]
    assert ranked(verdicts) == (5, 3, 1, 2, 0, 4)
    assert list(counted(verdicts).items()) == [
        (Concern.ABSENT, 1),
        (Concern.ALTERED, 1),
        (Concern.DOUBTED, 1),
        (Concern.EDITED, 1),
        (Concern.EXACT, 2),
    ]
    assert (ranked([]), counted([])) == ((), {})


def test_a_long_stretch_left_out_is_shown_by_its_ends() -> None:
    """A reason stays one line, whatever an ellipsis leaves out."""
    change = MeaningChange(Reason.JOINED, Change.LEFT_OUT, "", " ".join("abcdefghijklmnop"), Span(0, 31))
    assert change.sentence == "“a b c d … m n o p” is left out: what the text parts is read as one."
