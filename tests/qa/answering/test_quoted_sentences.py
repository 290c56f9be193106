"""quoted_sentences.py: the sentence that answers, and the notes that stand behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.records import Article, Passage, SentenceMatch, Span
from index.settings import Settings
from qa.answering.quoted_sentences import (
    COVERAGE_WEIGHT,
    LEAST_GAIN,
    LEAST_GAIN_OF_TOKENS,
    answering_sentence,
    quotation,
    strength,
)
from qa.note_roles import cited_notes, covering_notes
from qa.records import Role
from tests.doubles import WordEncoder


def sentence(article: Article, words: str) -> Span:
    return next(s for paragraph in article.paragraphs for s in paragraph.sentences if words in s.of(article.text))


def passage_with(collection: Collection, span: Span, position: int = 0) -> Passage:
    """The passage in which the sentence stands at `position`."""
    return next(p for p in collection.passages if len(p.sentences) > position and p.sentences[position] == span)


def roles(collection: Collection, words: str, position: int = 0) -> dict[str, Role]:
    article = collection.articles[0]
    span = sentence(article, words)
    return {cited.note.label: cited.role for cited in cited_notes(article, passage_with(collection, span, position), span)}


def test_note_at_the_end_of_the_quotation_is_in_it(collection: Collection) -> None:
    """Note 5 stands at the end of its sentence; note 6 stands behind a later sentence of the passage."""
    assert roles(collection, "at its peak") == {"5": Role.IN_QUOTE, "6": Role.IN_PASSAGE}


def test_next_note_in_the_paragraph_covers_a_quotation_without_one(collection: Collection) -> None:
    """A sentence without a marker is covered by the next note."""
    assert roles(collection, "took a wartime formation") == {"6": Role.COVERS_QUOTE}


def test_note_before_the_quotation_does_not_cover_it(collection: Collection) -> None:
    """A note that stands before the quotation belongs to what stands before."""
    assert roles(collection, "He was firmly convinced", 1) == {"2": Role.IN_PASSAGE, "3": Role.COVERS_QUOTE}


def test_covering_note_may_stand_behind_the_passage(collection: Collection) -> None:
    """The note that covers a quotation is named even where the passage ends before its marker."""
    article = collection.articles[0]
    span = sentence(article, "The State Department discussed a plan")
    passage = next(p for p in collection.passages if p.sentences[-1] == span)
    assert [(cited.note.label, cited.role) for cited in cited_notes(article, passage, span)] == [("13", Role.COVERS_QUOTE)]


def test_no_note_covers_across_a_paragraphs_end(collection: Collection) -> None:
    """Where no marker follows in the paragraph, no note is claimed, although one follows in the next."""
    article = collection.articles[0]
    assert covering_notes(article, sentence(article, "Inter-Allied friction gradually intensified")) == ()


def test_several_notes_at_one_place_are_all_named(tmp_path: Path) -> None:
    """Two notes behind one word are both in the quotation, and both cover the sentence before it."""
    path = tmp_path / "king.txt"
    path.write_text("On the King\n\nThe king fell ill. The king was dead.[1][2] She took the crown.[3] He left.[4]\n", "utf-8")
    collection = build_collection([path], Settings(), WordEncoder())
    assert roles(collection, "was dead", 1) == {"1": Role.IN_QUOTE, "2": Role.IN_QUOTE, "3": Role.IN_PASSAGE}
    assert roles(collection, "fell ill") == {"1": Role.COVERS_QUOTE, "2": Role.COVERS_QUOTE, "3": Role.IN_PASSAGE}


def test_strength_is_the_arithmetic() -> None:
    """A sentence is weighed by words and meaning; of equals, the first is taken."""
    one, other = SentenceMatch(Span(0, 1), 0.5, 0.8, 0.5), SentenceMatch(Span(1, 2), 0.5, 0.8, 0.5)
    assert strength(one) == pytest.approx(COVERAGE_WEIGHT * 0.5 + (1 - COVERAGE_WEIGHT) * 0.8)
    assert answering_sentence([one, other]) is one


def test_tokens_count_where_they_were_compared() -> None:
    """The sentence that comes nearest token by token answers, whatever its words and its vector say."""
    one, other = SentenceMatch(Span(0, 1), 0.9, 0.9, 0.9, 0.3), SentenceMatch(Span(1, 2), 0.1, 0.2, 0.1, 0.4)
    assert (strength(one), strength(other)) == (0.3, 0.4)
    assert answering_sentence([one, other]) is other


@pytest.mark.parametrize(
    ("with_next", "quoted"),
    [
        ((0.1, 0.5, 0.3), Span(10, 20)),  # neither neighbour adds anything
        ((0.1, 0.51 + LEAST_GAIN, 0.3), Span(10, 30)),  # the next one does
        ((0.51 + LEAST_GAIN, 0.5, 0.3), Span(0, 20)),  # the one before does
        ((0.6 + LEAST_GAIN, 0.51 + LEAST_GAIN, 0.3), Span(0, 20)),  # both do, the one before more
        ((0.1, 0.49 + LEAST_GAIN, 0.3), Span(10, 20)),  # not enough
    ],
)
def test_neighbour_that_adds_words_is_quoted_too(with_next: tuple[float, ...], quoted: Span) -> None:
    """The sentence beside the best is quoted with it where it has enough of the question's words that the best lacks."""
    spans, coverages, cosines = (Span(0, 10), Span(10, 20), Span(20, 30)), (0.1, 0.5, 0.3), (0.2, 0.9, 0.3)
    rows = zip(spans, coverages, cosines, with_next, strict=True)
    matches = [SentenceMatch(*row) for row in rows]
    assert quotation(matches, answering_sentence(matches)) == quoted


@pytest.mark.parametrize(
    ("together", "quoted"),
    [
        ((0.6, 0.6, 0.3), Span(10, 20)),  # neither neighbour comes nearer to the question
        ((0.6, 0.61 + LEAST_GAIN_OF_TOKENS, 0.3), Span(10, 30)),  # the next one does
        ((0.61 + LEAST_GAIN_OF_TOKENS, 0.6, 0.3), Span(0, 20)),  # the one before does
        ((0.62 + LEAST_GAIN_OF_TOKENS, 0.61 + LEAST_GAIN_OF_TOKENS, 0.3), Span(0, 20)),  # both do, the one before more
        ((0.6, 0.59 + LEAST_GAIN_OF_TOKENS, 0.3), Span(10, 20)),  # not enough
    ],
)
def test_neighbour_that_comes_nearer_is_quoted_too(together: tuple[float, ...], quoted: Span) -> None:
    """Where tokens were compared, a neighbour that meets what the best leaves open is quoted with it, words shared or not."""
    spans, nearness = (Span(0, 10), Span(10, 20), Span(20, 30)), (0.1, 0.6, 0.3)
    rows = zip(spans, nearness, together, strict=True)
    matches = [SentenceMatch(span, 0.0, 0.0, 0.0, near, both) for span, near, both in rows]
    assert quotation(matches, answering_sentence(matches)) == quoted
