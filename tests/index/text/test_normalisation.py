"""normalisation.py: normal forms, also of marks by the thousand."""

from __future__ import annotations

import unicodedata
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from index.text.normalisation import Form, normalized

HEAPED = "Z" + "\u0300\u0316" * 50_000


@given(text=st.text(max_size=60), form=st.sampled_from(["NFC", "NFKD"]))
def test_forms_are_those_of_unicode(text: str, form: Form) -> None:
    """What people write has the normal form that Unicode gives it."""
    assert normalized(form, text) == unicodedata.normalize(form, text)


def test_thirty_marks_are_put_in_order() -> None:
    """As many marks as Unicode's Annex 15 allows on one letter are ordered as one run."""
    text = "e" + "\u0300\u0316" * 15
    assert normalized("NFC", text) == unicodedata.normalize("NFC", text) == "è" + "\u0316" * 15 + "\u0300" * 14


def test_marks_by_the_thousand_take_no_time() -> None:
    """A hundred thousand marks on one letter, which Python's own function puts in order in half a minute, are nothing lost."""
    start = perf_counter()
    found = normalized("NFKD", HEAPED)
    assert perf_counter() - start < 2
    assert (len(found), set(found)) == (len(HEAPED), set(HEAPED))
