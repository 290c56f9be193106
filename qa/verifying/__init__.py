"""verifying: whether a quotation is in the text, exactly – and if not quite, what differs.

In: a quotation, or a draft full of them. Out: a `Verdict` with places and differences.
May import: `qa.note_roles`, `qa.records`.
"""

from qa.verifying.draft_quotations import DraftQuotation, quotations_in, read_draft
from qa.verifying.pasted_text import CheckedDraft, Reading, check_pasted
from qa.verifying.side_by_side import Stretch, compare, compared_span
from qa.verifying.text_quotes import TextQuote, find_quote, text_quote
from qa.verifying.verdicts import Kind, Place, Verdict
from qa.verifying.verifier import LONGEST_QUOTATION, Verifier, require_whole

__all__ = [
    "LONGEST_QUOTATION",
    "CheckedDraft",
    "DraftQuotation",
    "Kind",
    "Place",
    "Reading",
    "Stretch",
    "TextQuote",
    "Verdict",
    "Verifier",
    "check_pasted",
    "compare",
    "compared_span",
    "find_quote",
    "quotations_in",
    "read_draft",
    "require_whole",
    "text_quote",
]
