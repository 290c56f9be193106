"""xml_dialects.py: XML files, told apart by their root element."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.readers.marked_up.xml_dialects import read_scholarly


@pytest.mark.parametrize(
    ("xml", "path"),
    [
        ("<article><body><p>He left.</p></body></article>", "/article/body/p"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>He left.</p></body></text></TEI>', "/TEI/text/body/p"),
        ("<TEI.2><text><body><p>He left.</p></body></text></TEI.2>", "/TEI.2/text/body/p"),
        ("<teiCorpus><TEI><text><p>He left.</p></text></TEI></teiCorpus>", "/teiCorpus/TEI/text/p"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"><body><p>He left.</p></body></html>', "/html/body/p"),
    ],
)
def test_root_tells_the_dialect(xml: str, path: str) -> None:
    """Journals' articles, editions old and new, corpora and pages are each read, whatever the namespace."""
    assert [(block.text, block.path) for block in read_scholarly(xml.encode(), "a.xml").blocks] == [("He left.", path)]


@pytest.mark.parametrize(
    ("xml", "says"),
    [("<svg/>", "a.xml is XML whose root is <svg>, which is neither JATS"), ("<TEI>", "a.xml is not well-formed XML")],
)
def test_other_xml_is_refused(xml: str, says: str) -> None:
    """XML of another kind is named by its root, and what is no XML is said to be none."""
    with pytest.raises(ArticleError) as refused:
        read_scholarly(xml.encode(), "a.xml")
    assert str(refused.value).startswith(says)
