"""tei.py: editions; whole files are read in test_jats.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers.marked_up.document import Inlines, NoteMark, PageBreak, words_of
from index.readers.marked_up.safe_xml import parse_xml
from index.readers.marked_up.tei import tei_document
from index.records import Person
from tests.cases_file import read_cases
from tests.marked import marked, read_bytes, texts

HEADER = """<TEI xml:lang="en"><teiHeader><fileDesc><titleStmt><title>A file</title><title type="main">On War</title>
<editor>Anna Li</editor></titleStmt><publicationStmt><date when="2015"/></publicationStmt><sourceDesc><biblStruct><analytic>
<title level="a">Of War</title><author>Jan de Vries</author></analytic><monogr><title level="m">Essays</title><imprint>
<pubPlace>Leiden</pubPlace><publisher>Brill</publisher><biblScope type="pp">10-20</biblScope></imprint></monogr></biblStruct>
</sourceDesc></fileDesc></teiHeader><text><body><p>He left.</p></body></text></TEI>"""
NOTE = "/TEI/text/body/p[2]/note"


def body(markup: str) -> str:
    return f"<TEI><text><body>{markup}</body></text></TEI>"


@pytest.mark.parametrize(
    ("markup", "inlines"),
    [
        ("<p>inter-<lb break='no'/>\n vention</p>", ("inter", "vention")),
        ("<p>inter<lb/>vention</p>", ("inter", " ", " ", "vention")),
        ("<p>A<pb n='12'/>b<pb/>c</p>", ("A", PageBreak("12"), "b", "c")),
        ("<p>it <choice><sic>lft</sic><corr>left</corr></choice><fw>War 3</fw></p>", ("it ", "lft")),
        ("<p>m<hi rend='superscript'>2</hi><hi>2</hi> <q>so</q></p>", ("m", "²", "2", " ", "so")),
    ],
)
def test_text_is_read_as_it_was_printed(markup: str, inlines: Inlines) -> None:
    """Words broken at line ends are joined, pages have labels, and of two readings the printed one is kept."""
    (block,) = tei_document(parse_xml(body(markup).encode(), "a.xml")).blocks
    assert block.inlines == inlines


@pytest.mark.parametrize(
    ("markup", "label", "key"),
    [
        ("<p>A<note n='(3)'>Harris.</note></p>", "3", "/TEI/text/body/p/note"),
        ("<p>A<note>Harris.</note></p>", "1", "/TEI/text/body/p/note"),
        ("<p>A<ref target='#n'>[*]</ref></p><p><note xml:id='n' n='7'>Harris.</note></p>", "*", NOTE),
        ("<p>A<anchor xml:id='x'/></p><p><note target='#x' n='7'>Harris.</note></p>", "7", NOTE),
    ],
)
def test_a_note_is_marked_where_it_belongs(markup: str, label: str, key: str) -> None:
    """A note stands in its place, or is referred to, or names its place; what is printed there goes before its own number."""
    document = tei_document(parse_xml(body(markup).encode(), "a.xml"))
    assert [block.inlines for block in document.blocks] == [("A", NoteMark(label, key))]
    assert {at: words_of(note) for at, note in document.notes.items()} == {key: "Harris."}


@pytest.mark.parametrize(("behaviour", "markup", "expected"), read_cases("tei.txt"))
def test_case(tmp_path: Path, behaviour: str, markup: str, expected: str) -> None:
    """Each case of tests/cases/tei.txt holds."""
    article = read_bytes(tmp_path, "a.xml", f"<TEI><text>{markup}</text></TEI>")
    notes = [f"{label} {text}" for label, text in texts(article)]
    assert [marked(article), *notes, *(f"? {doubt}" for doubt in article.doubts)] == expected.splitlines(), behaviour


def test_headings_have_the_levels_of_their_divisions() -> None:
    """A heading is as deep as its division, and a second one of a division stands between it and the next."""
    markup = body("<div><head>Snow</head><head>Winter</head><div1><head>Ice</head><p>It froze.</p></div1></div>")
    document = tei_document(parse_xml(markup.encode(), "a.xml"))
    assert [(block.text, block.level) for block in document.blocks] == [("Snow", 2), ("Winter", 3), ("Ice", 4), ("It froze.", 0)]


def test_header_tells_the_printed_source() -> None:
    """The text has the main title; what was printed tells authors, book and pages, and the file what is missing there."""
    document = tei_document(parse_xml(HEADER.encode(), "a.xml"))
    known = document.publication
    assert (document.title, known.title, known.kind, known.container) == (("On War",), "Of War", "chapter", "Essays")
    assert (known.authors, known.editors) == ((Person("de Vries", "Jan"),), (Person("Li", "Anna"),))
    assert (known.place, known.publisher, known.pages, known.year) == ("Leiden", "Brill", "10–20", 2015)


@pytest.mark.parametrize(
    ("of_root", "of_text", "of_body", "named", "language"),
    [
        ("en", "", "", "", "en"),
        ("en", "de", "", "", "de"),
        ("en", "de", "fr", "", "fr"),
        ("", "", "", '<language ident="en" usage="10"/><language ident="la" usage="90"/>', "la"),
        ("", "", "", '<language ident="en" usage="most"/><language ident="la"/>', "en"),
    ],
)
def test_the_language_is_the_texts_own(of_root: str, of_text: str, of_body: str, named: str, language: str) -> None:
    """The header may be in its editor's language: the text's own is told before the file's, and of several the most used."""
    header = f"<teiHeader><profileDesc><langUsage>{named}</langUsage></profileDesc></teiHeader>"
    text = f'<text xml:lang="{of_text}"><body xml:lang="{of_body}"><p>Nix.</p></body></text>'
    root = parse_xml(f'<TEI xml:lang="{of_root}">{header}{text}</TEI>'.encode(), "a.xml")
    assert tei_document(root).publication.language == language
