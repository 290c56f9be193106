"""verifying: whether a quotation is in the text, exactly – and if not quite, what differs.

In: a quotation, or a draft full of them. Out: a `Verdict` with places and differences.
May import: `qa.errors`, `qa.note_roles`, `qa.records`.
"""

from qa.verifying.drafts import DraftQuotation, quotations_in, read_draft
from qa.verifying.pasted_text import CheckedDraft, ReadAs, check_pasted
from qa.verifying.side_by_side import ComparedStretch, compare, compared_span
from qa.verifying.text_quotes import TextQuote, find_quote, text_quote
from qa.verifying.verdicts import (
    Change,
    Difference,
    DifferenceKind,
    MeaningChange,
    Place,
    Reason,
    Verdict,
    VerdictKind,
    counted,
    ranked,
)
from qa.verifying.verifier import LONGEST_QUOTATION, Verifier, require_whole_characters

__all__ = [
    "LONGEST_QUOTATION",
    "Change",
    "CheckedDraft",
    "ComparedStretch",
    "Difference",
    "DifferenceKind",
    "DraftQuotation",
    "MeaningChange",
    "Place",
    "ReadAs",
    "Reason",
    "TextQuote",
    "Verdict",
    "VerdictKind",
    "Verifier",
    "check_pasted",
    "compare",
    "compared_span",
    "counted",
    "find_quote",
    "quotations_in",
    "ranked",
    "read_draft",
    "require_whole_characters",
    "text_quote",
]
