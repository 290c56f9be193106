"""abbreviation_forms.py: the other forms of a question's words."""

from __future__ import annotations

from index.searching.abbreviation_forms import MOST_FORMS, AbbreviationForms, Reading
from index.text import Abbreviation, terms

FORMS = AbbreviationForms(
    (
        Abbreviation("AEF", "American Expeditionary Forces"),
        Abbreviation("US", "United States"),
        Abbreviation("USR", "United States Railways"),
    ),
    terms,
)


def readings(question: str) -> tuple[Reading, ...]:
    return FORMS.readings(question, terms(question))


def test_forms_are_read_both_ways() -> None:
    """The long form is also the short, and the short the long, wherever it stands."""
    long = ("american", "expeditionari", "forc")
    assert readings("Who led the american expeditionary force?") == (
        Reading(1, 4, ("aef",), "american expeditionary force", "AEF"),
    )
    assert readings("Who led the aef?") == (Reading(1, 2, long, "aef", "American Expeditionary Forces"),)
    assert readings("Who led the Americans?") == ()


def test_the_longest_of_two_stretches_is_read() -> None:
    """A form that stands in a longer one is not read by itself there."""
    assert [each.read for each in readings("the United States Railways and the United States")] == ["USR", "US"]


def test_a_common_word_is_no_short_form() -> None:
    """“US” is the United States; “us” in small letters is the pronoun."""
    assert [each.read for each in readings("Did the US join?")] == ["United States"]
    assert readings("Did they join us?") == ()
    aids = AbbreviationForms([Abbreviation("AIDS", "acquired immunodeficiency syndrome")], terms)
    assert [len(aids.readings(question, terms(question))) for question in ("What is AIDS?", "What aids were sent?")] == [1, 0]


def test_a_misspelt_form_is_read_by_its_terms() -> None:
    """What the search takes a word for counts, not the word as typed."""
    assert FORMS.readings("the Amerikan Expeditionary Forces", ["american", "expeditionari", "forc"])[0].form == ("aef",)


def test_a_form_has_few_others() -> None:
    """What a short form stands for most often comes first, and the rest is left out."""
    many = AbbreviationForms([Abbreviation("PC", long) for long in ("Paired Cell", "Pink Car", "Poor Cat", "Plain Cup")], terms)
    found = many.readings("Which PC?", terms("Which PC?"))
    assert [each.read for each in found] == ["Paired Cell", "Pink Car", "Poor Cat", "Plain Cup"][:MOST_FORMS]
