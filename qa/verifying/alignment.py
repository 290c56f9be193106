"""A quotation's words aligned, by least cost, with those of the place in the articles that is likeliest to be meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from index.records import Span
from index.text import fold
from qa.verifying.canonical_text import Numbers
from qa.verifying.prepared_articles import GRAMS, PreparedArticle
from qa.verifying.scholarly_conventions import Link, QuotationWords
from qa.verifying.shingles import NOWHERE, Shingles

MOST_DROPPED = 10  # words left out without an ellipsis; where more are, the quotation is from two places
ALIKE = 0.7  # the likeness of two words from which one counts as the other misspelt
TRIED = 4  # places that are aligned, the likeliest ones
# Costs of an alignment: a word replaced costs less than one dropped and one inserted, one of changed case least.
REPLACED, SKIPPED, RECASED = 3, 2, 1
WIDEST = 400  # words by which an alignment may drift from where it began
WIDEST_WITH_ELLIPSIS = 1500


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    """Return a quotation's word without case and diacritics; it is asked for once for each article."""
    return fold(word)


@dataclass(frozen=True, slots=True)
class WordPair:
    """A word of the quotation and the one that stands for it in the article, both by position; `same` but for case."""

    asked: int
    given: int
    same: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quotation's words aligned with one place of an article; `aligned` of them are there, in order."""

    words: QuotationWords
    prepared: PreparedArticle
    pairs: tuple[WordPair, ...]
    aligned: int

    @property
    def span(self) -> Span:
        """The place in `Article.text`, from the first word paired to the last."""
        found = self.prepared.words(self.pairs[0].given, self.pairs[-1].given + 1)
        return self.prepared.original(found)[1]


@dataclass(frozen=True, slots=True)
class _Window:
    """What is aligned: the numbers of the quotation's words, (words,), and of the article's around them, (words + width,).

    `free[i]` is set where an ellipsis stands before word i: what is dropped there costs nothing.
    """

    asked_exact: Numbers
    asked_folded: Numbers
    exact: Numbers
    folded: Numbers
    free: NDArray[np.bool_]
    width: int


def best_alignment(readings: Sequence[tuple[QuotationWords, PreparedArticle]]) -> Alignment | None:
    """Align a quotation with the likeliest places and return the best; of equals, the likelier."""
    candidates = [
        (weight, number, diagonal)
        for number, (words, prepared) in enumerate(readings)
        for weight, diagonal in _diagonals(words, prepared)
    ]
    candidates.sort(key=lambda candidate: (-candidate[0], *candidate[1:]))
    found = [_align(*readings[number], diagonal=at) for _, number, at in candidates[:TRIED]]
    return max((alignment for alignment in found if alignment.pairs), key=_quality, default=None)


def _quality(alignment: Alignment) -> tuple[int, int]:
    """Rank alignments by the words aligned, then by those not spread."""
    return alignment.aligned, alignment.pairs[0].given - alignment.pairs[-1].given


def _diagonals(words: QuotationWords, prepared: PreparedArticle) -> list[tuple[float, int]]:
    """Return the likeliest offsets of the quotation's first word among the article's, each with its weight.

    Each shingle that quotation and article share votes for the offset between them, the rarer the more.
    """
    sorted_shingles = prepared.shingles  # which number the words without case
    numbers = words.numbers(prepared.numbering.folded, _folded)
    votes = [_votes(shingles, numbers, GRAMS[size]) for size, shingles in sorted_shingles.items()]
    offsets = np.concatenate([offsets for offsets, _ in votes])
    weights = np.concatenate([weights for _, weights in votes])
    if len(offsets) == 0:
        return []
    width = max(8, len(words.spans) // 4)
    bins, inverse = np.unique(offsets // width, return_inverse=True)
    totals = np.bincount(inverse, weights)
    beside = np.where(np.diff(bins, append=bins[-1] + 2) == 1, np.append(totals[1:], 0.0), 0.0)
    best = np.argsort(-(totals + beside), kind="stable")[:TRIED]
    found = [(float(totals[at] + beside[at]), _peak(offsets, weights, int(bins[at]) * width, 2 * width)) for at in best]
    return list(_apart(found, _slack(len(words.spans))))


def _apart(diagonals: list[tuple[float, int]], slack: int) -> Iterator[tuple[float, int]]:
    """Yield the offsets that an alignment around a likelier one would not reach."""
    taken: list[int] = []
    for weight, diagonal in diagonals:
        if all(abs(diagonal - other) > slack // 2 for other in taken):
            taken.append(diagonal)
            yield weight, diagonal


def _slack(count: int) -> int:
    """Return by how many words the alignment of a quotation of `count` may drift."""
    return min(max(16, count // 4), WIDEST)


def _votes(shingles: Shingles, numbers: Numbers, most: int) -> tuple[Numbers, NDArray[np.float64]]:
    """Return the offsets for which shared shingles vote, and their weights, both (votes,)."""
    low, high = shingles.ranges(numbers)
    counts = np.where(high - low <= most, high - low, 0)
    asked = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
    given = shingles.order[np.repeat(low, counts) + within]
    return given - asked, shingles.words / counts[asked] if len(asked) else np.zeros(0)


def _peak(offsets: Numbers, weights: NDArray[np.float64], start: int, width: int) -> int:
    """Return the offset with most votes from `start` on."""
    inside = (offsets >= start) & (offsets < start + width)
    return start + int(np.argmax(np.bincount(offsets[inside] - start, weights[inside])))


def _align(words: QuotationWords, prepared: PreparedArticle, diagonal: int) -> Alignment:
    """Align a quotation's words with the article's around an offset, by least cost, both ends of the place being free."""
    count = len(words.spans)
    slack = _slack(count)
    if Link.ELLIPSIS in words.links:
        slack = min(max(slack, _longest_block(prepared, diagonal, count)), WIDEST_WITH_ELLIPSIS)
    start, width = diagonal - slack, 2 * slack + 1
    exact, folded = (_stretch(numbers, start, count + width) for numbers in (prepared.exact, prepared.folded))
    window = _Window(
        asked_exact=words.numbers(prepared.numbering.exact, str),
        asked_folded=words.numbers(prepared.numbering.folded, _folded),
        exact=exact,
        folded=folded,
        free=np.array([link is Link.ELLIPSIS for link in (*words.links, Link.ADJACENT)]),
        width=width,
    )
    pairs = _trace(window, _costs(window))
    return _in_one_place(words, prepared, [WordPair(i, start + j, same) for i, j, same in pairs])


def _longest_block(prepared: PreparedArticle, diagonal: int, count: int) -> int:
    """Return the number of words of the paragraphs in which the quotation may begin and end."""
    last = len(prepared.word_starts) - 1
    ends = (min(max(at, 0), last) for at in (diagonal, diagonal + count))
    blocks = [prepared.block_span(prepared.word_starts[at]) for at in ends]
    return max(len(range(bisect_left(prepared.word_starts, b.start), bisect_left(prepared.word_starts, b.end))) for b in blocks)


def _stretch(numbers: Numbers, start: int, length: int) -> Numbers:
    """Return a stretch of an article's words, filled up beyond its ends with a number that no word has."""
    found = np.full(length, NOWHERE - 1, np.int64)
    first, behind = max(start, 0), min(max(start + length, 0), len(numbers))
    if first < behind:
        found[first - start : behind - start] = numbers[first:behind]
    return found


def _costs(window: _Window) -> NDArray[np.int32]:
    """Return the least cost of aligning the first i words so that they end at word i + b, int32 (words + 1, width)."""
    width, count = window.width, len(window.asked_exact)
    costs = np.zeros((count + 1, width), np.int32)
    steps = np.arange(width, dtype=np.int32) * SKIPPED
    for i in range(1, count + 1):
        unlike = np.where(window.folded[i - 1 : i - 1 + width] == window.asked_folded[i - 1], RECASED, REPLACED)
        unlike[window.exact[i - 1 : i - 1 + width] == window.asked_exact[i - 1]] = 0
        row = costs[i - 1] + unlike
        np.minimum(row[:-1], costs[i - 1, 1:] + SKIPPED, out=row[:-1])
        ramp = 0 if window.free[i] else steps
        costs[i] = np.minimum.accumulate(row - ramp) + ramp
    return costs


def _trace(window: _Window, costs: NDArray[np.int32]) -> list[tuple[int, int, bool]]:
    """Return the way of least cost as pairs (word of the quotation, word of the window, whether they are the same)."""
    i, b = len(window.asked_exact), int(np.argmin(costs[-1]))
    pairs: list[tuple[int, int, bool]] = []
    while i > 0:
        at, cost = i - 1 + b, costs[i, b]
        same = bool(window.folded[at] == window.asked_folded[i - 1])
        paired = 0 if window.exact[at] == window.asked_exact[i - 1] else RECASED if same else REPLACED
        if cost == costs[i - 1, b] + paired:
            pairs.append((i - 1, at, same))
            i -= 1
        elif b > 0 and cost == costs[i, b - 1] + (0 if window.free[i] else SKIPPED):
            b -= 1
        else:
            i, b = i - 1, b + 1
    return pairs[::-1]


def _in_one_place(words: QuotationWords, prepared: PreparedArticle, pairs: list[WordPair]) -> Alignment:
    """Keep of the pairs those in one place: part them where too much is left out, and take the fullest part."""
    inside = [pair for pair in pairs if 0 <= pair.given < len(prepared.word_starts)]
    parts: list[list[WordPair]] = [[]]
    for pair in inside:
        if parts[-1] and not stand_in_one_place(parts[-1][-1], pair, words, prepared):
            parts.append([])
        parts[-1].append(pair)
    counted = [(sum(_counts(pair, words, prepared) for pair in part), part) for part in parts]
    aligned, best = max(counted, key=lambda entry: entry[0])
    return Alignment(words, prepared, tuple(best), aligned)


def stand_in_one_place(former: WordPair, pair: WordPair, words: QuotationWords, prepared: PreparedArticle) -> bool:
    """Whether two pairs that follow each other belong to one place."""
    if pair.given - former.given - 1 <= MOST_DROPPED:
        return True
    admitted = Link.ELLIPSIS in words.links[former.asked + 1 : pair.asked + 1]
    starts = prepared.word_starts
    return admitted and prepared.block(starts[former.given]) == prepared.block(starts[pair.given])


def _counts(pair: WordPair, words: QuotationWords, prepared: PreparedArticle) -> bool:
    """Whether a pair counts as aligned: the same word, or one misspelt."""
    given = prepared.words(pair.given, pair.given + 1).of(prepared.canonical.text)
    return pair.same or Indel.normalized_similarity(words.spans[pair.asked].of(words.asked.text), given) >= ALIKE
