"""engine_languages.py: in which language pages are recognised."""

from __future__ import annotations

import pytest

from index.pdfium import PageGlyphs, Piece
from index.recognition.engine import Engine
from index.recognition.engine_languages import code_of, doubts_about_language, language_of, sampled
from tests.chapters import read_chapter
from tests.index.readers.pdf.set_articles import SENTENCES

FRENCH = " ".join(read_chapter("fr").sentences[:6])


def page(text: str) -> PageGlyphs:
    """A page with these words."""
    pieces = tuple(Piece(word, 0.0, 1.0, 1.0, 10.0, False, False, True, False, 95) for word in text.split())
    return PageGlyphs(pieces, (), 400.0, 600.0, 0, len(text), 0, pictured=True, recognised=True)


def test_language_is_that_of_the_words() -> None:
    """The words of all pages tell it; too few tell nothing."""
    assert [language_of([page(FRENCH)]), language_of([page(" ".join(SENTENCES))]), language_of([page("Kolchak 1919")])] == [
        "fr",
        "en",
        "",
    ]
    assert [code_of(language) for language in ("fr", "en", "nb", "xx", "")] == ["fra", "eng", "nor", "", ""]


@pytest.mark.parametrize(("pages", "found"), [(9, [3, 6]), (3, [1, 2]), (2, [1]), (1, [0])])
def test_pages_amid_a_file_tell_its_language(pages: int, found: list[int]) -> None:
    """Two of those that are read, neither of them a title page where there are others."""
    assert sampled(range(pages)) == found


def test_text_in_another_language_is_doubted() -> None:
    """The remedy names the language's data, and Debian's package of them where they are not installed."""
    (doubt,) = doubts_about_language([page(FRENCH)], Engine("eng", "5"), ("eng",))
    assert doubt == (
        "the text is in French (fr), but was recognised with Tesseract's data for eng, so that letters may be misread, as œ is "
        "as ce: install its data (Debian and Ubuntu: apt install tesseract-ocr-fra) and name it with --ocr-languages fra"
    )
    (doubt,) = doubts_about_language([page(FRENCH)], Engine("eng+deu", "5"), ("eng", "deu", "fra"))
    assert doubt.endswith("as œ is as ce: name it with --ocr-languages fra")
    assert list(doubts_about_language([page(FRENCH)], Engine("eng+fra", "5"), ("eng", "fra"))) == []
    assert list(doubts_about_language([page("Kolchak 1919")], Engine("eng", "5"), ("eng",))) == []
