"""A quotation beside the text, word by word: what is the same, what only the quotation has, what only the text has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import Indel

from index.records import Span
from qa.verifying.verdicts import Verdict

TOKEN = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*(?:,\d+)*|\s+|[\W_]")


class Side(Enum):
    """Who has a stretch."""

    BOTH = "both"
    QUOTED = "quoted"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class ComparedStretch:
    """QuotationWords that follow each other and belong to one side, or to both."""

    side: Side
    text: str


def compare(quoted: str, original: str) -> tuple[ComparedStretch, ...]:
    """Return the stretches of a quotation and of the text in one row; white space counts as the text has it.

    >>> [(part.side.value, part.text) for part in compare("reached 72,500 men", "reached 72,400 men")]
    [('both', 'reached '), ('quoted', '72,500'), ('original', '72,400'), ('both', ' men')]
    """
    one, other = _tokens(quoted), _tokens(original)
    found: list[ComparedStretch] = []
    for code in Indel.opcodes([_key(token) for token in one], [_key(token) for token in other]):
        found += _stretches(code.tag, one[code.src_start : code.src_end], other[code.dest_start : code.dest_end])
    return tuple(_joined(found))


def compared_span(text: str, verdict: Verdict) -> Span:
    """Return what of an article's `text` a quotation stands beside: its first place, and the differences around it.

    A place ends where words agree; changed words at the quotation's ends lie beyond. A closing sign that both have goes along.
    """
    span = verdict.places[0].span
    around = [span, *(difference.span for difference in verdict.differences if difference.original)]
    start, end = min(one.start for one in around), max(one.end for one in around)
    closing = verdict.quotation.rstrip()[-1:]
    return Span(start, end + (not closing.isalnum() and text[end : end + 1] == closing))


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text.strip())


def _key(token: str) -> str:
    return " " if token.isspace() else token


def _stretches(tag: str, quoted: list[str], original: list[str]) -> Iterator[ComparedStretch]:
    if tag == "equal":
        yield ComparedStretch(Side.BOTH, "".join(original))
        return
    if quoted:
        yield ComparedStretch(Side.QUOTED, "".join(quoted))
    if original:
        yield ComparedStretch(Side.ORIGINAL, "".join(original))


def _joined(stretches: list[ComparedStretch]) -> Iterator[ComparedStretch]:
    """Yield the stretches with those between two equal ones put together: first the quotation's, then the text's.

    A lone space between two changed words belongs to both of them, or a row of changed words would be cut to pieces.
    """
    quoted = original = ""
    for position, stretch in enumerate(stretches):
        inner = 0 < position < len(stretches) - 1 and (quoted or original)
        if stretch.side is Side.BOTH and not (inner and stretch.text.isspace()):
            yield from _pair(quoted, original)
            yield stretch
            quoted = original = ""
            continue
        quoted += stretch.text if stretch.side is not Side.ORIGINAL else ""
        original += stretch.text if stretch.side is not Side.QUOTED else ""
    yield from _pair(quoted, original)


def _pair(quoted: str, original: str) -> Iterator[ComparedStretch]:
    """Yield a change, its common white space at the end set apart."""
    end = " " if quoted.endswith(" ") and original.endswith(" ") else ""
    quoted, original = quoted.removesuffix(end), original.removesuffix(end)
    if quoted:
        yield ComparedStretch(Side.QUOTED, quoted)
    if original:
        yield ComparedStretch(Side.ORIGINAL, original)
    if end:
        yield ComparedStretch(Side.BOTH, end)
