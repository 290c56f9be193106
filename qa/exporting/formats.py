"""The formats in which a notebook is exported, by their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.errors import Kind, LoccitError, shortened
from qa.citing import CitationStyle
from qa.exporting.document import markdown, word
from qa.exporting.exported_marks import Export
from qa.exporting.web_annotations import as_annotations
from qa.exporting.work_lists import as_bibtex, as_csl_json, as_ris


class UnknownFormatError(LoccitError):
    """A notebook is not exported in such a format."""

    kind = Kind.UNFIT
    field = "/format"


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: its name for programs and for people, the kind of its body, and how its file's name ends.

    `cites` says whether it is written in a style of citation.
    """

    name: str
    label: str
    media_type: str
    suffix: str
    write: Callable[[Export, CitationStyle], bytes]
    cites: bool = False


FORMATS = (
    ExportFormat(
        "docx",
        "Word, with footnotes",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        word,
        cites=True,
    ),
    ExportFormat("markdown", "Markdown, with footnotes", "text/markdown", "md", markdown, cites=True),
    ExportFormat("bibtex", "BibTeX", "application/x-bibtex", "bib", lambda export, _: as_bibtex(export)),
    ExportFormat("ris", "RIS", "application/x-research-info-systems", "ris", lambda export, _: as_ris(export)),
    ExportFormat("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", lambda export, _: as_csl_json(export)),
    ExportFormat(
        "annotations", "W3C annotations (JSON-LD)", "application/ld+json", "jsonld", lambda export, _: as_annotations(export)
    ),
)


def export_format(name: str) -> ExportFormat:
    """Return the format of a name.

    Raises:
        UnknownFormatError: there is none.
    """
    for each in FORMATS:
        if each.name == name:
            return each
    names = ", ".join(each.name for each in FORMATS)
    raise UnknownFormatError(f"A notebook is not exported as {shortened(name)}. The formats are {names}.")
