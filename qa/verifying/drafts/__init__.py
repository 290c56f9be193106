"""drafts: where a manuscript – Markdown, plain text or DOCX – quotes.

In: a draft's file or text. Out: its text, and its quotations, each with where it stands there.
May import: nothing.
"""

from qa.verifying.drafts.draft_files import read_draft
from qa.verifying.drafts.draft_quotations import DraftQuotation, quotations_in

__all__ = [
    "DraftQuotation",
    "quotations_in",
    "read_draft",
]
