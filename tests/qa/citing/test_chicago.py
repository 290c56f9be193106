"""chicago.py: notes and bibliography after the Chicago Manual."""

from __future__ import annotations

import pytest

from index.records import Person
from qa.citing.chicago import bibliography, note, place_cited, short_note
from qa.citing.styled_text import Styled
from qa.locators import Locator
from tests.qa.citing.works import BOOK, CHAPTER, JOURNAL


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        (Locator(), ""),
        (Locator(pages=("110", "112"), notes=("34", "35"), section="II"), "110–12, nn. 34–35"),
        (Locator(section="II", heading="Ice", paragraphs=(4, 5)), "sec. II, paras. 4–5"),
        (Locator(heading="Ice", paragraphs=(4,), notes=("*",)), "under “Ice,” para. 4, n. *"),
    ],
)
def test_place(locator: Locator, place: str) -> None:
    """Printed pages go before everything; else the section's number, or its heading, and the paragraph."""
    assert place_cited(locator) == place


def test_journal_article() -> None:
    """The full note, the short one without the subtitle, and the bibliography with the article's own pages."""
    at = Locator(pages=("110",))
    assert Styled(note(JOURNAL, at)).html.endswith("<i>Journal of Ice</i> 12, no. 3 (1998): 110, https://doi.org/10.1234/ice.")
    assert Styled(short_note(JOURNAL, at)).text == "Ōtani, “Ice and War,” 110."
    assert "12, no. 3 (1998): 101–26." in Styled(bibliography(JOURNAL)).text


def test_a_note_names_two_authors_and_the_bibliography_six() -> None:
    """Of more than two, a note names the first; the bibliography names all four."""
    assert Styled(note(CHAPTER, Locator())).text.startswith("Masako Ōtani and John Smith, ")
    assert Styled(note(BOOK, Locator())).text.startswith("Masako Ōtani et al., ")
    assert Styled(bibliography(BOOK)).text.startswith("Ōtani, Masako, John Smith, Ann Roe, and Jan de Vries. ")
    assert BOOK.authors[3] == Person("de Vries", "Jan")
