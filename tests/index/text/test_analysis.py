"""analysis.py: text to terms, the same for passages and questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.analysis import terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ōtani", "otani"),
        ("Katō Tsunetada", "KATO TSUNETADA"),
        ("Wilson’s", "Wilson's"),
        ("Wilson’s", "Wilson"),
        ("Inter-Allied", "InterAllied"),
        ("AustroGerman", "Austro-German"),
        ("72,400", "72400"),
        ("aide-mémoire", "aide-memoire"),
        ("U.S.", "US"),
        ("Ōtani", "O\u0304tani"),
        ("inter\u00advention", "intervention"),
        ("𝐆𝐫𝐚𝐯𝐞𝐬", "Graves"),
        ("ﬁnancial", "financial"),
        ("withdrawal", "withdrawals"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    """What a reader types finds what an author prints."""
    assert terms(one) == terms(other) != []


def test_parts_of_a_compound_are_terms() -> None:
    """A compound is found by itself and by its parts."""
    assert terms("Trans-Siberian") == ["transsiberian", "tran", "siberian"]


def test_common_words_are_no_terms_but_acronyms_are() -> None:
    """Common words say nothing, unless capitals make a name of them; where all is in capitals, they do not."""
    assert terms("What did they do for us, and who is it?") == []
    assert terms("Why did the US leave?") == ["us", "leav"]
    assert terms("WHAT IS IT?") == []


def test_numbers_stay_apart() -> None:
    """Two numbers with a point or a hyphen between them are two."""
    assert terms("1918-1922") == ["1918", "1922"]


@given(st.text(max_size=200))
def test_any_text_has_terms_that_can_be_indexed(text: str) -> None:
    """Terms are never empty and hold no space, whatever the text."""
    assert all(term and not term.isspace() for term in terms(text))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Die Häuser brannten.", "haus brennend"),
        ("fr", "L’armée qu’il commandait", "armées commander"),
        ("it", "dell’esercito italiano", "eserciti italiani"),
        ("es", "las revoluciones", "revolución"),
        ("nl", "de troepen", "troep"),
        ("pt", "as revoluções", "revolução"),
        ("ru", "командование армией", "армия"),
        ("la", "BELLUM Caesaris", "bellum caesaris"),
    ],
)
def test_each_language_has_its_own_stems(language: str, one: str, other: str) -> None:
    """A word finds its other forms, without the article that an apostrophe binds to it."""
    found = set(terms(one, language=language))
    assert found & set(terms(other, language=language))
