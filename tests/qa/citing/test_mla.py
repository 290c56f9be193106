"""mla.py: works cited and citations in the text after the MLA Handbook."""

from __future__ import annotations

import pytest

from index.records import Publication
from qa.citing.mla import entry, in_text, short_publisher
from qa.citing.styled_text import Styled
from qa.locators import Locator
from tests.qa.citing.works import BOOK, CHAPTER, JOURNAL


@pytest.mark.parametrize(
    ("publication", "locator", "shown"),
    [
        (JOURNAL, Locator(pages=("110",)), "(Ōtani 110)"),
        (CHAPTER, Locator(pages=("101", "126"), notes=("5",)), "(Ōtani and Smith 101–26, n. 5)"),
        (BOOK, Locator(section="II", paragraphs=(4, 5)), "(Ōtani et al., sec. II, pars. 4–5)"),
        (Publication(title="The Ice: A Reader"), Locator(heading="Thaw"), "(“Ice,” “Thaw”)"),
    ],
)
def test_citation_in_the_text(publication: Publication, locator: Locator, shown: str) -> None:
    """A page follows the name without a comma, any other place with one; without an author, the title stands in short."""
    assert Styled(in_text(publication, locator)).text == shown


def test_entry_of_a_chapter() -> None:
    """The container in italics, its editors, the press in short, and the chapter's pages."""
    assert Styled(entry(CHAPTER)).html == (
        "Ōtani, Masako, and John Smith. “The Thaw.” <i>A History of Ice</i>, edited by Ann Roe, "
        "U of California P, 2004, pp. 7–31."
    )


def test_only_university_presses_are_shortened() -> None:
    """A press of no university, and a university without a press, keep their names."""
    shown = [short_publisher(name) for name in ("Stanford University Press", "Ice Press", "University of Ice")]
    assert shown == ["Stanford UP", "Ice Press", "University of Ice"]
