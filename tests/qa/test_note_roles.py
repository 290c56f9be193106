"""note_roles.py: the notes in, behind and around a quotation, each with its role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.collection import Collection
from index.records import Article, Note, Span
from qa.note_roles import cited_notes, covering_notes, notes_at, stands_behind
from qa.records import CitedNote, Role


@pytest.fixture
def article(harbour: Collection) -> Article:
    """The small article: notes 1 and 2 stand in its first paragraph, 3 in the second, 4 in the last."""
    return harbour.articles[0]


def span_of(article: Article, words: str) -> Span:
    """Where words stand."""
    start = article.text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("The harbour froze in January.", [("1", Role.IN_QUOTE)]),
        ("Ships waited outside for the thaw", [("2", Role.COVERS_QUOTE)]),
        ("January. Ships waited outside", [("1", Role.IN_QUOTE)]),
        ("Nobody replaced him.", []),  # the next note stands in another paragraph
        ("II. The Thaw", []),  # a heading has no note that covers it
    ],
)
def test_notes_of_a_stretch(article: Article, words: str, roles: list[tuple[str, Role]]) -> None:
    """Notes in it, or else the next one of the same paragraph."""
    assert [(cited.note.label, cited.role) for cited in notes_at(article, span_of(article, words))] == roles


def test_notes_of_one_place_cover_together(article: Article) -> None:
    """Two markers behind one word are both the next; a note behind another word is not."""
    end = span_of(article, "drowned in 1918.").end
    both = (Note("2", end), Note("2a", end))
    marked = replace(article, notes=(*both, Note("3", end + 20)))
    assert covering_notes(marked, span_of(article, "Ships waited outside")) == both


def test_other_notes_of_the_passage_are_shown_as_such(article: Article, harbour: Collection) -> None:
    """Every note of the passage has a role for the quotation."""
    (passage,) = [passage for passage in harbour.passages if "1" in [note.label for note in passage.notes]]
    found = cited_notes(article, passage, span_of(article, "The harbour froze in January."))
    assert found[0] == CitedNote(article.notes[0], Role.IN_QUOTE)
    assert {cited.role for cited in found[1:]} <= {Role.IN_PASSAGE}


def test_only_notes_in_or_behind_stand_behind() -> None:
    """A note elsewhere in the passage is no evidence for the quotation."""
    elsewhere, inside = (CitedNote(Note("1", 5), role) for role in (Role.IN_PASSAGE, Role.IN_QUOTE))
    assert [stands_behind(notes) for notes in ((), (elsewhere,), (elsewhere, inside))] == [False, False, True]
