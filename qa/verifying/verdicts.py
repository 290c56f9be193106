"""What is found out about a quotation: the verdict, the places where it stands, and the differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from index.records import Span
from qa.records import CitedNote

MOST_PLACES = 200  # places that a verdict lists; it counts them all


class VerdictKind(Enum):
    """What a quotation is to the text."""

    EXACT = "exact"
    """Character for character."""
    TYPOGRAPHY = "typography"
    """Exact but for signs: quotation marks, dashes, ligatures, spaces, hyphens at line ends, note numbers."""
    EDITED = "edited"
    """Exact but for what an editor's marks cover: brackets, ellipses, a changed first letter or last point."""
    ALTERED = "altered"
    """Words, digits, case or points differ from the best place, or a bracket hides that they do."""
    STITCHED = "stitched"
    """Made of pieces from several places, which no ellipsis admits."""
    ABSENT = "absent"
    """Not in the text."""


class DifferenceKind(Enum):
    """What differs: first typography and conventions, from `NUMBER` on what makes a quotation an altered one.

    In an altered quotation, `QUOTATION_MARKS` are such as only one of the two has, and brackets may hide what they replace.
    """

    QUOTATION_MARKS = "quotation marks"
    DASH = "dash"
    WHITE_SPACE = "white space"
    INVISIBLE = "invisible character"
    LIGATURE = "ligature"
    CODING = "character coding"
    ELLIPSIS = "ellipsis"
    LEFT_OUT = "left out"
    BRACKETED = "bracketed"
    REPLACED_IN_BRACKETS = "replaced in brackets"
    FIRST_LETTER = "first letter"
    CLOSING = "closing punctuation"
    NOTE_NUMBER = "note number"
    LINE_END_HYPHEN = "line-end hyphen"
    NUMBER = "number"
    NAME = "name"
    WORD = "word"
    DROPPED = "dropped"
    INSERTED = "inserted"
    CASE = "case"
    HYPHEN = "hyphen"
    PUNCTUATION = "punctuation"
    CUT_WORD = "cut word"


# What an editor does to a text openly: more than signs, and never proof that the text says the same.
EDITORS = frozenset(
    {
        DifferenceKind.LEFT_OUT,
        DifferenceKind.BRACKETED,
        DifferenceKind.REPLACED_IN_BRACKETS,
        DifferenceKind.FIRST_LETTER,
        DifferenceKind.CLOSING,
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference: what the quotation has and what the text has at `span`, either of which may be nothing.

    One that recurs, of the same kind and characters, is listed once with its `count`; `span` is where it stands first.
    """

    kind: DifferenceKind
    quoted: str
    original: str
    span: Span
    count: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where `quoted`, the quotation or a piece of it, stands: `span` of `Article.text`.

    `section` is that of the first of the `paragraphs`, by number; both are empty in a title or heading. `notes` are those in
    the quotation, or else those that cover it.
    """

    article_id: str
    span: Span
    quoted: str
    section: tuple[str, ...]
    paragraphs: tuple[int, ...]
    pages: tuple[str, ...]
    notes: tuple[CitedNote, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a quotation.

    `places` are in order, the best first, of a stitched quotation one for each piece; none where it is absent. At most
    `MOST_PLACES` are listed, `occurrences` counts all. `differences` are those from the first place, in the order of the text.
    """

    kind: VerdictKind
    quotation: str
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()
    occurrences: int = 0


def with_counts(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return each difference once, with how often it occurs."""
    first: dict[tuple[DifferenceKind, str, str], Difference] = {}
    counts: Counter[tuple[DifferenceKind, str, str]] = Counter()
    for difference in differences:
        key = (difference.kind, difference.quoted, difference.original)
        first.setdefault(key, difference)
        counts[key] += 1
    return tuple(replace(difference, count=counts[key]) for key, difference in first.items())
