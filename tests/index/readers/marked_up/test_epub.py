"""epub.py: e-books, the files of their spine in order."""

from __future__ import annotations

import pytest

from index.errors import ArticleError
from index.readers.marked_up.document import words_of
from index.readers.marked_up.epub import read_epub
from index.records import Person
from tests.marked import packed

PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>On War</dc:title><dc:creator>Jan de Vries</dc:creator><dc:publisher>Past</dc:publisher><dc:date>1999-05-02</dc:date>
<dc:language>en</dc:language></metadata><manifest><item id="c" href="copy.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/><item id="pic" href="p.svg" media-type="image/svg+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/><itemref idref="pic"/>
<itemref idref="one"/><itemref idref="two"/><itemref idref="gone"/></spine>
<guide><reference type="copyright-page" href="copy.xhtml"/></guide></package>"""
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
BOOK = {
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
    "OPS/book.opf": PACKAGE,
    "OPS/copy.xhtml": PAGE.format("<p>All rights reserved.</p>"),
    "OPS/one.xhtml": PAGE.format('<p>He left.<a role="doc-noteref" href="two.xhtml#n">1</a></p>'),
    "OPS/two.xhtml": PAGE.format('<p>It froze.</p><aside role="doc-footnote" id="n"><p>Harris.</p></aside>'),
}


def test_files_are_read_in_the_order_of_the_spine() -> None:
    """Texts stand in reading order, each block with its file; pictures and the copyright page are left out."""
    document = read_epub(packed(BOOK), "a.epub")
    assert [(block.text, block.path) for block in document.blocks] == [
        ("He left.", "OPS/one.xhtml#/html/body/p"),
        ("It froze.", "OPS/two.xhtml#/html/body/p"),
    ]
    assert [words_of(note) for note in document.notes.values()] == ["Harris."]
    assert document.doubts == ()


def test_package_tells_the_publication() -> None:
    """Title, author, publisher, year and language of the book are those of its package file."""
    document = read_epub(packed(BOOK), "a.epub")
    known = document.publication
    assert (document.title, document.title_path, known.kind) == (("On War",), "OPS/book.opf", "book")
    assert (known.authors, known.publisher, known.year, known.language) == ((Person("de Vries", "Jan"),), "Past", 1999, "en")


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ("<dc:date>2026-11-22T16:01:59Z</dc:date>", None),
        ("<dc:date>2026-11-22</dc:date>", 2026),
        ("<dc:date>2014-05-25T00:00:00Z</dc:date>", 2014),
        ('<dc:date opf:event="creation">2025-01-01</dc:date><dc:date opf:event="publication">1999</dc:date>', 1999),
        ('<dc:date opf:event="modification">2025-01-01</dc:date>', None),
    ],
)
def test_when_the_file_was_made_is_no_year_of_publication(dates: str, year: int | None) -> None:
    """Pandoc writes its own time as the date where a book tells none; a date that is not that time counts."""
    changed = '<meta property="dcterms:modified">2026-11-22T16:01:59Z</meta>'
    package = PACKAGE.replace("<dc:date>1999-05-02</dc:date>", dates + changed)
    package = package.replace("<metadata ", '<metadata xmlns:opf="http://www.idpf.org/2007/opf" ')
    assert read_epub(packed({**BOOK, "OPS/book.opf": package}), "a.epub").publication.year == year


def test_a_file_that_is_not_well_formed_is_read_with_a_doubt() -> None:
    """A tag that is never closed loses no text, and is told."""
    document = read_epub(packed({**BOOK, "OPS/one.xhtml": PAGE.format("<p>He <b>left.</p>")}), "a.epub")
    assert [words_of(block.inlines) for block in document.blocks] == ["He left.", "It froze."]
    assert document.doubts[0].startswith("OPS/one.xhtml is not well-formed and was read as browsers read it: ")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"META-INF/encryption.xml": '<encryption><CipherReference URI="OPS/one.xhtml"/></encryption>'},
            "a.epub is protected: OPS/one.xhtml is encrypted.",
        ),
        ({"META-INF/container.xml": "<container/>"}, "a.epub names no package file in META-INF/container.xml."),
        ({"OPS/book.opf": "<package/>"}, "a.epub has no text in its reading order."),
        ({"OPS/book.opf": PACKAGE.replace("one.xhtml", "three.xhtml")}, "a.epub is not complete: it has no OPS/three.xhtml."),
    ],
)
def test_books_that_cannot_be_read_say_why(changed: dict[str, str], says: str) -> None:
    """A protected text, a missing package, an empty spine and a missing file are each refused with a sentence."""
    with pytest.raises(ArticleError) as refused:
        read_epub(packed({**BOOK, **changed}), "a.epub")
    assert str(refused.value).startswith(says)


def test_encrypted_fonts_do_no_harm() -> None:
    """A book of which only a font is encrypted is read."""
    fonts = {"META-INF/encryption.xml": '<encryption><CipherReference URI="OPS/a.otf"/></encryption>'}
    assert len(read_epub(packed({**BOOK, **fonts}), "a.epub").blocks) == 2
