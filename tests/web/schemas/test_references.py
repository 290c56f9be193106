"""references.py: references, presented."""

from __future__ import annotations

import json

import pytest

from index.collection import Collection
from index.records import Span
from qa.citing import place_at, references_at
from qa.citing.citation_styles import Apa, Chicago
from qa.citing.reference_forms import StretchError
from web.schemas.references import file_text, reference_json, reference_lines, style_lines

MAYOR = Span(204, 241)  # The mayor imported flour from Canada.


def test_reference_of_a_stretch_is_presented(harbour: Collection) -> None:
    """A stretch has its offsets, its locator and every style, in which HTML differs by its italics alone."""
    found = reference_json(harbour.articles[0], MAYOR)
    assert (found.article, found.start, found.end) == ("harbour", 204, 241)
    assert found.locator.model_dump() == {
        "pages": [],
        "section": "I",
        "heading": "",
        "paragraphs": [2],
        "notes": ["3"],
        "covering_notes": [],
    }
    assert found.chicago.model_dump() == {
        "note": "“On the Harbour,” sec. I, para. 2, n. 3.",
        "short": "“On the Harbour,” sec. I, para. 2, n. 3.",
        "bibliography": "“On the Harbour.”",
    }
    assert found.mla.model_dump() == {"entry": "“On the Harbour.”", "in_text": "(“On the Harbour,” sec. I, par. 2, n. 3)"}
    assert (found.apa.entry, found.html.apa.entry) == ("On the Harbour. (n.d.).", "<i>On the Harbour</i>. (n.d.).")
    assert found.html.chicago == found.chicago


def test_reference_of_an_article_has_no_place_in_it(harbour: Collection) -> None:
    """An article as a whole is cited without offsets and without a locator."""
    found = reference_json(harbour.articles[0], None)
    assert (found.start, found.end, found.locator.section, found.locator.paragraphs) == (None, None, "", [])
    assert (found.chicago.note, found.apa.in_text) == ("“On the Harbour.”", "(On the Harbour, n.d.)")


def test_chosen_style_stands_beside_the_three(harbour: Collection) -> None:
    """A style that is asked for has its name, its title and all its forms, and their italics in HTML."""
    article = harbour.articles[0]
    assert reference_json(article, MAYOR).chosen is None
    found = reference_json(article, None, Apa()).chosen
    assert found is not None
    assert found.model_dump(exclude={"html"}) == {
        "style": "apa",
        "title": "APA",
        "in_notes": False,
        "citation": "(On the Harbour, n.d.)",
        "short": "(On the Harbour, n.d.)",
        "entry": "On the Harbour. (n.d.).",
    }
    assert found.html.entry == "<i>On the Harbour</i>. (n.d.)."


def test_lines_of_any_style(harbour: Collection) -> None:
    """A style of notes has two notes, one in the text a single citation."""
    place = place_at(harbour.articles[0], None)
    assert style_lines(Chicago().cite([place])[0], Chicago()) == [
        "note          “On the Harbour.”",
        "short note    “On the Harbour.”",
        "entry         “On the Harbour.”",
    ]
    assert style_lines(Apa().cite([place])[0], Apa()) == [
        "in the text   (On the Harbour, n.d.)",
        "entry         On the Harbour. (n.d.).",
    ]


def test_stretch_that_is_not_there_is_refused(harbour: Collection) -> None:
    """A stretch beyond the end of the text has no reference."""
    with pytest.raises(StretchError, match="There is no stretch from 300 to 314 in harbour"):
        reference_json(harbour.articles[0], Span(300, 314))


def test_lines_name_what_each_is_for(harbour: Collection) -> None:
    """The lines of a style begin with what they are; MLA and APA have no note."""
    found = references_at(harbour.articles[0], MAYOR)
    assert reference_lines(found, "chicago") == [
        "note          “On the Harbour,” sec. I, para. 2, n. 3.",
        "short note    “On the Harbour,” sec. I, para. 2, n. 3.",
        "bibliography  “On the Harbour.”",
    ]
    assert reference_lines(found, "mla") == [
        "in the text   (“On the Harbour,” sec. I, par. 2, n. 3)",
        "entry         “On the Harbour.”",
    ]
    assert reference_lines(found, "apa") == [
        "in the text   (On the Harbour, n.d., Section I, para. 2, n. 3)",
        "entry         On the Harbour. (n.d.).",
    ]


def test_files_hold_what_reference_managers_read(harbour: Collection) -> None:
    """A file of CSL-JSON is a list, and the files of BibTeX and RIS are what is presented."""
    found = reference_json(harbour.articles[0], None)
    assert json.loads(file_text(found, "csl")) == [{"id": "harbour", "type": "document", "title": "On the Harbour"}]
    assert file_text(found, "csl").endswith("]\n")
    assert file_text(found, "bibtex") == "@misc{harbour,\n  title = {{On the Harbour}},\n}\n"
    assert file_text(found, "ris") == "TY  - GEN\r\nTI  - On the Harbour\r\nER  - \r\n"
