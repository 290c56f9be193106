"""term_sequences.py: the terms of sentences, as numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.searching.term_sequences import TermSequences

SENTENCES = st.lists(st.lists(st.sampled_from(["ice", "ship", "harbour", "thaw", "ōtani"]), max_size=5), max_size=6)


def words(sequences: TermSequences) -> list[list[str]]:
    """The sentences as words again."""
    bounds = zip(sequences.starts[:-1], sequences.starts[1:], strict=True)
    return [[sequences.vocabulary[number] for number in sequences.ids[start:end]] for start, end in bounds]


@given(SENTENCES)
def test_numbers_lead_back_to_words(sentences: list[list[str]]) -> None:
    """What was numbered reads as it was; the vocabulary is sorted and holds what occurs."""
    sequences = TermSequences.of(sentences)
    assert words(sequences) == sentences
    assert list(sequences.vocabulary) == sorted({word for sentence in sentences for word in sentence})


@given(st.lists(SENTENCES, min_size=1, max_size=4))
def test_joined_is_as_if_numbered_at_once(parts: list[list[list[str]]]) -> None:
    """Sentences of several vocabularies in one are what they would be if numbered together."""
    joined = TermSequences.joined([TermSequences.of(part) for part in parts])
    at_once = TermSequences.of([sentence for part in parts for sentence in part])
    assert joined.vocabulary == at_once.vocabulary
    assert np.array_equal(joined.ids, at_once.ids)
    assert np.array_equal(joined.starts, at_once.starts)


@given(SENTENCES, st.data())
def test_parts_and_gathered_sentences(sentences: list[list[str]], data: st.DataObject) -> None:
    """A stretch of sentences, and any choice of them, have the terms that these have."""
    sequences = TermSequences.of(sentences)
    first = data.draw(st.integers(0, len(sentences)))
    end = data.draw(st.integers(first, len(sentences)))
    assert words(sequences.part(first, end)) == sentences[first:end]
    chosen = data.draw(st.lists(st.integers(0, len(sentences) - 1), max_size=5)) if sentences else []
    ids, owners = sequences.gathered(np.array(chosen, dtype=np.int64))
    assert [sequences.vocabulary[number] for number in ids] == [word for at in chosen for word in sentences[at]]
    assert owners.tolist() == [place for place, at in enumerate(chosen) for _ in sentences[at]]
