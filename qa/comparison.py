"""A quotation beside the text, word by word: what is the same, what only the quotation has, what only the text has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from rapidfuzz.distance import Indel

TOKEN = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*(?:,\d+)*|\s+|[\W_]")


class Side(Enum):
    """Who has a stretch."""

    BOTH = "both"
    QUOTED = "quoted"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that follow each other and belong to one side, or to both."""

    side: Side
    text: str


def compare(quoted: str, original: str) -> tuple[Stretch, ...]:
    """Return the stretches of a quotation and of the text in one row; white space counts as the text has it.

    >>> [(part.side.value, part.text) for part in compare("reached 72,500 men", "reached 72,400 men")]
    [('both', 'reached '), ('quoted', '72,500'), ('original', '72,400'), ('both', ' men')]
    """
    one, other = _tokens(quoted), _tokens(original)
    found: list[Stretch] = []
    for code in Indel.opcodes([_key(token) for token in one], [_key(token) for token in other]):
        found += _stretches(code.tag, one[code.src_start : code.src_end], other[code.dest_start : code.dest_end])
    return tuple(_joined(found))


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text.strip())


def _key(token: str) -> str:
    return " " if token.isspace() else token


def _stretches(tag: str, quoted: list[str], original: list[str]) -> Iterator[Stretch]:
    if tag == "equal":
        yield Stretch(Side.BOTH, "".join(original))
        return
    if quoted:
        yield Stretch(Side.QUOTED, "".join(quoted))
    if original:
        yield Stretch(Side.ORIGINAL, "".join(original))


def _joined(stretches: list[Stretch]) -> Iterator[Stretch]:
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


def _pair(quoted: str, original: str) -> Iterator[Stretch]:
    """Yield a change, its common white space at the end set apart."""
    end = " " if quoted.endswith(" ") and original.endswith(" ") else ""
    quoted, original = quoted.removesuffix(end), original.removesuffix(end)
    if quoted:
        yield Stretch(Side.QUOTED, quoted)
    if original:
        yield Stretch(Side.ORIGINAL, original)
    if end:
        yield Stretch(Side.BOTH, end)
