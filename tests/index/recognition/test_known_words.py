"""known_words.py: how many words a dictionary knows."""

from __future__ import annotations

import pytest

from index.pdfium import PageGlyphs, Piece
from index.recognition.known_words import dictionary_of, is_better, known_words, summed
from tests.index.readers.pdf.set_articles import SENTENCES

GOOD = " ".join(SENTENCES[:2])
POOR = GOOD.replace("e", "c").replace("h", "b")


def page(text: str) -> PageGlyphs:
    """A page with the words of a text."""
    pieces = tuple(Piece(word, 0.0, 1.0, 1.0, 10.0, False, False, True, False) for word in text.split())
    return PageGlyphs(pieces, (), 340.0, 400.0, 0, len(text), 0, True)


def test_share_is_of_the_words_of_three_letters_and_more() -> None:
    """English words are known, garbage is not, and few words tell nothing; a word that a line's end breaks is left out."""
    good, poor = known_words(page(GOOD).pieces, "eng"), known_words(page(POOR).pieces, "eng")
    assert good is not None
    assert poor is not None
    assert good.share is not None
    assert good.share > 0.9
    assert poor.share is not None
    assert poor.share < 0.7
    assert summed([good, poor]).words == good.words + poor.words
    few = known_words(page("The water froze inter-").pieces, "eng")
    assert few is not None
    assert (few.words, few.known, few.share) == (3, 3, None)


def test_other_languages_have_their_own_words() -> None:
    """German is known where German is told, alone or beside English; a language without a dictionary tells nothing."""
    german = page("Der Hafen war vor dem Krieg zweimal vertieft worden und beide Male klagten die Ingenieure über den Sand " * 2)
    shares = {}
    for languages in ("deu", "eng+deu", "eng"):
        known = known_words(german.pieces, languages)
        assert known is not None
        shares[languages] = known.share or 0.0
    assert shares["deu"] > 0.9
    assert shares["eng+deu"] >= shares["deu"]
    assert shares["eng"] < 0.6
    assert not dictionary_of("eng+lat")
    assert known_words(german.pieces, "lat") is None


@pytest.mark.parametrize(
    ("new", "old", "better"),
    [(GOOD, POOR, True), (POOR, GOOD, False), (GOOD, GOOD, False), (GOOD, "", True), ("", GOOD, False), ("Ice.", GOOD, False)],
)
def test_better_is_what_has_more_known_words(new: str, old: str, better: bool) -> None:
    """A reading takes the place of another only where more of its words are known, or where there was none."""
    assert is_better(page(new), page(old), "eng") is better


def test_nothing_is_better_in_an_unknown_language() -> None:
    """Without a dictionary, what is there stays."""
    assert not is_better(page(GOOD), page(POOR), "lat")
