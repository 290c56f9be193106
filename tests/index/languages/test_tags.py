"""tags.py: what languages are called."""

from __future__ import annotations

import pytest

from index.languages.tags import base, name_of, named


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"),
        ("de-CH-1901", "de"),
        ("de_AT", "de"),
        ("ger", "de"),
        ("FRA", "fr"),
        (" la ", "la"),
        ("und", ""),
        ("", ""),
        ("pl", "pl"),
    ],
)
def test_a_tag_has_a_language(tag: str, language: str) -> None:
    """Region, script and the code of three letters make no difference; what says that nothing is known says nothing."""
    assert base(tag) == language


def test_a_language_is_called_by_name() -> None:
    """People read the English name, with the tag; the tag alone where there is no name."""
    assert (name_of("la"), name_of("qqq")) == ("Latin (la)", "qqq")


def test_a_name_has_a_tag() -> None:
    """Capitals make no difference; a name that is not known has none."""
    assert (named("polish"), named("Latin"), named("elvish")) == ("pl", "la", "")
