"""markdown_prose.py: what a draft says without its markup, and where each character stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.verifying.drafts.markdown_prose import prose_of


def said(draft: str) -> list[str]:
    return [block.text for block in prose_of(draft)]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("# On *Ice*\n\nIt froze.", ["On Ice", "It froze."]),
        ("- one\n- two\n\n> three\n> four", ["one", "two", "three\nfour"]),
        ("snake_case_name, 2 * 3 * 4, *this* and ***that***", ["snake_case_name, 2 * 3 * 4, this and that"]),
        ("a\\*b \\x c\\\nd", ["a*b \\x c\nd"]),
        ("On 5 % [or so] [x] (y) {z}", ["On 5 % [or so] [x] (y) {z}"]),
        ("A note.[^a]^[Of *it*.]", ["A note.", "Of it."]),
    ],
)
def test_words_without_markup(draft: str, expected: list[str]) -> None:
    """Signs of headings, lists, emphasis, escapes and notes are gone; what only looks like them stays."""
    assert said(draft) == expected


def test_each_character_is_led_back() -> None:
    """A character of the words leads to what it is made of in the draft."""
    draft = "> The *ice* &amp;\n> the \\[sea\\].[^1]"
    (block,) = prose_of(draft)
    assert block.text == "The ice &\nthe [sea]."
    made_of = [draft[start:end] for start, end in zip(block.starts, block.ends, strict=True)]
    assert made_of[4:9] == ["i", "c", "e", " ", "&amp;"]
    assert made_of[-6:] == ["\\[", "s", "e", "a", "\\]", "."]
    assert block.quoted
    assert block.span.of(draft) == draft[2:]


def test_code_is_told() -> None:
    """Where code stands among the words, its ticks apart."""
    (block,) = prose_of("Type ``a `b` c`` *or* `d`.")
    assert [span.of(block.text) for span in block.code] == ["a `b` c", "d"]


@given(st.text("ab “”\n\r*_[]^1(){}`~-\\<>!&;#@:'\"=", max_size=120))
def test_characters_stand_in_order(draft: str) -> None:
    """Whatever the draft, the characters of a block's words stand one after the other in it."""
    for block in prose_of(draft):
        assert len(block.text) == len(block.starts) == len(block.ends)
        assert list(block.starts) == sorted(block.starts)
        assert all(0 <= start < end <= len(draft) for start, end in zip(block.starts, block.ends, strict=True))
