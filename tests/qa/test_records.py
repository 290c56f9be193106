"""records.py: the nouns of answering."""

from __future__ import annotations

import pytest

from index.records import Note, Passage, Span
from qa.records import Citation, Evidence, GoldQuestion, NoteQuote

EVIDENCE = (Evidence(Span(0, 4), ("1",)), Evidence(Span(5, 9), ("1", "2")), Evidence(Span(10, 14), ("3",)))


def question(needs: str, evidence: tuple[Evidence, ...] = EVIDENCE) -> GoldQuestion:
    """A question with that need."""
    return GoldQuestion("q", "who", "Who?", "harbour", evidence, needs=needs)


def test_quotation_is_the_passages_own_words() -> None:
    """Offsets count in the article's text, in which the passage need not stand first."""
    passage = Passage("p", "harbour", Span(100, 110), (), (1,), (), (), (Span(100, 104), Span(105, 110)), "Ice. Thaw.")
    citation = Citation(passage, Span(105, 110), (), (), (), 0.5, 1.0, 0.5, 0.9)
    assert citation.quotation == "Thaw."


def test_note_is_quoted_from_its_own_text() -> None:
    """Offsets count in the note's text; a note without one quotes nothing."""
    assert NoteQuote(Note("1", 5, "See Graves. See Morris."), Span(12, 23)).text == "See Morris."
    assert NoteQuote(Note("1", 5), Span(0, 3)).text == ""


@pytest.mark.parametrize(
    ("needs", "parts"),
    [("any", ((0, 1, 2),)), ("all", ((0,), (1,), (2,))), ("labels", ((0, 1), (1,), (2,)))],
)
def test_parts_of_a_full_answer(needs: str, parts: tuple[tuple[int, ...], ...]) -> None:
    """Any piece of evidence is enough, or all are needed, or one for each label."""
    assert question(needs).parts == parts


def test_question_without_evidence_is_not_answerable() -> None:
    """It has no part that could be found."""
    assert (question("any").answerable, question("any", ()).answerable, question("any", ()).parts) == (True, False, ())
