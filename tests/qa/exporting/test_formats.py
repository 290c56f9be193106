"""formats.py: the formats by their names."""

from __future__ import annotations

import pytest

from qa.citing.citation_styles import BUILT_IN
from qa.exporting.exported_marks import Export
from qa.exporting.formats import FORMATS, UnknownFormatError, export_format


def test_formats_are_found_by_name(export: Export) -> None:
    """Each format has a name of its own and writes something; Word and Markdown are written in a style."""
    assert [export_format(each.name) for each in FORMATS] == list(FORMATS)
    assert [each.name for each in FORMATS if each.cites] == ["docx", "markdown"]
    begins = {each.name: each.write(export, BUILT_IN[0])[:2] for each in FORMATS if not each.cites}
    assert begins == {"bibtex": b"@m", "ris": b"TY", "csl": b"[\n", "annotations": b"{\n"}


def test_unknown_format_gets_a_sentence() -> None:
    """The sentence names those that there are."""
    with pytest.raises(UnknownFormatError, match="not exported as 'pdf'. The formats are docx, markdown, bibtex, ris, csl"):
        export_format("pdf")
