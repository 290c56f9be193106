"""citing: a quotation as scholars cite it.

In: an article and a stretch of it. Out: references in three styles, in any other that a CSL file has, and for reference managers.
May import: `qa.locators`, `qa.note_roles`, `qa.records`.
"""

from qa.citing.citation_styles import BUILT_IN, CitationStyle, CitedPlace, PlaceReferences
from qa.citing.cited_works import publication_of
from qa.citing.copied_citations import clipboard_texts, in_marks
from qa.citing.csl_styles import CslError, read_csl
from qa.citing.reference_forms import References, cited_place, place_at, references, references_at, references_of
from qa.citing.reference_managers import bibtex, citation_key, csl_json, ris
from qa.citing.style_shelf import StyleShelf
from qa.citing.styled_text import Styled

__all__ = [
    "BUILT_IN",
    "CitationStyle",
    "CitedPlace",
    "CslError",
    "PlaceReferences",
    "References",
    "StyleShelf",
    "Styled",
    "bibtex",
    "citation_key",
    "cited_place",
    "clipboard_texts",
    "csl_json",
    "in_marks",
    "place_at",
    "publication_of",
    "read_csl",
    "references",
    "references_at",
    "references_of",
    "ris",
]
