"""What is found out about a quotation: the verdict, the places where it stands, and the differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from index.records import Recognised, Span
from qa.records import CitedNote

AT_EITHER_END = 4  # words shown of many
MOST_PLACES = 200  # places that a verdict lists; it counts them all


class VerdictKind(Enum):
    """What a quotation is to the text."""

    EXACT = "exact"
    """Character for character."""
    TYPOGRAPHY = "typography"
    """Exact but for signs: quotation marks, dashes, ligatures, spaces, hyphens at line ends, note numbers."""
    RECOGNISED = "as recognised"
    """As the text has it, exactly or but for signs; but that was recognised in a picture, which alone can prove it."""
    EDITED = "edited"
    """Exact but for what an editor's marks cover: brackets, ellipses, emphasis, a changed first letter or last point."""
    ALTERED = "altered"
    """Words, digits, case or points differ from the best place, or a bracket hides that they do."""
    STITCHED = "stitched"
    """Made of pieces from several places, which no ellipsis admits."""
    ABSENT = "absent"
    """Not in the text."""


class Concern(Enum):
    """What may be wrong with a quotation, the gravest first: its kind, edited ones with and without a reason to doubt apart.

    Edited ones from text that was recognised in a picture are counted with those that are as recognised.
    """

    ABSENT = "absent"
    ALTERED = "altered"
    STITCHED = "stitched"
    DOUBTED = "edited with reasons"
    RECOGNISED = "as recognised"
    EDITED = "edited"
    TYPOGRAPHY = "typography"
    EXACT = "exact"


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
    EMPHASIS = "emphasis"
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
        DifferenceKind.EMPHASIS,
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


class Change(Enum):
    """What was done to the text's words."""

    LEFT_OUT = "left out"
    PUT_IN = "put in"
    REPLACED = "replaced"


class Reason(Enum):
    """Why a change may alter what the text says; each is called what the words changed are, or do."""

    NEGATION = "negation"
    QUANTIFIER = "quantifier"
    MODAL = "modal"
    NUMBER = "number"
    NAME = "name"
    PRONOUN = "pronoun"
    WORDING = "wording"
    JOINED = "joined sentences"


_TOLD = {
    Reason.NEGATION: "what is denied or affirmed may be another thing",
    Reason.QUANTIFIER: "how many, how much or how often may be another thing",
    Reason.MODAL: "what is certain, possible or conditional may be another thing",
    Reason.NUMBER: "a number or date of the text is not told as the text tells it",
    Reason.NAME: "somebody or something else may be meant",
    Reason.PRONOUN: "somebody or something else may be meant",
    Reason.WORDING: "the text does not say this",
    Reason.JOINED: "what the text parts is read as one",
}


def _brief(words: str) -> str:
    """Return words, the middle of many left out."""
    each = words.split()
    return " ".join((*each[:AT_EITHER_END], "…", *each[-AT_EITHER_END:])) if len(each) > 3 * AT_EITHER_END else words


@dataclass(frozen=True, slots=True)
class MeaningChange:
    """A reason to think that an editor's mark alters the meaning: the words put in, `quoted`, and those gone, `original`.

    `span` is where in `Article.text` the words gone stand, or what was put in would stand.
    """

    reason: Reason
    change: Change
    quoted: str
    original: str
    span: Span

    @property
    def sentence(self) -> str:
        """The reason in words.

        >>> MeaningChange(Reason.NEGATION, Change.LEFT_OUT, "", "not", Span(4, 7)).sentence
        '“not” is left out: what is denied or affirmed may be another thing.'
        """
        words = f"“{self.quoted}” stands for “{_brief(self.original)}”"
        if self.change is not Change.REPLACED:
            words = f"“{self.quoted or _brief(self.original)}” is {self.change.value}"
        return f"{words}: {_TOLD[self.reason]}."


@dataclass(frozen=True, slots=True)
class Place:
    """Where `quoted`, the quotation or a piece of it, stands: `span` of `Article.text`.

    `section` is that of the first of the `paragraphs`, by number; both are empty in a title or heading. `notes` are those in
    the quotation, or else those that cover it. `recognised` is what of it was recognised in a picture.
    """

    article_id: str
    span: Span
    quoted: str
    section: tuple[str, ...]
    paragraphs: tuple[int, ...]
    pages: tuple[str, ...]
    notes: tuple[CitedNote, ...]
    recognised: Recognised | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a quotation.

    `places` are in order, the best first, of a stitched quotation one for each piece; none where it is absent. At most
    `MOST_PLACES` are listed, `occurrences` counts all. `differences` are those from the first place, in the order of the text;
    `alters_meaning` is why what an editor's marks cover there may make the quotation say something else than the text.
    """

    kind: VerdictKind
    quotation: str
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()
    occurrences: int = 0
    alters_meaning: tuple[MeaningChange, ...] = ()

    @property
    def concern(self) -> Concern:
        """How much it concerns whoever answers for the quotation."""
        if self.kind is VerdictKind.EDITED and self.alters_meaning:
            return Concern.DOUBTED
        recognised = self.kind is VerdictKind.EDITED and any(place.recognised is not None for place in self.places[:1])
        return Concern.RECOGNISED if recognised else Concern(self.kind.value)

    @property
    def is_faithful(self) -> bool:
        """Whether the quotation is as the text has it, but for signs and for marks that give no reason to doubt.

        Where the text was recognised in a picture, nobody can say that.
        """
        return self.concern in (Concern.EDITED, Concern.TYPOGRAPHY, Concern.EXACT)


def ranked(verdicts: Sequence[Verdict]) -> tuple[int, ...]:
    """Return the positions of verdicts, what concerns most first; of equals, in their order."""
    order = list(Concern)
    return tuple(sorted(range(len(verdicts)), key=lambda at: order.index(verdicts[at].concern)))


def counted(verdicts: Iterable[Verdict]) -> dict[Concern, int]:
    """Return how many verdicts there are of each concern, the gravest first; none that there is not."""
    counts = Counter(verdict.concern for verdict in verdicts)
    return {concern: counts[concern] for concern in Concern if counts[concern]}


def with_counts(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return each difference once, with how often it occurs."""
    first: dict[tuple[DifferenceKind, str, str], Difference] = {}
    counts: Counter[tuple[DifferenceKind, str, str]] = Counter()
    for difference in differences:
        key = (difference.kind, difference.quoted, difference.original)
        first.setdefault(key, difference)
        counts[key] += 1
    return tuple(replace(difference, count=counts[key]) for key, difference in first.items())
