"""Note markers that recognition misread, found by the chain of numbers: a note without one, and what may be its, between others.

Only of pages whose text was recognised; each is told, as a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.readers.pdf.foot_notes import PrintedNote
from index.records import Span

# What recognition makes of superior figures: signs that end no word, and quotation marks that nothing opens.
SIGNS = re.compile(r"(?<=[\w.,;:!?)\]”’])(?P<sign>[°*®©™¢§^~‘]+|['’”\"])(?=\s|$)")
OPENING = {"”": "“", '"': '"', "’": "‘", "'": "'"}
LONGEST_QUOTATION = 600  # characters


def misread_sign(characters: str, span: Span) -> Span | None:
    """Return the one sign in a span that can only be a misread figure; None where there is none, or several.

    >>> misread_sign("It froze.° “So it did.” Again.", Span(0, 30))
    Span(start=9, end=10)
    """
    found = [match.span("sign") for match in SIGNS.finditer(characters, span.start, span.end) if not _closes(match)]
    return Span(*found[0]) if len(found) == 1 else None


def _closes(match: re.Match[str]) -> bool:
    """Whether a sign is a quotation mark that another opens, or an apostrophe at the end of a plural."""
    sign, text = match["sign"][-1], match.string
    if sign not in OPENING:
        return False
    before = text[max(match.start() - LONGEST_QUOTATION, 0) : match.start()]
    opening = OPENING[sign]
    opened = before.count(opening) % 2 == 1 if opening == sign else before.rfind(opening) > before.rfind(sign)
    return opened or (sign in "’'" and before.endswith("s"))


def relabelled(
    labels: Sequence[str], pages: Sequence[int], pairs: Mapping[int, int], notes: Sequence[PrintedNote]
) -> dict[int, int]:
    """Return which mark without a note is that of which note without a mark: where one of each stands between two pairs.

    `pages` are those of the marks; `pairs` has the note of each mark that has one, by position.
    """
    found: dict[int, int] = {}
    taken = {note: mark for mark, note in pairs.items()}
    for at, note in enumerate(notes):
        if at in taken or (at and at - 1 not in taken) or (at + 1 < len(notes) and at + 1 not in taken):
            continue
        first = taken[at - 1] + 1 if at else 0
        last = taken[at + 1] if at + 1 < len(notes) else len(labels)
        between = [mark for mark in range(first, last) if mark not in pairs and 0 <= note.page - pages[mark] <= 1]
        if len(between) == 1 and labels[between[0]].isdigit() and note.label.isdigit():
            found[between[0]] = at
    return found
