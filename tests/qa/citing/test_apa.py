"""apa.py: reference list and citations in the text after the APA's manual."""

from __future__ import annotations

import pytest

from index.records import Publication
from qa.citing.apa import entry, in_text, initials
from qa.citing.styled_text import Styled
from qa.locators import Locator
from tests.qa.citing.works import BOOK, CHAPTER, JOURNAL


@pytest.mark.parametrize(
    ("publication", "locator", "shown"),
    [
        (JOURNAL, Locator(pages=("110",)), "(Ōtani, 1998, p. 110)"),
        (CHAPTER, Locator(pages=("101", "126"), notes=("5",)), "(Ōtani & Smith, 2004, pp. 101–126, n. 5)"),
        (BOOK, Locator(section="II", paragraphs=(4, 5)), "(Ōtani et al., 2010, Section II, paras. 4–5)"),
        (Publication(title="Ice: A Reader"), Locator(heading="Thaw"), "(Ice, n.d., Thaw section)"),
    ],
)
def test_citation_in_the_text(publication: Publication, locator: Locator, shown: str) -> None:
    """Name, year and place are set apart by commas; pages are written in full, and a missing year is said."""
    assert Styled(in_text(publication, locator)).text == shown


def test_entry_of_a_journal_article() -> None:
    """Initials, the year in parentheses, the journal and its volume in italics."""
    assert Styled(entry(JOURNAL)).html == (
        "Ōtani, M. (1998). Ice and War: The Harbour, 1918. <i>Journal of Ice</i>, <i>12</i>(3), 101–126. "
        "https://doi.org/10.1234/ice"
    )


def test_initials_keep_hyphens_and_scripts_without_capitals() -> None:
    """A hyphenated name has two initials with its hyphen; what has no capitals stays whole."""
    assert [initials(name) for name in ("William S.", "Jean-Paul", "真砂子", "")] == ["W. S.", "J.-P.", "真砂子", ""]
