"""records.py: what a remark and tags may be."""

from __future__ import annotations

import pytest

from qa.errors import QuestionError
from qa.notebook.records import LONGEST_REMARK, MOST_TAGS, MarkError, checked_remark, checked_tags


def test_remark_keeps_its_lines() -> None:
    """Line ends are made alike; what stands before and behind goes."""
    assert checked_remark(" one\r\ntwo\rthree\n ") == "one\ntwo\nthree"


def test_remark_of_a_megabyte_gets_a_sentence() -> None:
    """A remark that is too long is refused with both numbers; one that is as long as may be is not."""
    assert len(checked_remark("a" * LONGEST_REMARK)) == LONGEST_REMARK
    with pytest.raises(MarkError, match="has 1,000,000 characters, but at most 20,000 are kept"):
        checked_remark("a" * 1_000_000)


def test_tags_are_few_and_short() -> None:
    """Commas and space part words of a tag; too many tags, or a long one, are refused."""
    assert checked_tags(["ice,  war", "ice war", " "]) == ("ice war",)
    with pytest.raises(MarkError, match="There are 31 tags, but at most 30"):
        checked_tags([str(number) for number in range(MOST_TAGS + 1)])
    with pytest.raises(MarkError, match="The tag “aaaaaaaaaaaaaaaaaaaa…” has 61 characters"):
        checked_tags(["a" * 61])


def test_half_characters_are_refused() -> None:
    """No file can hold half a character."""
    with pytest.raises(QuestionError, match="half of a character"):
        checked_remark("\ud83d")
    with pytest.raises(QuestionError, match="half of a character"):
        checked_tags(["\ud83d"])
