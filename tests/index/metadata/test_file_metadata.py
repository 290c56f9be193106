"""file_metadata.py: what a file itself says of its publication."""

from __future__ import annotations

import pytest

from index.metadata.file_metadata import doi_in, language_in, page_range, year_in


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2 May 1919", 1919),
        ("1919-05-02T10:00", 1919),
        ("c. 1650", 1650),
        ("n.d.", None),
        ("219", None),
        ("21919", None),
        ("2200", None),
    ],
)
def test_years(written: str, year: int | None) -> None:
    """A year has four digits by themselves and lies between 1000 and 2099."""
    assert year_in(written) == year


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("https://doi.org/10.1093/dh/dhaa001.", "10.1093/dh/dhaa001"),
        ("doi:10.1000/a(b)c", "10.1000/a(b)c"),
        ("(10.1000/abc);", "10.1000/abc"),
        ("urn:isbn:9780306406157", ""),
    ],
)
def test_dois(written: str, doi: str) -> None:
    """A DOI is taken without its resolver and without the punctuation behind it."""
    assert doi_in(written) == doi


@pytest.mark.parametrize(("written", "tag"), [(" en_GB ", "en-GB"), ("ja", "ja"), ("English!", ""), ("", "")])
def test_languages(written: str, tag: str) -> None:
    """A language is a tag, with hyphens; words are none."""
    assert language_in(written) == tag


@pytest.mark.parametrize(
    ("first", "last", "pages"), [("1", "24", "1–24"), ("7", "7", "7"), ("7", "", "7"), ("", " 9 ", "9"), ("", "", "")]
)
def test_pages(first: str, last: str, pages: str) -> None:
    """A range of one page, or of which one end is not known, is that page."""
    assert page_range(first, last) == pages
