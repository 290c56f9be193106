"""How an aligned quotation differs from its place: in words, in the points between them, or at its ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from index.records import Span
from qa.verifying.alignment import Alignment, Pair
from qa.verifying.canonical_text import LETTER, canonical, has_digit
from qa.verifying.prepared_articles import Edition
from qa.verifying.scholarly_conventions import Link, Words
from qa.verifying.verdicts import Change, Difference

MOST_AT_EDGE = 3  # words at a quotation's end for which alike ones are looked for beside the place
LIKE_AT_EDGE = 0.5  # the likeness from which they are taken to stand for these


def word_changes(alignment: Alignment) -> Iterator[Difference]:
    """Yield how the words of a quotation, and the points between them, differ from those of a place."""
    words, edition = alignment.words, alignment.edition
    written, given_at = words.written, alignment.pairs[0].given
    asked_at, found = 0, False
    former: Pair | None = None
    for pair in (*alignment.pairs, None):
        equal = pair is not None and _is_equal(pair, written, words, edition)
        if pair is not None and not equal:
            continue
        asked_to, given_to = (pair.asked, pair.given) if pair else (len(written), alignment.pairs[-1].given + 1)
        asked, given = Span(asked_at, asked_to), Span(given_at, given_to)
        if former is None or pair is None:
            given = _edge(words, edition, asked, given, before=former is None)
        changes = tuple(_changes_between(alignment, asked, given, former, pair))
        found = found or bool(changes)
        yield from changes
        asked_at, given_at, former = asked_to + 1, given_to + 1, pair
    if not found:
        yield from _edge_changes(alignment)


def _edge(words: Words, edition: Edition, asked: Span, given: Span, *, before: bool) -> Span:
    """Return the article's words for which the quotation's first or last ones stand, where these are like no other's.

    An alignment whose ends are free calls them inserted; where the words beside the place are alike, they are replaced.
    """
    if given.length > 0 or not 0 < asked.length <= MOST_AT_EDGE:
        return given
    quoted, best, likeness = words.quoted(asked.start, asked.end), given, LIKE_AT_EDGE
    for count in range(1, asked.length + 1):
        found = Span(given.start - count, given.start) if before else Span(given.end, given.end + count)
        if found.start < 0 or found.end > len(edition.word_starts):
            break
        original = edition.words(found.start, found.end).of(edition.form.text)
        like = 1.0 if has_digit(quoted) and has_digit(original) else Indel.normalized_similarity(quoted, original)
        best, likeness = (found, like) if like > likeness else (best, likeness)
    return best


def _is_equal(pair: Pair, written: Sequence[str], words: Words, edition: Edition) -> bool:
    """Whether two words are the same, a first letter's case apart where it may be changed."""
    given = edition.words(pair.given, pair.given + 1).of(edition.form.text)
    asked = written[pair.asked]
    may_change = pair.asked == 0 or words.spans[pair.asked].start in words.initials
    return asked == given or (may_change and asked[0].swapcase() + asked[1:] == given)


def _changes_between(
    alignment: Alignment, asked: Span, given: Span, former: Pair | None, pair: Pair | None
) -> Iterator[Difference]:
    """Yield what differs between two equal words; `asked` and `given` are the words there, by position."""
    words, edition = alignment.words, alignment.edition
    if asked.length <= 0 and given.length <= 0:
        if former and pair:
            yield from _point_changes(words, edition, former, pair)
        return
    quoted = words.quoted(asked.start, asked.end)
    original, span = edition.original(edition.words(given.start, given.end))
    admitted = former is not None and pair is not None and words.links[pair.asked] is not Link.ADJACENT
    if admitted and not quoted:
        ellipsis = pair is not None and words.links[pair.asked] is Link.ELLIPSIS
        yield Difference(Change.LEFT_OUT if ellipsis else Change.REPLACED_IN_BRACKETS, "…" if ellipsis else "[]", original, span)
        return
    yield Difference(_word_kind(quoted, original, edition, given), quoted, original, span)


def _point_changes(words: Words, edition: Edition, former: Pair, pair: Pair) -> Iterator[Difference]:
    """Yield the points between two words that follow each other in both texts, where they differ."""
    if words.links[pair.asked] is not Link.ADJACENT:
        return
    asked = Span(words.spans[former.asked].end, words.spans[pair.asked].start)
    given = Span(edition.word_ends[former.given], edition.word_starts[pair.given])
    quoted, original = asked.of(words.asked.text), given.of(edition.form.text)
    if quoted != original:
        shown, span = edition.original(given)
        yield Difference(_point_kind(quoted + original), words.asked.quoted(asked.start, asked.end).strip(), shown, span)


def _point_kind(points: str) -> Change:
    """Say which points differ."""
    kinds = ((" -", Change.HYPHEN), (" '", Change.QUOTATION_MARKS))
    return next((kind for members, kind in kinds if set(points) <= set(members)), Change.PUNCTUATION)


def _word_kind(quoted: str, original: str, edition: Edition, given: Span) -> Change:
    """Say what kind of change makes `quoted` of `original`."""
    if not quoted or not original:
        return Change.INSERTED if quoted else Change.DROPPED
    one, other = canonical(quoted).text, canonical(original).text
    if one.casefold() == other.casefold():
        return Change.CASE
    if _letters(one) == _letters(other):
        return _point_kind(LETTER.sub("", one + other))
    if has_digit(one + other):
        return Change.NUMBER
    return Change.NAME if edition.has_name(edition.words(given.start, given.end)) else Change.WORD


def _letters(text: str) -> str:
    return "".join(LETTER.findall(text))


def _edge_changes(alignment: Alignment) -> Iterator[Difference]:
    """Yield what is wrong with a quotation all of whose words agree: its ends cut a word, or its last point differs."""
    words, edition = alignment.words, alignment.edition
    first, last = alignment.pairs[0], alignment.pairs[-1]
    start, end = edition.word_starts[first.given], edition.word_ends[last.given]
    if edition.cuts_before(start):
        original, span = edition.original(edition.words(first.given - 1, first.given + 1))
        yield Difference(Change.CUT_WORD, words.quoted(first.asked, first.asked + 1), original, span)
    if edition.cuts_behind(end):
        original, span = edition.original(edition.words(last.given, last.given + 2))
        yield Difference(Change.CUT_WORD, words.quoted(last.asked, last.asked + 1), original, span)
    quoted = words.asked.text[words.spans[-1].end :].strip()
    point = edition.form.text[end : end + 1].strip()
    if quoted.strip("'") and not point.isalnum() and quoted[:1] != point:
        original, span = edition.original(Span(end, end + len(point)))
        yield Difference(Change.PUNCTUATION, quoted, original, span)
