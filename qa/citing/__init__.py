"""citing: a quotation as scholars cite it.

In: an article and a stretch of it. Out: references in three styles and for reference managers.
May import: `qa.locators`, `qa.note_roles`, `qa.records`.
"""

from qa.citing.copied_citations import clipboard_texts
from qa.citing.reference_forms import References, references, references_at
from qa.citing.styled_text import Styled

__all__ = [
    "References",
    "Styled",
    "clipboard_texts",
    "references",
    "references_at",
]
