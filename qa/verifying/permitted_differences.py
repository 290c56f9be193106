"""How a quotation whose words are found differs from the text: by typography, and by what scholars may change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from index.records import Span
from index.text import STOP_WORDS
from qa.verifying.canonical_text import DASHES, INVISIBLE, LIGATURES, QUOTES, WORD, CanonicalText, canonical, has_digit
from qa.verifying.literal_places import Finding, PieceMatch
from qa.verifying.prepared_articles import BRACKET_OR_ELLIPSIS, PreparedArticle, is_negation
from qa.verifying.scholarly_conventions import REMARK
from qa.verifying.verdicts import Difference, DifferenceKind


def permitted_differences(finding: Finding) -> Iterator[Difference]:
    """Yield how a finding differs from the text, in the order of the text."""
    reading, prepared = finding.reading, finding.prepared
    yield from _opening_differences(finding)
    yield from _removed_sign_differences(finding)
    former: PieceMatch | None = None
    for match in finding.matches:
        if match.piece.between:
            yield _gap_difference(former, match, reading.asked, prepared)
        yield from _letter_differences(match, reading.asked, prepared, first=former is None)
        yield from _parted_differences(match, prepared) if prepared.is_joined else ()
        yield from _typographic_differences(reading.asked, match.piece.at, prepared, match.start, len(match.text))
        former = match
    yield from _closing_differences(finding)


def _opening_differences(finding: Finding) -> Iterator[Difference]:
    """Yield the quotation marks set before a quotation that the text does not have there."""
    start = finding.matches[0].start
    if finding.reading.opening and finding.prepared.canonical.text[max(start - 1, 0) : start] != "'":
        at = finding.span.start
        yield Difference(DifferenceKind.QUOTATION_MARKS, finding.reading.asked.raw[0], "", Span(at, at))


def _removed_sign_differences(finding: Finding) -> Iterator[Difference]:
    """Yield the note numbers and line-end hyphens that were taken out."""
    anchors = {note.label: note.anchor for note in finding.prepared.article.notes_in(finding.span)}
    for mark in finding.reading.removed:
        at = anchors.get(mark.label, finding.span.start)
        yield Difference(mark.kind, mark.quoted, "", Span(at, at))


def _parted_differences(match: PieceMatch, prepared: PreparedArticle) -> Iterator[Difference]:
    """Yield what parts the text's words at the ends of lines that are no more, and was left out to find the quotation."""
    given, text = prepared.canonical, prepared.article.text
    for at in range(match.start, match.end - 1):
        parted = Span(given.ends[at], given.starts[at + 1])
        if parted.length > 0:
            yield Difference(DifferenceKind.LINE_END_HYPHEN, "", parted.of(text), parted)


def _gap_difference(former: PieceMatch | None, match: PieceMatch, asked: CanonicalText, prepared: PreparedArticle) -> Difference:
    """Return what brackets or an ellipsis before a piece stand for; before the first, it cannot be known."""
    end = former.piece.at + len(former.piece.full) if former else 0
    gap = Span(former.end, match.start) if former else _word_before(match, prepared)
    return _sign_difference(asked.quoted(end, match.piece.at).strip(), match.piece.between, gap, prepared)


def _sign_difference(quoted: str, signs: tuple[str, ...], gap: Span, prepared: PreparedArticle) -> Difference:
    """Return what brackets or an ellipsis stand for: what the text has in the gap."""
    original, span = prepared.original(_trimmed(prepared.canonical.text, gap))
    if "…" in signs:
        return Difference(DifferenceKind.LEFT_OUT, quoted, original, span)
    replaced = original and not _adds_or_recases(" ".join(signs), original)
    return Difference(DifferenceKind.REPLACED_IN_BRACKETS if replaced else DifferenceKind.BRACKETED, quoted, original, span)


def _word_before(match: PieceMatch, prepared: PreparedArticle) -> Span:
    """Return the word before the first match for which brackets stand: Graves, for Gr[o]ves; 1918, for [1919]; or nothing."""
    word = bisect_left(prepared.word_starts, match.start) - 1
    span = prepared.words(max(word, 0), word + 1)
    parted = prepared.canonical.text[span.end : match.start] != " "
    return span if word >= 0 and _is_meant(span, match.piece.between, prepared, parted=parted) else Span(match.start, match.start)


def _word_behind(last: PieceMatch, signs: tuple[str, ...], prepared: PreparedArticle) -> Span:
    """Return the word behind the last match for which brackets stand, or nothing."""
    word = bisect_left(prepared.word_starts, last.end)
    span = prepared.words(word, min(word + 1, len(prepared.word_starts)))
    parted = prepared.canonical.text[last.end : span.start] != " "
    return span if span.start >= last.end and _is_meant(span, signs, prepared, parted=parted) else Span(last.end, last.end)


def _is_meant(span: Span, signs: tuple[str, ...], prepared: PreparedArticle, *, parted: bool) -> bool:
    """Whether brackets at a quotation's end stand for the word beside it: set into a word, or a number or name beside one."""
    if _is_glued(signs) or "…" in signs:
        return _is_glued(signs)
    written = span.of(prepared.canonical.text)
    number = has_digit("".join(signs)) and has_digit(written)
    named = any(_is_name(sign) for sign in signs) and prepared.has_name(span)
    one = _is_one_word(signs) and written.casefold() not in STOP_WORDS
    denies = is_negation(written.casefold()) and len(signs) == 1 and WORD.findall(signs[0])[:2] == [signs[0][1:-1].lower()]
    return number or (not parted and (named or one or denies))


def _is_one_word(signs: tuple[str, ...]) -> bool:
    """Whether brackets hold a single word of weight, as they do where it replaces one: every half [day], for hour."""
    words = WORD.findall(signs[0]) if len(signs) == 1 and not REMARK.fullmatch(signs[0]) else []
    return len(words) == 1 and words[0].islower() and words[0] not in STOP_WORDS


def _is_name(sign: str) -> bool:
    """Whether brackets hold a name, and neither a remark nor a title."""
    words = WORD.findall(sign)
    return not REMARK.fullmatch(sign) and any(word[0].isupper() and word.casefold() not in STOP_WORDS for word in words)


def _is_glued(signs: tuple[str, ...]) -> bool:
    """Whether brackets are set into a single word."""
    return len(signs) == 1 and signs[0] != "…" and not REMARK.fullmatch(signs[0]) and (signs[0][0] != "[" or signs[0][-1] != "]")


def _trimmed(text: str, span: Span) -> Span:
    found = span.of(text)
    return Span(span.end - len(found.lstrip()), span.start + len(found.rstrip())) if found.strip() else Span(span.end, span.end)


def _adds_or_recases(quoted: str, original: str) -> bool:
    """Whether brackets only add letters to a word, or change its first letter's case: Wilson['s], [A]."""
    bare = BRACKET_OR_ELLIPSIS.sub("", quoted)
    written = quoted.replace("[", "").replace("]", "")
    original = canonical(original).text
    adds = bare == original and not has_digit(written) and not is_negation(bare.casefold())
    return adds or (written[:1].swapcase() + written[1:]) == original or written == original


def _typographic_differences(
    asked: CanonicalText, at: int, prepared: PreparedArticle, start: int, length: int
) -> Iterator[Difference]:
    """Yield how the characters behind `length` canonical ones, which are equal, differ."""
    given = prepared.canonical
    if asked.quoted(at, at + length) == given.quoted(start, start + length):
        return
    k = 0
    while k < length:
        first, k = k, k + 1
        # A ligature is one sign behind several canonical characters.
        while k < length and (
            asked.starts[at + k] < asked.ends[at + k - 1] or given.starts[start + k] < given.ends[start + k - 1]
        ):
            k += 1
        quoted, original = asked.quoted(at + first, at + k), given.quoted(start + first, start + k)
        same = asked.text[at + first] == given.text[start + first]  # a first letter's case is named elsewhere
        if quoted != original and same:
            yield Difference(
                _sign_kind(quoted + original), quoted, original, Span(given.starts[start + first], given.ends[start + k - 1])
            )


def _sign_kind(signs: str) -> DifferenceKind:
    """Say which kind of typography the signs are that differ."""
    kinds = (
        (QUOTES, DifferenceKind.QUOTATION_MARKS),
        (DASHES, DifferenceKind.DASH),
        (INVISIBLE, DifferenceKind.INVISIBLE),
        ("".join(LIGATURES), DifferenceKind.LIGATURE),
        ("….", DifferenceKind.ELLIPSIS),
    )
    for members, kind in kinds:
        if any(sign in members for sign in signs):
            return kind
    return DifferenceKind.WHITE_SPACE if signs.isspace() else DifferenceKind.CODING


def _letter_differences(
    match: PieceMatch, asked: CanonicalText, prepared: PreparedArticle, *, first: bool
) -> Iterator[Difference]:
    """Yield the change of a first letter's case, or of one in brackets."""
    original, span = prepared.original(Span(match.start, match.start + 1))
    letter = asked.text[match.piece.at]
    if match.piece.initial:
        yield Difference(DifferenceKind.BRACKETED, f"[{letter}]", original, span)
    elif first and letter != match.text[0]:
        yield Difference(DifferenceKind.FIRST_LETTER, letter, original, span)


def _closing_differences(finding: Finding) -> Iterator[Difference]:
    """Yield what was changed at the very end, and the brackets and ellipses behind it."""
    last, prepared, asked = finding.matches[-1], finding.prepared, finding.reading.asked
    surplus = last.piece.full[len(last.text) :]
    following = prepared.canonical.text[last.end : last.end + 1]
    point = (
        Span(last.end, last.end + 1) if following and not following.isalnum() and following != " " else Span(last.end, last.end)
    )
    original, span = prepared.original(point)
    if surplus:
        end = last.piece.at + len(last.piece.full)
        kind = DifferenceKind.CLOSING if surplus.strip("' ") else DifferenceKind.QUOTATION_MARKS
        yield Difference(kind, asked.quoted(end - len(surplus), end), original if kind is DifferenceKind.CLOSING else "", span)
    if finding.reading.tail:
        quoted = asked.quoted(last.piece.at + len(last.piece.full), len(asked.text)).strip()
        yield _sign_difference(quoted, finding.reading.tail, _word_behind(last, finding.reading.tail, prepared), prepared)


def hides_fact(finding: Finding) -> bool:
    """Whether brackets hide that a number, a name or a negation was replaced."""
    prepared, matches, tail = finding.prepared, finding.matches, finding.reading.tail
    gaps = [(match.piece.between, Span(former.end, match.start)) for former, match in pairwise(matches)]
    gaps += [(matches[0].piece.between, _word_before(matches[0], prepared)), (tail, _word_behind(matches[-1], tail, prepared))]
    return any(_gap_hides(signs, gap, prepared) for signs, gap in gaps)


def _gap_hides(signs: tuple[str, ...], gap: Span, prepared: PreparedArticle) -> bool:
    """Whether brackets stand for a number, a name, a negation, or for a word that the text does not have."""
    brackets = [sign for sign in signs if sign != "…" and not REMARK.fullmatch(sign)]
    if not brackets:
        return False
    if "…" in signs:
        # QuotationWords may be left out; but a number or a name in brackets beside the ellipsis seems to be what stands there.
        claims = any(c.isdigit() or c.isupper() for sign in brackets for c in sign)
        return claims and prepared.has_fact(gap)
    original, _ = prepared.original(_trimmed(prepared.canonical.text, gap))
    if not all(_keeps_stem(sign, canonical(original).text) for sign in brackets):
        return _is_glued(signs) or bool(original)
    return bool(original) and not _adds_or_recases(" ".join(brackets), original) and prepared.has_fact(gap)


def _keeps_stem(sign: str, original: str) -> bool:
    """Whether what a word has outside of its brackets is the text's: reduc[ing] for reduce."""
    before, _, rest = sign.partition("[")
    behind = rest.rpartition("]")[2]
    words = original.split() if before or behind else [""]
    return any(word.startswith(before) and word.endswith(behind) for word in words)
