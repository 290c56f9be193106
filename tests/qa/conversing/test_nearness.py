"""nearness.py: how near a stretch stands to what was quoted before."""

from __future__ import annotations

import pytest

from index.collection import Collection, UnknownPassageError
from index.records import Span
from qa.conversing.nearness import nearness_to
from qa.records import Turn

FROZE = "The harbour froze in January."


def span_of(collection: Collection, words: str) -> Span:
    """Where words stand in the only article."""
    start = collection.articles[0].text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (FROZE, 1.0),
        ("harbour froze", 1.0),
        ("Ships waited outside for the thaw, and the sailors played cards.", 1 / 2),
        ("The pilot, Ōtani, drowned in 1918.", 1 / 3),
        ("Bread became expensive.", 1 / 5),
    ],
)
def test_each_sentence_between_makes_it_less_near(harbour: Collection, words: str, expected: float) -> None:
    """What was quoted itself is nearest; the next sentence is half as near, the one behind it a third, across paragraphs too."""
    article = harbour.articles[0]
    assert nearness_to(Turn("When?", FROZE), article, span_of(harbour, words), harbour) == expected


def test_what_stands_before_is_as_near_as_what_stands_behind(harbour: Collection) -> None:
    """A sentence before what was quoted is as near as one behind it."""
    turn = Turn("What did it cost?", "Ships waited outside for the thaw")
    assert nearness_to(turn, harbour.articles[0], span_of(harbour, FROZE), harbour) == 1 / 2


def test_a_passage_says_where_it_was_quoted(harbour: Collection) -> None:
    """An id is enough; with the words as well, the place in the passage counts; of another article nothing is near."""
    article, passage = harbour.articles[0], harbour.passages[0]
    first, second = Span(*_edges(passage.sentences[0])), Span(*_edges(passage.sentences[1]))
    assert nearness_to(Turn("When?", passage_id=passage.id), article, second, harbour) == 1.0
    assert nearness_to(Turn("When?", first.of(article.text), passage.id), article, second, harbour) == 1 / 2
    with pytest.raises(UnknownPassageError):
        nearness_to(Turn("When?", passage_id="harbour.99"), article, first, harbour)


def test_nothing_is_near_to_what_was_not_quoted(harbour: Collection) -> None:
    """A turn without an answer, or whose words are not in the article, makes nothing near."""
    for turn in (Turn("When?"), Turn("When?", "Words of another article.")):
        assert nearness_to(turn, harbour.articles[0], span_of(harbour, FROZE), harbour) == 0.0


def _edges(span: Span) -> tuple[int, int]:
    return span.start, span.end
