"""The terms of every sentence in their order, as numbers: what words an index knows, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Offsets = NDArray[np.int64]

UNKNOWN = -1  # stands for a term that the vocabulary lacks; no sentence has it


@dataclass(frozen=True, slots=True, eq=False)
class TermSequences:
    """The terms of sentences: those of sentence i are `vocabulary[n] for n in ids[starts[i]:starts[i + 1]]`.

    `vocabulary` is sorted. `ids` is int32, one entry a term that occurs; `starts` int64, one entry a sentence and one more.
    """

    vocabulary: tuple[str, ...]
    ids: Ids
    starts: Offsets

    @classmethod
    def of(cls, sentences: Sequence[Sequence[str]]) -> TermSequences:
        """Return `sentences` with their terms numbered."""
        vocabulary = tuple(sorted({term for sentence in sentences for term in sentence}))
        numbers = {term: number for number, term in enumerate(vocabulary)}
        ids = np.fromiter((numbers[term] for sentence in sentences for term in sentence), dtype=np.int32)
        return cls(vocabulary, ids, _starts([len(sentence) for sentence in sentences]))

    @classmethod
    def joined(cls, parts: Iterable[TermSequences]) -> TermSequences:
        """Return the sentences of all `parts`, one after the other, in one vocabulary of the terms that occur."""
        parts = list(parts)
        used = [{part.vocabulary[number] for number in np.unique(part.ids)} for part in parts]
        vocabulary = tuple(sorted(set().union(*used)))
        numbers = {term: number for number, term in enumerate(vocabulary)}
        ids = [part.renumbered(numbers) for part in parts]
        lengths = [np.diff(part.starts) for part in parts]
        return cls(vocabulary, np.concatenate(ids), _starts(np.concatenate(lengths)))

    @classmethod
    def alike(cls, parts: Sequence[TermSequences]) -> TermSequences:
        """Return the sentences of all `parts`, which have one vocabulary, one after the other."""
        lengths = [np.diff(part.starts) for part in parts]
        return cls(parts[0].vocabulary, np.concatenate([part.ids for part in parts]), _starts(np.concatenate(lengths)))

    def renumbered(self, numbers: dict[str, int]) -> Ids:
        """Return the ids that the terms have in another vocabulary."""
        table = np.array([numbers.get(term, UNKNOWN) for term in self.vocabulary] or [UNKNOWN], dtype=np.int32)
        return table[self.ids]

    def part(self, first: int, end: int) -> TermSequences:
        """Return the sentences from `first` to before `end`, in the same vocabulary."""
        starts = self.starts[first : end + 1]
        return TermSequences(self.vocabulary, self.ids[starts[0] : starts[-1]], starts - starts[0])

    def gathered(self, sentences: Offsets) -> tuple[Ids, Offsets]:
        """Return the terms of some sentences in a row, and for each the place in `sentences` of the one that has it."""
        starts, lengths = self.starts[sentences], self.starts[sentences + 1] - self.starts[sentences]
        owners = np.repeat(np.arange(len(sentences)), lengths)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.ids[starts[owners] + within], owners

    def between(self, first: int, end: int) -> Ids:
        """Return the terms of the sentences from `first` to before `end`, int32."""
        return self.ids[self.starts[first] : self.starts[end]]


def _starts(lengths: Sequence[int] | NDArray[np.int64]) -> Offsets:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
