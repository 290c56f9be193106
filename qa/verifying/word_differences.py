"""How an aligned quotation differs from its place: in words, in the points between them, or at its ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from index.records import Span
from qa.verifying.alignment import Alignment, WordPair
from qa.verifying.canonical_text import LETTER, canonical, has_digit
from qa.verifying.prepared_articles import PreparedArticle
from qa.verifying.scholarly_conventions import Link, QuotationWords
from qa.verifying.verdicts import Difference, DifferenceKind

MOST_AT_EDGE = 3  # words at a quotation's end for which alike ones are looked for beside the place
LIKE_AT_EDGE = 0.5  # the likeness from which they are taken to stand for these


def word_differences(alignment: Alignment) -> Iterator[Difference]:
    """Yield how the words of a quotation, and the points between them, differ from those of a place."""
    words, prepared = alignment.words, alignment.prepared
    written, given_at = words.written, alignment.pairs[0].given
    asked_at, found = 0, False
    former: WordPair | None = None
    for pair in (*alignment.pairs, None):
        equal = pair is not None and _is_equal(pair, written, words, prepared)
        if pair is not None and not equal:
            continue
        asked_to, given_to = (pair.asked, pair.given) if pair else (len(written), alignment.pairs[-1].given + 1)
        asked, given = Span(asked_at, asked_to), Span(given_at, given_to)
        if former is None or pair is None:
            given = _edge(words, prepared, asked, given, before=former is None)
        changes = tuple(_differences_between(alignment, asked, given, former, pair))
        found = found or bool(changes)
        yield from changes
        asked_at, given_at, former = asked_to + 1, given_to + 1, pair
    if not found:
        yield from _edge_differences(alignment)


def _edge(words: QuotationWords, prepared: PreparedArticle, asked: Span, given: Span, *, before: bool) -> Span:
    """Return the article's words for which the quotation's first or last ones stand, where these are like no other's.

    An alignment whose ends are free calls them inserted; where the words beside the place are alike, they are replaced.
    """
    if given.length > 0 or not 0 < asked.length <= MOST_AT_EDGE:
        return given
    quoted, best, likeness = words.quoted(asked.start, asked.end), given, LIKE_AT_EDGE
    for count in range(1, asked.length + 1):
        found = Span(given.start - count, given.start) if before else Span(given.end, given.end + count)
        if found.start < 0 or found.end > len(prepared.word_starts):
            break
        original = prepared.words(found.start, found.end).of(prepared.canonical.text)
        like = 1.0 if has_digit(quoted) and has_digit(original) else Indel.normalized_similarity(quoted, original)
        best, likeness = (found, like) if like > likeness else (best, likeness)
    return best


def _is_equal(pair: WordPair, written: Sequence[str], words: QuotationWords, prepared: PreparedArticle) -> bool:
    """Whether two words are the same, a first letter's case apart where it may be changed."""
    given = prepared.words(pair.given, pair.given + 1).of(prepared.canonical.text)
    asked = written[pair.asked]
    may_change = pair.asked == 0 or words.spans[pair.asked].start in words.initials
    return asked == given or (may_change and asked[0].swapcase() + asked[1:] == given)


def _differences_between(
    alignment: Alignment, asked: Span, given: Span, former: WordPair | None, pair: WordPair | None
) -> Iterator[Difference]:
    """Yield what differs between two equal words; `asked` and `given` are the words there, by position."""
    words, prepared = alignment.words, alignment.prepared
    if asked.length <= 0 and given.length <= 0:
        if former and pair:
            yield from _point_differences(words, prepared, former, pair)
        return
    quoted = words.quoted(asked.start, asked.end)
    original, span = prepared.original(prepared.words(given.start, given.end))
    admitted = former is not None and pair is not None and words.links[pair.asked] is not Link.ADJACENT
    if admitted and not quoted:
        ellipsis = pair is not None and words.links[pair.asked] is Link.ELLIPSIS
        yield Difference(
            DifferenceKind.LEFT_OUT if ellipsis else DifferenceKind.REPLACED_IN_BRACKETS,
            "…" if ellipsis else "[]",
            original,
            span,
        )
        return
    yield Difference(_word_kind(quoted, original, prepared, given), quoted, original, span)


def _point_differences(
    words: QuotationWords, prepared: PreparedArticle, former: WordPair, pair: WordPair
) -> Iterator[Difference]:
    """Yield the points between two words that follow each other in both texts, where they differ."""
    if words.links[pair.asked] is not Link.ADJACENT:
        return
    asked = Span(words.spans[former.asked].end, words.spans[pair.asked].start)
    given = Span(prepared.word_ends[former.given], prepared.word_starts[pair.given])
    quoted, original = asked.of(words.asked.text), given.of(prepared.canonical.text)
    if quoted != original:
        shown, span = prepared.original(given)
        yield Difference(_point_kind(quoted + original), words.asked.quoted(asked.start, asked.end).strip(), shown, span)


def _point_kind(points: str) -> DifferenceKind:
    """Say which points differ."""
    kinds = ((" -", DifferenceKind.HYPHEN), (" '", DifferenceKind.QUOTATION_MARKS))
    return next((kind for members, kind in kinds if set(points) <= set(members)), DifferenceKind.PUNCTUATION)


def _word_kind(quoted: str, original: str, prepared: PreparedArticle, given: Span) -> DifferenceKind:
    """Say what kind of change makes `quoted` of `original`."""
    if not quoted or not original:
        return DifferenceKind.INSERTED if quoted else DifferenceKind.DROPPED
    one, other = canonical(quoted).text, canonical(original).text
    if one.casefold() == other.casefold():
        return DifferenceKind.CASE
    if _letters(one) == _letters(other):
        return _point_kind(LETTER.sub("", one + other))
    if has_digit(one + other):
        return DifferenceKind.NUMBER
    return DifferenceKind.NAME if prepared.has_name(prepared.words(given.start, given.end)) else DifferenceKind.WORD


def _letters(text: str) -> str:
    return "".join(LETTER.findall(text))


def _edge_differences(alignment: Alignment) -> Iterator[Difference]:
    """Yield what is wrong with a quotation all of whose words agree: its ends cut a word, or its last point differs."""
    words, prepared = alignment.words, alignment.prepared
    first, last = alignment.pairs[0], alignment.pairs[-1]
    start, end = prepared.word_starts[first.given], prepared.word_ends[last.given]
    if prepared.cuts_before(start):
        original, span = prepared.original(prepared.words(first.given - 1, first.given + 1))
        yield Difference(DifferenceKind.CUT_WORD, words.quoted(first.asked, first.asked + 1), original, span)
    if prepared.cuts_behind(end):
        original, span = prepared.original(prepared.words(last.given, last.given + 2))
        yield Difference(DifferenceKind.CUT_WORD, words.quoted(last.asked, last.asked + 1), original, span)
    quoted = words.asked.text[words.spans[-1].end :].strip()
    point = prepared.canonical.text[end : end + 1].strip()
    if quoted.strip("'") and not point.isalnum() and quoted[:1] != point:
        original, span = prepared.original(Span(end, end + len(point)))
        yield Difference(DifferenceKind.PUNCTUATION, quoted, original, span)
