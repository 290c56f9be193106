"""canonical_text.py: the canonical form of a text."""

from __future__ import annotations

import pytest

from index.records import Span
from qa.verifying.canonical_text import canonical, has_digit
from qa.verifying.verifier import LONGEST_QUOTATION


@pytest.mark.parametrize(
    ("sign", "levelled"), [('"', "'"), ("'", "'"), ("-", "-"), ("–", "-"), (" ", " "), ("\u00ad", ""), (".", "…")]
)
def test_many_signs_before_a_word_are_levelled(sign: str, levelled: str) -> None:
    """Of spaces, dashes or points one sign remains; of quotation marks each, or of two straight ones one; else none."""
    found = canonical(sign * LONGEST_QUOTATION + "a").text
    times = {'"': LONGEST_QUOTATION, "'": LONGEST_QUOTATION // 2}.get(sign, 1)
    assert found == levelled * times + "a"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("“The ﬁrst” — [ . . . ] end", "'The first'-… end"),
        ("e\u0301te\u0301", "été"),
        ("co\u00adoperate", "cooperate"),
        ("1914 – 1918", "1914-1918"),
        ("A  line\nbroken", "A line broken"),
    ],
)
def test_typography_is_levelled_and_case_is_kept(raw: str, text: str) -> None:
    """Marks, dashes, ellipses, ligatures, accents and white space have one form each."""
    assert canonical(raw).text == text


def test_canonical_characters_lead_back() -> None:
    """The two letters of a ligature are one character of the raw text; a cut takes characters out, and the rest leads back."""
    found = canonical("the ﬁrst  day")
    assert (found.text, found.span(4, 9), found.quoted(4, 6)) == ("the first day", Span(4, 8), "ﬁ")
    cut = found.without([Span(0, 4)])
    assert (cut.text, cut.quoted(0, 5)) == ("first day", "ﬁrst")


def test_digits() -> None:
    """Figures of every script are digits, number words are not."""
    assert [has_digit(text) for text in ("in 1918", "١", "nine", "")] == [True, True, False, False]
