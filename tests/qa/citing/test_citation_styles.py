"""citation_styles.py: the built-in styles, each by its name."""

from __future__ import annotations

from qa.citing.citation_styles import BUILT_IN, CitedPlace
from qa.locators import Locator
from tests.qa.citing.works import BOOK, JOURNAL

PLACES = [CitedPlace(JOURNAL, "ice", Locator(pages=("110",), notes=("34",))), CitedPlace(BOOK, "book")]


def test_each_style_cites_as_its_own_functions() -> None:
    """Chicago cites in notes, the others in the text; each place gets its citation and entry, in order."""
    texts = {style.name: [each.citation.text for each in style.cite(PLACES)] for style in BUILT_IN}
    assert texts["chicago"][0].endswith("12, no. 3 (1998): 110, n. 34, https://doi.org/10.1234/ice.")
    assert texts["mla"] == ["(Ōtani 110, n. 34)", "(Ōtani et al.)"]
    assert texts["apa"] == ["(Ōtani, 1998, p. 110, n. 34)", "(Ōtani et al., 2010)"]
    assert [(style.title, style.in_notes) for style in BUILT_IN] == [("Chicago", True), ("MLA", False), ("APA", False)]
    chicago, mla, apa = (style.cite(PLACES)[1] for style in BUILT_IN)
    assert chicago.short.text == "Ōtani et al., Who Pays for Ice?"
    assert mla.entry.text.startswith("Ōtani, Masako, et al. Who Pays for Ice?")
    assert apa.entry.text.startswith("Ōtani, M., Smith, J., Roe, A., & de Vries, J. (2010).")


def test_names_are_for_programs() -> None:
    """Programs name the built-in styles so."""
    assert [style.name for style in BUILT_IN] == ["chicago", "mla", "apa"]
