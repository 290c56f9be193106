"""chosen_quotation.py: what is quoted of a hit, chosen once."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.maintenance import build_collection
from index.records import Hit, SentenceMatch, Span
from index.settings import Settings
from qa.answering.chosen_quotation import ChosenQuotation, chosen_quotation, without_overlaps
from tests.doubles import WordEncoder

REASONS = """On the Harbour

I. The Fire

There were two reasons for the fire. First, the wood was dry. Second, nobody watched. It burned for days. The mayor fled.
"""


@pytest.fixture
def harbour_of_reasons(tmp_path: Path) -> Collection:
    """An article with a list in one paragraph."""
    path = tmp_path / "harbour.txt"
    path.write_text(REASONS, "utf-8")
    return build_collection([path], Settings(), WordEncoder())


def hit_of(collection: Collection, words: str) -> Hit:
    """A hit in the passage that begins with the sentence that has these words, which meets the question best."""
    passage = next(p for p in collection.passages if words in p.sentences[0].of(collection.articles[0].text))
    matches = [SentenceMatch(span, 0.1, 0.1, 0.1) for span in passage.sentences]
    return Hit(passage, 1, 1.0, 1.0, 0.5, 0.4, (SentenceMatch(passage.sentences[0], 0.9, 0.9, 0.9), *matches[1:]))


def test_sentence_that_answers_is_quoted_in_the_passage_that_was_found(collection: Collection) -> None:
    """Where the best sentence answers by itself, it is quoted, and the hit's own passage is cited."""
    hit = hit_of(collection, "at its peak, the total number")
    chosen = chosen_quotation(hit, collection)
    assert (chosen.passage, chosen.quote, chosen.note_quote) == (hit.passage, hit.passage.sentences[0], None)
    assert chosen.best is hit.sentences[0]


def test_sentence_that_announces_a_list_is_quoted_with_its_first_item(harbour_of_reasons: Collection) -> None:
    """What ends in a colon or is followed by "First," does not answer by itself: the item is quoted too."""
    hit = hit_of(harbour_of_reasons, "There were two reasons")
    chosen = chosen_quotation(hit, harbour_of_reasons)
    text = harbour_of_reasons.articles[0].text
    assert chosen.quote.of(text) == "There were two reasons for the fire. First, the wood was dry. Second, nobody watched."


def test_overlapping_hits_leave_the_best(collection: Collection) -> None:
    """Of passages that share text, the better one stays; passages that only touch both stay."""
    first, second, third = collection.passages[:3]
    apart = next(passage for passage in collection.passages if passage.span.start >= first.span.end)
    hits = [Hit(passage, rank, 1.0, 1.0, 1.0, 1.0, ()) for rank, passage in enumerate((second, first, third, apart), start=1)]
    best = SentenceMatch(Span(0, 1), 0.0, 0.0, 0.0)
    quotations = [ChosenQuotation(hit, hit.passage, hit.passage.span, None, best) for hit in hits]
    kept = [chosen.passage for chosen in without_overlaps(quotations)]
    assert kept[0] == second
    assert first not in kept
    assert third not in kept
