"""XML files: journals' articles in JATS, editions in TEI, pages in XHTML, told by their root element."""

from __future__ import annotations

from index.errors import ArticleError
from index.readers.marked_up.document import Document
from index.readers.marked_up.html import page_document
from index.readers.marked_up.jats import jats_document
from index.readers.marked_up.safe_xml import parse_xml
from index.readers.marked_up.tei import tei_document

KINDS = {
    "article": jats_document,
    "TEI": tei_document,
    "TEI.2": tei_document,
    "teiCorpus": tei_document,
    "html": page_document,
}


def read_scholarly(data: bytes, place: str) -> Document:
    """Return the document of an XML file.

    Raises:
        ArticleError: it is not well formed, or of no known kind.
    """
    root = parse_xml(data, place)
    kind = KINDS.get(str(root.tag))
    if kind is None:
        raise ArticleError(
            f"{place} is XML whose root is <{root.tag}>, which is neither JATS (<article>) nor TEI (<TEI>) nor XHTML (<html>). "
            "Export the article in one of these."
        )
    return kind(root)
