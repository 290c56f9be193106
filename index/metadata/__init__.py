"""metadata: what is known of an article's publication – from its file, a bibliography, and the sidecar beside it, which wins.

In: words in which files name authors, years and DOIs; NAME.toml files; exports of reference managers. Out: `Publication`.
May import: `index.errors`, `index.records`.
"""

from index.metadata.bibliographies import Bibliography, BibliographyError, read_bibliography
from index.metadata.bibliography_publications import with_entry
from index.metadata.entry_matching import entry_digest, matches
from index.metadata.file_metadata import doi_in, language_in, page_range, year_in
from index.metadata.personal_names import names_in_line, people_named
from index.metadata.sidecar_writing import filled_in, form_fields, sidecar_text
from index.metadata.sidecars import (
    KINDS,
    SUFFIX,
    SidecarError,
    sidecar_of,
    sidecar_publication,
    sidecar_sha256,
    with_publications,
)

__all__ = [
    "KINDS",
    "SUFFIX",
    "Bibliography",
    "BibliographyError",
    "SidecarError",
    "doi_in",
    "entry_digest",
    "filled_in",
    "form_fields",
    "language_in",
    "matches",
    "names_in_line",
    "page_range",
    "people_named",
    "read_bibliography",
    "sidecar_of",
    "sidecar_publication",
    "sidecar_sha256",
    "sidecar_text",
    "with_entry",
    "with_publications",
    "year_in",
]
