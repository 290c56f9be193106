"""How well passages and their sentences meet a question: shares of its words, cosines, pairs of words – all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan

import numpy as np
from numpy.typing import NDArray

from index.encoding import Stored, Vectors
from index.languages import ENGLISH
from index.records import SentenceMatch, Span
from index.searching.abbreviation_forms import Alternative
from index.searching.captions import Captions
from index.searching.lexical_index import LexicalIndex
from index.searching.passages import Passages, Windows, sentence_starts
from index.searching.semantic_index import Positions, at_hand, cosines
from index.searching.term_sequences import UNKNOWN, TermSequences

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as it is searched for: its terms, their numbers in the collection, and its vector, float32 (dim,).

    `tokens` are the vectors of its tokens, float32 (t, width). `alternatives` are other forms of some of its terms, in their
    order. `read_as` are the words that were taken for misspelt or for a form of an abbreviation, as typed, each with what it
    was read as. `language` is the tag of the language by whose rules it is read.
    """

    terms: tuple[str, ...]
    ids: tuple[int, ...]
    vector: Vectors
    tokens: Vectors
    alternatives: tuple[Alternative, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    language: str = ENGLISH


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """How well passages meet a question, float32 (n,) each; their sentences stand in the rows of (n, longest) arrays.

    Coverages are shares of the question's terms, weighted by rarity, from 0 to 1; `with_next` is that of a sentence and the
    next together; `pairs` is the share of the question's neighbouring terms that are neighbours in a sentence of the passage.
    Behind a passage's last sentence the coverage is 0 and the cosine -1. `max_sims` are how near sentences come token by token,
    `max_sims_with_next` how near each and the next come together; they are NaN where that was not compared.
    """

    passage_coverage: Scores
    passage_cosine: Scores
    sentence_coverages: NDArray[np.float32]
    sentence_cosines: NDArray[np.float32]
    with_next: NDArray[np.float32]
    pairs: Scores
    max_sims: NDArray[np.float32]
    max_sims_with_next: NDArray[np.float32]

    def sentences(self, at: int, spans: tuple[Span, ...]) -> tuple[SentenceMatch, ...]:
        """Return how well each sentence of the passage in row `at` meets the question; `spans` are its sentences."""
        columns = (self.sentence_coverages, self.sentence_cosines, self.with_next)
        compared = (
            [None if isnan(value) else value for value in row[at].tolist()] for row in (self.max_sims, self.max_sims_with_next)
        )
        rows = zip(spans, *(column[at].tolist() for column in columns), *compared, strict=False)
        return tuple(SentenceMatch(*row) for row in rows)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where the sentences of passages stand: that of `places[i, j]` in `sentences` is sentence j of passage i.

    `sentences` are numbers among all, each once, for windows overlap. Behind a passage's last sentence, where `inside` is false,
    its first stands again.
    """

    sentences: NDArray[np.int64]
    places: NDArray[np.int64]
    inside: NDArray[np.bool_]


def layout(rows: Windows, firsts: NDArray[np.int64]) -> Layout:
    """Return the layout of the passages `rows`; `firsts` are those of `sentence_starts`."""
    first = firsts[rows[:, 0]] + rows[:, 1]
    lengths = rows[:, 2] - rows[:, 1]
    columns = np.arange(int(lengths.max(initial=1)))
    inside = columns < lengths[:, np.newaxis]
    numbers = np.where(inside, first[:, np.newaxis] + columns, first[:, np.newaxis])
    sentences, places = np.unique(numbers, return_inverse=True)
    return Layout(sentences, places.reshape(inside.shape), inside)


class Matcher:
    """Matches passages with questions."""

    def __init__(
        self, passages: Passages, terms: TermSequences, lexical: LexicalIndex, sentences: Stored, captions: Captions
    ) -> None:
        """Take the parts of an index; `sentences` are the vectors of all sentences, float16 (n, dim)."""
        self._rows = passages.rows
        self._firsts = sentence_starts(passages)
        self._terms = terms
        self._lexical = lexical
        self._captions = captions
        self._sentences = at_hand(sentences)

    def match(self, query: Query, positions: Positions, passage_cosines: Scores) -> Matches:
        """Return how well the passages at `positions` meet `query`; their cosines are known, float32 (n,)."""
        found = layout(self._rows[positions], self._firsts)
        places, inside = found.places, found.inside
        weights, present, pairs = self._look(query, found.sentences)
        present = present[places] & inside[:, :, np.newaxis]
        together = present.copy()
        together[:, :-1] |= present[:, 1:]
        shares = self._captions.shares(query.terms, found.sentences)
        nearness = (cosines(self._sentences[found.sentences], query.vector) * shares)[places]
        return Matches(
            passage_coverage=_shares(np.asarray(present.any(axis=1)), weights),
            passage_cosine=passage_cosines,
            sentence_coverages=(_shares(present, weights) * shares[places]).astype(np.float32),
            sentence_cosines=np.where(inside, nearness, -1.0).astype(np.float32),
            with_next=_shares(together, weights),
            pairs=(pairs[places] & inside[:, :, np.newaxis]).any(axis=1).mean(axis=1, dtype=np.float32)
            if pairs.shape[1]
            else np.zeros(len(positions), dtype=np.float32),
            max_sims=np.full(inside.shape, np.nan, dtype=np.float32),
            max_sims_with_next=np.full(inside.shape, np.nan, dtype=np.float32),
        )

    def _look(
        self, query: Query, sentences: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
        """Return the weights of the question's different terms, their sum 1; which sentence has which; and which has which pair.

        Shapes (t,), (n, t) and (n, p).
        """
        distinct = dict(sorted(zip(query.terms, query.ids, strict=True)))
        weights = np.array([self._lexical.rarity(number) for number in distinct.values()])
        ids, owners = self._terms.gathered(sentences)
        sequence, columns = _Sequence(ids, owners, len(sentences)), {term: column for column, term in enumerate(distinct)}
        present = np.zeros((len(sentences), len(distinct)), dtype=np.bool_)
        for column, number in enumerate(distinct.values()):
            present[:, column] = sequence.having(number)
        whole = [np.logical_and.reduce([sequence.having(number) for number in each.ids]) for each in query.alternatives]
        for alternative, found in zip(query.alternatives, whole, strict=True):
            for term in query.terms[alternative.start : alternative.end]:
                present[:, columns[term]] |= found
        return weights / max(weights.sum(), 1e-9), present, _pairs(query, sequence, whole)


def _shares(present: NDArray[np.bool_], weights: NDArray[np.float64]) -> Scores:
    """Return the weight of the terms present, float32, one for each row of `present`, whose last axis is that of `weights`.

    Summed by einsum, as `learned_score` is.
    """
    return np.asarray(np.einsum("...t,t->...", present, weights), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Sequence:
    """The terms of some sentences in a row, and for each which of the `sentences` has it."""

    ids: NDArray[np.int32]
    owners: NDArray[np.int64]
    sentences: int

    def having(self, number: int) -> NDArray[np.bool_]:
        """Return which sentences have a term."""
        return self._marked(self.owners[self.ids == number])

    def having_pair(self, one: int, other: int) -> NDArray[np.bool_]:
        """Return which sentences have two terms side by side."""
        if UNKNOWN in (one, other):
            return self._marked(self.owners[:0])
        same = self.owners[:-1] == self.owners[1:]
        return self._marked(self.owners[:-1][(self.ids[:-1] == one) & (self.ids[1:] == other) & same])

    def _marked(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        found = np.zeros(self.sentences, dtype=np.bool_)
        found[places] = True
        return found


def _pairs(query: Query, sequence: _Sequence, whole: Sequence[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """Return which of the question's pairs of neighbouring terms stand side by side in which sentence.

    `whole` says for each of its alternatives which sentence has all of it; such a sentence has the pairs in its place.
    """
    ids = query.ids
    wanted = [pair for pair in dict.fromkeys(pairwise(ids)) if pair[0] != pair[1] or pair[0] == UNKNOWN]
    found = np.zeros((sequence.sentences, len(wanted)), dtype=np.bool_)
    columns = {pair: column for column, pair in enumerate(wanted)}
    for pair, column in columns.items():
        found[:, column] = sequence.having_pair(*pair)
    for each, has_all in zip(query.alternatives, whole, strict=True):
        for at in range(max(each.start - 1, 0), min(each.end, len(ids) - 1)):
            if (ids[at], ids[at + 1]) not in columns:
                continue
            column = columns[ids[at], ids[at + 1]]
            if at < each.start:
                found[:, column] |= sequence.having_pair(ids[at], each.ids[0])
            elif at + 1 == each.end:
                found[:, column] |= sequence.having_pair(each.ids[-1], ids[at + 1])
            else:
                found[:, column] |= has_all
    return found
