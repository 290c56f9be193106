"""csl_styles.py: a file of a style, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.pandoc import program
from index.records import Publication
from qa.citing import csl_styles
from qa.citing.citation_styles import CitedPlace
from qa.citing.csl_styles import CslError, csl_style, read_csl
from tests.qa.citing.styles import DEPENDENT, IN_TEXT, NOTES

PLACE = CitedPlace(Publication(title="Thaw"), "thaw")


def test_style_is_read_and_its_references_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has its own title and says where it cites; the same places are set once."""
    path = tmp_path / "harbour.csl"
    path.write_text(NOTES, "utf-8")
    style = read_csl(path)
    assert (style.title, style.in_notes, style.name) == ("Harbour Notes", True, "note")
    found = style.cite([PLACE])
    assert found[0].citation.text == "Thaw."
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    assert style.cite([PLACE]) == found
    assert style.cite([]) == ()
    with pytest.raises(CslError, match=r"Styles other than Chicago, MLA and APA are set by pandoc\. .*pip install"):
        csl_style(IN_TEXT.replace("Hafentext", "Neu").encode(), "neu.csl")


@pytest.mark.parametrize(
    ("style_id", "place", "name"),
    [
        ("http://www.zotero.org/styles/the-historical-journal", "a.csl", "the-historical-journal"),
        ("http://www.zotero.org/styles/apa/", "a.csl", "apa-csl"),
        ("urn:uuid:12AB", "a.csl", "urn-uuid-12ab"),
        ("", "My Journal (2).csl", "my-journal-2"),
        ("", "Ōтани.csl", "style"),
        ("x" * 200, "a.csl", "x" * 80),
    ],
)
def test_name_is_fit_for_an_address(style_id: str, place: str, name: str) -> None:
    """It is what the style's own id ends with, or its file's name, and never that of a built-in style or of a file."""
    data = IN_TEXT.replace("<id>http://loccit.test/in-text</id>", f"<id>{style_id}</id>")
    assert csl_styles.described(data.encode(), place).name == name


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"Smith 1998", "is not well-formed XML"),
        (b"", "is not well-formed XML"),
        (b"<html><body/></html>", "is XML, but no style of citation (CSL): its root is <html>"),
        (b"<style><info/></style>", "does not say how to cite"),
        (DEPENDENT.encode(), "has no rules of its own, but follows http://www.zotero.org/styles/apa. Give that style's file."),
        (b"<style class='note'><info/><citation/></style>", "cannot be worked with"),
        (b"a" * 1_000_001, "has more than 1,000,000 bytes"),
        (b'<!DOCTYPE style [<!ENTITY a "b">]><style>&a;</style>', "declares entities of its own"),
    ],
)
def test_what_is_no_style_gets_a_sentence(data: bytes, why: str) -> None:
    """It says what the file is instead, and where styles are."""
    with pytest.raises(CslError) as found:
        csl_style(data, "a.csl")
    assert why in str(found.value)


def test_missing_file_and_slow_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read, and a style that takes too long, get a sentence."""
    with pytest.raises(CslError, match=r"nowhere\.csl cannot be read: No such file"):
        read_csl(tmp_path / "nowhere.csl")
    monkeypatch.setattr("qa.citing.citeproc.SECONDS", 0.001)
    monkeypatch.setattr(csl_styles, "SECONDS", 0.001)
    with pytest.raises(CslError, match=r"“Langsam” was not set within 0\.001 seconds"):
        csl_style(IN_TEXT.replace("Hafentext", "Langsam").encode(), "langsam.csl")
