"""What somebody pasted to have it verified: one quotation, or a stretch of a draft that holds some."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qa.errors import QuestionError
from qa.verifying.drafts import DraftQuotation, quotations_in
from qa.verifying.verdicts import Concern, Verdict, VerdictKind, counted, ranked
from qa.verifying.verifier import LONGEST_QUOTATION, Verifier, require_whole_characters

READ_WHOLE = frozenset({VerdictKind.EXACT, VerdictKind.TYPOGRAPHY, VerdictKind.EDITED})  # these stand in the text as a whole


class ReadAs(Enum):
    """As what the pasted text is to be read."""

    EITHER = "either"
    QUOTATION = "quotation"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of a draft and what was found out about it."""

    quotation: DraftQuotation
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft's quotations, in order; `short` counts those of one or two words, which are not verified."""

    quotations: tuple[Checked, ...]
    short: int

    @property
    def ranked(self) -> tuple[Checked, ...]:
        """The quotations, those that concern most first."""
        return tuple(self.quotations[at] for at in ranked([found.verdict for found in self.quotations]))

    @property
    def counts(self) -> dict[Concern, int]:
        """How many quotations there are of each concern, the gravest first."""
        return counted(found.verdict for found in self.quotations)


def check_pasted(
    verifier: Verifier, text: str, article_id: str | None = None, reading: ReadAs = ReadAs.EITHER
) -> Verdict | CheckedDraft:
    """Verify the whole as a quotation, or each quotation in it.

    Read as either, it is a draft where it has quotations of its own and does not stand in the text as a whole.

    Raises:
        QuestionError: there is nothing in it to be verified.
        UnknownArticleError: there is no article `article_id`.
    """
    if reading is ReadAs.QUOTATION:
        return verifier.verify(text, article_id)
    require_whole_characters(text, "/draft")
    found = quotations_in(text)
    own = [quotation for quotation in found if not quotation.short]
    if reading is ReadAs.EITHER:
        whole = verifier.verify(text, article_id) if not own or len(text) <= LONGEST_QUOTATION else None
        if whole and (not own or whole.kind in READ_WHOLE):
            return whole
    if not own:
        raise QuestionError(
            "The draft has no quotation of more than two words, in quotation marks or set off. Paste one that has."
        )
    checked = tuple(Checked(quotation, verifier.verify(quotation.text, article_id)) for quotation in own)
    return CheckedDraft(checked, len(found) - len(own))
