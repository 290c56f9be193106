"""sentence_copies.py: the same sentences in other articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collection import Collection
from index.copies.sentence_copies import SentenceCopies, sentence_keys
from index.maintenance import build_collection
from index.records import Span
from index.searching.term_sequences import TermSequences
from index.settings import Settings
from tests.conftest import RAILWAY
from tests.doubles import WordEncoder

NOTES = "\n\nNotes\n\n1. Ibid.\n2. The Harbour Book, p. 12.\n"
EDITION = "On the Railway, Again\n\nA preface.1 The railway was built by CONVICTS.2 Nobody paid them. It rusted by the harbor.3\n"


@pytest.fixture
def editions(tmp_path: Path) -> Collection:
    """Three texts that share sentences: one of them with other spelling in the last."""
    (tmp_path / "a.txt").write_text(RAILWAY + NOTES, "utf-8")
    (tmp_path / "b.txt").write_text(EDITION, "utf-8")
    (tmp_path / "c.txt").write_text(RAILWAY.replace("On the Railway", "A Copy") + NOTES, "utf-8")
    return build_collection([tmp_path], Settings(), WordEncoder())


def copies(collection: Collection, article_id: str, words: str) -> list[tuple[str, str]]:
    """Where else these words stand: the articles, and how they are written there."""
    start = collection.article(article_id).text.index(words)
    found = collection.copies(article_id, Span(start, start + len(words)))
    return [(article.id, span.of(article.text)) for article, span, _ in found]


def test_the_same_sentence_is_found_in_other_articles(editions: Collection) -> None:
    """Capitals make no difference; another word does."""
    first = "The railway was built by convicts."
    assert copies(editions, "a", first) == [("b", "The railway was built by CONVICTS."), ("c", first)]
    assert copies(editions, "b", "The railway was built by CONVICTS.") == [("a", first), ("c", first)]
    assert copies(editions, "a", "It rusted by the harbour.") == [("c", "It rusted by the harbour.")]
    assert copies(editions, "b", "A preface.") == []


def test_sentences_in_a_row_must_stand_in_a_row(editions: Collection) -> None:
    """All of what is quoted stands there, not only its first sentence; what is no whole sentence has no copy."""
    both = "The railway was built by convicts. Nobody paid them."
    assert [article_id for article_id, _ in copies(editions, "a", both)] == ["b", "c"]
    three = "The railway was built by convicts. Nobody paid them. It rusted by the harbour."
    assert [article_id for article_id, _ in copies(editions, "a", three)] == ["c"]
    assert copies(editions, "a", "built by convicts") == []


def test_notes_are_copies_of_notes(editions: Collection) -> None:
    """A note's own text is found in other notes, and nowhere else; both articles' notes are told apart."""
    article = editions.article("a")
    note = article.notes[1]
    assert note.text == "The Harbour Book, p. 12."
    ((other, span, there),) = editions.copies("a", note.sentences[0], note)
    assert there is not None
    assert (other.id, there.label, span.of(there.text or "")) == ("c", "2", note.text)


def test_a_saved_index_finds_the_same(editions: Collection) -> None:
    """Keys are made of the terms and their order, and a sentence without terms has none and no copy."""
    contents = editions.index.contents
    assert contents.sentence_keys.tolist() == sentence_keys(contents.terms).tolist()
    keys = sentence_keys(TermSequences.of([["a", "b"], ["b", "a"], [], ["a", "b"], ["a"]]))
    assert keys[0] == keys[3] != keys[1]
    assert (keys[2], keys[4] != keys[0]) == (0, True)
    assert list(SentenceCopies(editions.passages, contents.sentence_keys * 0).of(0, range(1))) == []
    assert list(SentenceCopies(editions.passages, contents.sentence_keys).of(0, range(0))) == []
