"""errors.py: the root of all errors, and how what somebody sent is repeated in them."""

from __future__ import annotations

import pytest

from index.errors import ArticleError, IndexFolderError, Kind, StaleIndexError, UnknownArticleError, first_line, shortened


def test_errors_carry_their_kind_remedy_and_field() -> None:
    """An article that is not there is unknown, and says how to find those that are; what says nothing else is a fault."""
    error = UnknownArticleError("There is no article 'x'.")
    assert (error.kind, error.remedy, error.field) == (Kind.UNKNOWN, "GET /api/articles lists the ids.", "/article")
    assert (ArticleError.kind, ArticleError.remedy, ArticleError.field) == (Kind.FAULT, None, None)
    assert issubclass(StaleIndexError, IndexFolderError)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("a", "'a'"), ("x" * 100, "'" + "x" * 59 + "…"), (5, "5"), (10**80, "a number of many digits"), ("\x00", "'\\x00'")],
)
def test_what_was_sent_is_repeated_in_brief(value: object, shown: str) -> None:
    """A long value is cut short, and a control character is written out."""
    assert shortened(value) == shown


def test_first_line_of_an_error() -> None:
    """Of another library's pages the first line is kept, and of an error without words its name."""
    assert (first_line(ValueError("a\nb")), first_line(ValueError())) == ("a", "ValueError")
