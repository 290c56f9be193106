"""citeproc.py: references as pandoc's citeproc sets them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.pandoc import PandocError
from index.records import Publication
from qa.citing import citeproc
from qa.citing.citation_styles import CitedPlace
from qa.citing.citeproc import set_by_citeproc
from qa.citing.styled_text import Styled
from qa.locators import Locator
from tests.qa.citing.styles import IN_TEXT, NOTES
from tests.qa.citing.works import BOOK, JOURNAL

AT_PAGES = CitedPlace(JOURNAL, "ice", Locator(pages=("110", "112"), notes=("34", "35")))
AT_HEADING = CitedPlace(BOOK, "who pays?", Locator(heading="Ice", paragraphs=(4,), notes=("*",)))
ANONYMOUS = CitedPlace(Publication(title="The <i>Thaw</i> & after"), "thaw")


def test_style_of_notes() -> None:
    """Each place has a full note, also where the work was cited before, a short one that is no "ibid.", and its entry."""
    places = [AT_PAGES, AT_HEADING, replace(AT_PAGES, locator=Locator(pages=("9",)))]
    found = set_by_citeproc(NOTES.encode(), places, in_notes=True)
    assert [each.citation.html for each in found] == [
        "Ōtani / <i>Ice and War: The Harbour, 1918</i> / 110–112, nn. 34–35.",
        "Ōtani et al. / <i>Who Pays for Ice?</i>, under “Ice,” para. 4, n. *.",
        "Ōtani / <i>Ice and War: The Harbour, 1918</i> / 9.",
    ]
    assert [each.short.text for each in found] == [
        "Ōtani: Ice and War: 110–112, nn. 34–35.",
        "Ōtani et al.: Who Pays for Ice?, under “Ice,” para. 4, n. *.",
        "Ōtani: Ice and War: 9.",
    ]
    assert found[0].entry == found[2].entry
    assert found[0].entry.text == "Ōtani = Ice and War: The Harbour, 1918!"


def test_style_of_the_text() -> None:
    """Printed pages have the word of the style's language; without a list of works, entries are empty."""
    pages = [("110", "112"), ("xii", "xv"), ("S{5}",)]
    places = [ANONYMOUS, AT_HEADING, *(replace(AT_PAGES, locator=Locator(pages=each)) for each in pages)]
    found = set_by_citeproc(IN_TEXT.encode(), places, in_notes=False)
    assert [each.citation.html for each in found] == [
        "[The <i>Thaw</i> &amp; after]",
        "[Ōtani u.\xa0a., under “Ice,” para. 4, n. *]",
        "[Ōtani S. 110–112]",
        "[Ōtani xii–xv]",
        "[Ōtani S5]",
    ]
    assert {each.entry for each in found} == {Styled("")}
    assert all(each.short == each.citation for each in found)


def test_hostile_words_stay_words() -> None:
    """What pandoc could take for markup, a citation or an id is printed as it is."""
    title = "@ice [see @w0] $x$ <b>bold</b> {p. 9} *star*"
    place = CitedPlace(Publication(title=title), "@w0]", Locator(heading="{p. 1} [@w0]", paragraphs=(1,)))
    (found,) = set_by_citeproc(IN_TEXT.encode(), [place], in_notes=False)
    assert found.citation.text == "[@ice [see @w0] $x$ bold {p. 9} *star*, under “{p. 1} [@w0],” para. 1]"


def test_style_that_cannot_be_worked_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pandoc refuses, or answers otherwise than asked, is an error."""
    with pytest.raises(PandocError):
        set_by_citeproc(b"<style/>", [AT_PAGES], in_notes=True)
    monkeypatch.setattr(citeproc, "_cited", lambda *_, **__: iter(()))
    with pytest.raises(PandocError, match="returned other citations"):
        set_by_citeproc(NOTES.encode(), [AT_PAGES], in_notes=True)
