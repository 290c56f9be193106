"""The quotations of a draft: what is set off in it, and what stands in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.records import Span
from qa.verifying.drafts.markdown_prose import Prose, prose_of

DEEPEST = 20  # marks that may be open at once
LONGEST_LOOK = 500  # characters that are looked through for a mark's fellow, where one is doubtful
FEWEST_WORDS = 3  # fewer in quotation marks are as often said with a wink as quoted

# The closing mark of each opening one. German and French use the same guillemets the other way round.
PAIRS = {"“": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"', "'": "'"}
MARK = re.compile("[“”„‘’‚«»‹›\"']")
DECADE = re.compile(r"\d0s\b")
POSSESSIVE = re.compile(r"(?<=s)['’] (?=[^\W\d_])")
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation of a draft: `span` is where it stands there, without its marks.

    `text` is that stretch without Markdown's emphasis, escapes, footnote references and block quote signs. `short` tells that it
    has one or two words, which are often no quotation; `block` that it is set off, and not in marks.
    """

    span: Span
    text: str
    short: bool = False
    block: bool = False


@dataclass(slots=True)
class _Marked:
    """What stands in quotation marks in a block: `spans` of its text, and the marks that nothing closes, with where each ends."""

    spans: list[Span] = field(default_factory=list)
    opened: list[tuple[str, int]] = field(default_factory=list)


def quotations_in(text: str) -> tuple[DraftQuotation, ...]:
    r"""Return the quotations of a draft, in the order in which they begin; those inside others as well.

    >>> [quotation.text for quotation in quotations_in("He “kept the *matter* secret.”[^1] Nobody’s 6\" pipe.")]
    ['kept the matter secret.']
    """
    blocks = list(prose_of(text))
    marked = [_marked(block) for block in blocks]
    found = [_whole(block) for block in blocks if block.quoted]
    found += [_inside(block, span) for block, each in zip(blocks, marked, strict=True) for span in each.spans]
    both = list(zip(blocks, marked, strict=True))
    found += [_inside(one[0], Span(1, len(one[0].text))) for one, other in pairwise(both) if _goes_on(*one, *other)]
    return tuple(sorted((quotation for quotation in found if WORD.search(quotation.text)), key=_order))


def _order(quotation: DraftQuotation) -> tuple[int, int]:
    return quotation.span.start, -quotation.span.end


def _whole(block: Prose) -> DraftQuotation:
    words = block.text.strip()
    return DraftQuotation(block.span, words, len(WORD.findall(words)) < FEWEST_WORDS, block=True)


def _inside(block: Prose, span: Span) -> DraftQuotation:
    """Return what stands between two marks of a block, or between one and the block's end."""
    end = block.starts[span.end] if span.end < len(block.starts) else block.span.end
    words = span.of(block.text).strip()
    return DraftQuotation(Span(block.ends[span.start - 1], end), words, len(WORD.findall(words)) < FEWEST_WORDS)


def _goes_on(block: Prose, marked: _Marked, following: Prose, _: _Marked) -> bool:
    """Whether a quotation has more paragraphs: its mark is repeated where the next begins, and closed in the last alone."""
    opens = marked.opened[:1] == [(block.text[:1], 1)]
    return opens and following.text[:1] == block.text[:1] and len(block.text) > 1


# --- In marks -------------------------------------------------------------------------------------------------------------


def _marked(block: Prose) -> _Marked:
    """Return what stands in quotation marks in a block; what no mark closes there is left open."""
    text, marked = block.text, _Marked()
    for mark in MARK.finditer(text):
        at, opened = mark.start(), marked.opened
        if _is_inside(at, block.code) or _is_no_quotation_mark(text, at):
            continue
        depth = next((k for k in range(len(opened) - 1, -1, -1) if mark[0] in PAIRS[opened[k][0]]), None)
        if depth is not None and _can_close(text, at) and not _is_possessive(text, at, len(text)):
            if at > opened[depth][1]:
                marked.spans.append(Span(opened[depth][1], at))
            del opened[depth:]
        elif mark[0] in PAIRS and _can_open(text, at, mark[0]):
            marked.opened = [*opened[1 - DEEPEST :], (mark[0], at + 1)]
    return marked


def _before(text: str, at: int) -> str:
    """Return the character before a mark."""
    return text[max(at - 1, 0) : at]


def _is_inside(at: int, spans: Sequence[Span]) -> bool:
    position = bisect_right(spans, at, key=lambda span: span.start) - 1
    return position >= 0 and at < spans[position].end


def _is_no_quotation_mark(text: str, at: int) -> bool:
    """Whether a mark is an apostrophe inside a word, before a year ('20s), or stands for feet or inches (6'2")."""
    before, behind = _before(text, at), text[at + 1 : at + 2]
    if text[at] in "'’" and before.isalnum() and behind.isalnum():
        return True
    if text[at] in "'‘" and DECADE.match(text, at + 1) and not before.isalnum():
        return True
    return text[at] in "'\"" and before.isdigit() and _is_measure(text, at)


def _is_measure(text: str, at: int) -> bool:
    """Whether a straight mark behind a number is a unit: no mark before it in the line is still open."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - LONGEST_LOOK) : at]
    quoting = sum(1 for found in re.finditer(re.escape(text[at]), line) if not line[: found.start()][-1:].isdigit())
    return quoting % 2 == 0 or bool(re.match(r"\s?[x×]\s?\d|\d", text[at + 1 : at + 5]))


def _is_possessive(text: str, at: int, end: int) -> bool:
    """Whether a mark is the apostrophe of "the Allies’ demands": behind an s, and another can close before one opens."""
    if not POSSESSIVE.match(text, at):
        return False
    for mark in MARK.finditer(text, at + 1, min(end, at + LONGEST_LOOK)):
        before, behind = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
        if mark[0] == text[at] and not before.isspace() and not behind.isalpha():
            return True
        if before.isspace():
            return False
    return False


def _can_open(text: str, at: int, mark: str) -> bool:
    """Whether a mark can open: something follows it at once, and, if it is straight or single, no word stands before it."""
    behind, before = text[at + 1 : at + 2], _before(text, at)
    if not behind or (behind.isspace() and not (mark in "«‹" and behind in "\u00a0\u202f\u2009 ")):
        return False
    return mark not in "\"'‘»›" or not before.isalnum()


def _can_close(text: str, at: int) -> bool:
    """Whether a mark can close: something stands before it, and no letter follows a single or straight one."""
    before, behind = _before(text, at), text[at + 1 : at + 2]
    spaced = text[at] in "»›" and before in "\u00a0\u202f\u2009 "
    return bool(before) and (spaced or not before.isspace()) and not (text[at] in "'’\"" and behind.isalpha())
