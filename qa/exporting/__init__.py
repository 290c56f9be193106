"""exporting: what was kept in a notebook, taken into what people write in – Word, Markdown, reference managers, annotations.

In: marks as they stand, with their addresses, and a style of citation. Out: a file's bytes.
May import: `qa.citing`, `qa.errors`, `qa.note_roles`, `qa.notebook`, `qa.records`.
"""

from qa.exporting.exported_marks import Export, ExportedMark
from qa.exporting.formats import FORMATS, export_format

__all__ = [
    "FORMATS",
    "Export",
    "ExportedMark",
    "export_format",
]
