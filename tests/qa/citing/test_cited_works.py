"""cited_works.py: what all styles of reference need of an article."""

from __future__ import annotations

import pytest

from index.records import Publication
from qa.citing.cited_works import (
    address,
    chicago_range,
    joined,
    mla_range,
    notes_cited,
    paragraphs_cited,
    short_title,
    split_range,
    year,
)
from qa.locators import Locator


@pytest.mark.parametrize(
    ("names", "shown"),
    [([], ""), (["Roe"], "Roe"), (["Roe", "Lee"], "Roe and Lee"), (["Roe", "Lee", "Ōtani"], "Roe, Lee, and Ōtani")],
)
def test_names_are_joined(names: list[str], shown: str) -> None:
    """From three names on, a comma stands before the last."""
    assert joined(names) == shown


def test_comma_before_two_and_another_word() -> None:
    """An inverted first name takes a comma, and APA an ampersand."""
    assert joined(["Roe, A.", "Lee, B."], "&", comma_before_two=True) == "Roe, A., & Lee, B."


def test_notes_and_paragraphs_in_words() -> None:
    """One has the singular; several that follow each other are a range."""
    assert (notes_cited(Locator(notes=("12",))), notes_cited(Locator(notes=("34", "35", "36")))) == ("n. 12", "nn. 34–36")
    assert (notes_cited(Locator()), paragraphs_cited(Locator(), "para.", "paras.")) == ("", "")
    assert paragraphs_cited(Locator(paragraphs=(4,)), "para.", "paras.") == "para. 4"
    assert paragraphs_cited(Locator(paragraphs=(4, 5)), "par.", "pars.") == "pars. 4–5"


def test_year() -> None:
    """A year that is not known is empty."""
    assert (year(Publication(year=1998)), year(Publication())) == ("1998", "")


def test_a_doi_goes_before_an_address() -> None:
    """The work is found by its DOI where it has one."""
    assert address(Publication(doi="10.1/x", url="https://a.org")) == "https://doi.org/10.1/x"
    assert address(Publication(url="https://a.org")) == "https://a.org"


@pytest.mark.parametrize(
    ("first", "last", "chicago", "mla"),
    [
        ("3", "10", "3–10", "3–10"),
        ("71", "72", "71–72", "71–72"),
        ("96", "117", "96–117", "96–117"),
        ("100", "104", "100–104", "100–04"),
        ("107", "108", "107–8", "107–08"),
        ("505", "517", "505–17", "505–17"),
        ("1002", "1006", "1002–6", "1002–06"),
        ("321", "328", "321–28", "321–28"),
        ("498", "532", "498–532", "498–532"),
        ("1087", "1089", "1087–89", "1087–89"),
        ("1496", "1500", "1496–500", "1496–500"),
        ("11564", "11615", "11564–615", "11564–615"),
        ("12991", "13001", "12991–3001", "12991–3001"),
        ("xii", "xv", "xii–xv", "xii–xv"),
    ],
)
def test_ranges(first: str, last: str, chicago: str, mla: str) -> None:
    """Ranges of pages are shortened as the manuals' own examples are."""
    assert chicago_range(first, last) == chicago
    assert mla_range(first, last) == mla
    assert split_range(f"{first}–{last}") == ((first, last) if first.isdecimal() else (f"{first}–{last}",))


def test_short_titles() -> None:
    """The title in short is the sidecar's, else what stands before the subtitle."""
    assert short_title(Publication(title="Who Pays? Ice and War")) == "Who Pays?"
    assert short_title(Publication(title="Ice – War – Peace")) == "Ice"
    assert short_title(Publication(title="Ice at 10:30")) == "Ice at 10:30"
    assert short_title(Publication(title="IV: Of Ice")) == "IV: Of Ice"
    assert short_title(Publication(title="Ice: War", short_title="War")) == "War"
