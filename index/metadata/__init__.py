"""metadata: what is known of an article's publication – from the file itself, and from the sidecar beside it, which wins.

In: words in which files name authors, years and DOIs; NAME.toml files. Out: `Publication`.
May import: `index.errors`, `index.records`.
"""

from index.metadata.file_metadata import doi_in, language_in, page_range, year_in
from index.metadata.personal_names import names_in_line, people_named
from index.metadata.sidecars import SUFFIX, SidecarError, sidecar_of, sidecar_sha256, with_publications

__all__ = [
    "SUFFIX",
    "SidecarError",
    "doi_in",
    "language_in",
    "names_in_line",
    "page_range",
    "people_named",
    "sidecar_of",
    "sidecar_sha256",
    "with_publications",
    "year_in",
]
