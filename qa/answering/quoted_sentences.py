"""From a passage found to the sentence in it that answers, and the notes that stand behind that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.records import Passage, SentenceMatch, Span

# The share of the words in a sentence's weight, the rest being the meaning's, where its tokens were not compared; see
# tests/benchmarks/outside.py.
COVERAGE_WEIGHT = 0.3

# What a neighbouring sentence must add to be quoted as well: a share of the question's words, by rarity, or of how near the
# quotation comes to it token by token. On COVID-QA the quotation holds the evidence .036 more often for 1.25 sentences (.016 with
# a neighbour by chance), on CLAPNQ .078 for 1.25 (.037).
LEAST_GAIN = 0.2
LEAST_GAIN_OF_TOKENS = 0.025


# What a sentence ends with that does not answer by itself, but leads on to what does; and how the items of a list begin that a
# sentence may announce.
LEADING = re.compile(r"[?:][”’\"')\]]*$")
FIRST_ITEM = re.compile(r"\s*[“‘\"'(]?(?:First(?:ly)?,|First of all|The first |One (?:was|is) |(?:1|a|i)[.)] )")
ITEM = re.compile(
    r"\s*[“‘\"'(]?(?:(?:First|Second|Third|Fourth|Fifth|Sixth|Last|Final)(?:ly)?,"
    r"|The (?:second|third|fourth|fifth|last) |[2-9b-hivx]+[.)] )"
)


def answering_sentence(matches: Iterable[SentenceMatch]) -> SentenceMatch:
    """Return the sentence that meets the question best by words and meaning; of equals, the first."""
    return max(matches, key=strength)


def quotation(matches: Sequence[SentenceMatch], best: SentenceMatch) -> Span:
    """Return what is quoted of a passage: `best`, the sentence that answers best, and the one beside it that adds the most.

    A neighbour is quoted only if it has so much of what the question asks for that the sentence lacks.
    """
    at = matches.index(best)
    gains = [(_gain(best, best), at + 1)] if at + 1 < len(matches) else []
    gains += [(_gain(best, matches[at - 1]), at - 1)] if at else []
    gain, beside = max(gains, default=(0.0, at))
    if gain < 1.0:
        return best.span
    return Span(min(best.span.start, matches[beside].span.start), max(best.span.end, matches[beside].span.end))


def _gain(best: SentenceMatch, first: SentenceMatch) -> float:
    """Return what `best` gains by a neighbour, in multiples of the least that counts; `first` is the first of the two."""
    words = (first.with_next - best.coverage) / LEAST_GAIN
    if best.max_sim is None or first.max_sim_with_next is None:
        return words
    return max(words, (first.max_sim_with_next - best.max_sim) / LEAST_GAIN_OF_TOKENS)


def leads_on(text: str, sentence: Span) -> bool:
    """Whether a sentence does not answer by itself, but the next does: it asks, ends in a colon, or announces a list.

    >>> text = "Why did they leave? They were cold."
    >>> leads_on(text, Span(0, 19)), leads_on(text, Span(20, 35))
    (True, False)
    """
    return bool(LEADING.search(sentence.of(text)) or FIRST_ITEM.match(text, sentence.end))


def led_on(text: str, quote: Span, passage: Passage) -> Span:
    """Return a quotation with what it leads on to, as far as the passage goes: an answer, or the items of a list."""
    end, listing = quote.end, bool(FIRST_ITEM.match(text, quote.end))
    for sentence in passage.sentences:
        if sentence.start < quote.end:
            continue
        if end == quote.end or (listing and ITEM.match(text, sentence.start)):
            end = sentence.end
        else:
            break
    return Span(quote.start, end)


def strength(match: SentenceMatch) -> float:
    """Weigh a sentence by how near its tokens come to the question's; else by the words of it that it has, and by its meaning.

    The sentences of one passage are all compared, or none is.
    """
    if match.max_sim is not None:
        return match.max_sim
    return COVERAGE_WEIGHT * match.coverage + (1.0 - COVERAGE_WEIGHT) * match.cosine


def nearness(matches: Sequence[SentenceMatch], best: SentenceMatch) -> float | None:
    """Return how near the best sentence and a neighbour come token by token, at most; None where that was not compared."""
    at = matches.index(best)
    found = (match.max_sim_with_next for match in matches[max(at - 1, 0) : at + 1])
    return max((near for near in found if near is not None), default=None)


def overlap(one: Passage, other: Passage) -> bool:
    """Whether two passages share a character."""
    return one.article_id == other.article_id and one.span.overlaps(other.span)
