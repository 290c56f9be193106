"""prepared_articles.py: an article in canonical form, with its words numbered."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers.article_files import read_article
from index.records import Span
from qa.records import Role
from qa.verifying.canonical_text import canonical
from qa.verifying.prepared_articles import PreparedArticle, is_negation, place_in
from tests.qa.verifying.conftest import place_of


def test_equal_words_have_equal_numbers(prepared: PreparedArticle) -> None:
    """The word at the beginnings of two sentences has one number; in small letters another, and the same without case."""
    words = [prepared.canonical.text[start:end] for start, end in zip(prepared.word_starts, prepared.word_ends, strict=True)]
    capital, small = words.index("The"), words.index("the")
    assert prepared.exact[capital] == prepared.exact[words.index("The", capital + 1)]
    assert prepared.exact[capital] != prepared.exact[small]
    assert prepared.folded[capital] == prepared.folded[small]


def test_only_whole_words_occur(prepared: PreparedArticle) -> None:
    """A word occurs where it stands whole, and not in a longer word that has its letters."""
    whole = Span(0, len(prepared.canonical.text))
    assert list(prepared.occurrences("Ice", whole)) == [prepared.canonical.text.index("Ice")]
    assert list(prepared.occurrences("hips", whole)) == []


def test_marker_is_known_by_what_stands_before_it(prepared: PreparedArticle) -> None:
    """Of each label, the eight characters before its marker and the marker's offset."""
    assert prepared.note_contexts["1"] == [("January.", place_of(prepared, "January.").end)]
    assert prepared.note_contexts["3"] == [(" Canada.", place_of(prepared, "Canada.").end)]


def test_words_lead_back_to_the_article(prepared: PreparedArticle) -> None:
    """Canonical characters are shown as the article has them; no characters are a place between two."""
    place = place_of(prepared, "Ōtani, drowned")
    start = prepared.canonical.text.index("Ōtani")
    assert prepared.original(Span(start, start + len("Ōtani, drowned"))) == ("Ōtani, drowned", place)
    assert prepared.original(Span(start, start)) == ("", Span(place.start, place.start))


@pytest.mark.parametrize(
    ("words", "is_fact"),
    [("Canada", True), ("1918", True), ("Nobody", True), ("became expensive", False), ("sailors played", False)],
)
def test_facts_are_numbers_names_and_negations(prepared: PreparedArticle, words: str, is_fact: bool) -> None:
    """Numbers, names and negations are facts; a sentence's first word is taken for a name unless it is a common one."""
    start = prepared.canonical.text.index(words)
    assert prepared.has_fact(Span(start, start + len(words))) is is_fact


def test_negations() -> None:
    """Words that deny, in full and contracted."""
    assert [is_negation(word) for word in ("not", "never", "didn't", "note", "ice")] == [True, True, True, False, False]


def test_place_has_section_paragraph_and_notes(prepared: PreparedArticle) -> None:
    """A place in a paragraph has the note that covers it; one in a heading has neither section nor note."""
    span = place_of(prepared, "Bread became expensive.")
    place = place_in(prepared, span, "Bread became expensive.")
    assert (place.article_id, place.span, place.section, place.paragraphs) == ("harbour", span, ("I. The Ice",), (2,))
    assert [(cited.note.label, cited.role) for cited in place.notes] == [("3", Role.COVERS_QUOTE)]
    heading = place_in(prepared, place_of(prepared, "The Thaw"), "The Thaw")
    assert (heading.section, heading.paragraphs, heading.notes) == ((), (), ())


@pytest.mark.parametrize(
    ("quotation", "has"),
    [
        ("The har- bour froze", True),
        ("THE HARBOUR FRO ZE", True),
        ("the harbour [of Kiel] froze", True),
        ("the harbour thawed", False),
        ("the harbour froze⁵", True),
    ],
)
def test_letters_are_looked_for_wherever_a_line_may_have_ended(tmp_path: Path, quotation: str, has: bool) -> None:
    """Spaces, hyphens and case aside, the letters between a quotation's signs are in the article, or no joining helps."""
    path = tmp_path / "harbour.txt"
    path.write_text("On the Harbour\n\nThe harbour froze in May.", "utf-8")
    assert PreparedArticle(read_article(path)).has_letters_of(canonical(quotation)) is has
