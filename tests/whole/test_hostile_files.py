"""Files that are not what they seem, or mean harm: each is refused with a sentence that says what was found."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from index.errors import ArticleError
from index.readers.marked_up.document import Document
from index.readers.marked_up.epub import read_epub
from tests.marked import marked, read_bytes, texts

ENTITY = '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY x {what}>]><TEI><text><body><p>a &x; b</p></body></text></TEI>'
CONTAINER = '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>On War</dc:title><dc:creator>Jan de Vries</dc:creator></metadata><manifest>{items}</manifest><spine>{spine}</spine>
</package>"""
TEXT = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>"""


def zipped(entries: dict[str, str | bytes]) -> bytes:
    """A zip archive in memory."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return data.getvalue()


def book(bodies: dict[str, str], **others: str) -> bytes:
    """An e-book whose files have these bodies."""
    items = "".join(f'<item id="{name}" href="t/{name}.xhtml" media-type="application/xhtml+xml"/>' for name in bodies)
    spine = "".join(f'<itemref idref="{name}"/>' for name in bodies)
    texts_ = {f"t/{name}.xhtml": TEXT.format(body=body) for name, body in bodies.items()}
    package = PACKAGE.format(items=items, spine=spine)
    return zipped({"META-INF/container.xml": CONTAINER, "p.opf": package, **texts_, **others})


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.docx", b"", "is empty: it has 0 bytes"),
        ("a.docx", b"%PDF-1.7", "is a PDF under another name. Name it .pdf."),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "is encrypted, or a Word file of before 2007"),
        ("a.docx", zipped({"word/document.xml": "<w/>" * 999})[:60], "is cut off or damaged"),
        ("a.docx", zipped({"word/document.xml": bytes(10_000_000)}), "more than any text does. It is not unpacked."),
        ("a.docx", zipped({"content.xml": "<a/>"}), "is an archive, but no .docx: it has no word/document.xml"),
        ("a.odt", zipped({"content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"}), "is encrypted. Save it without"),
        ("a.epub", zipped({"../../x": "x"}), "holds a path that leaves the archive"),
        ("a.epub", zipped({"mimetype": "x"}), "has no META-INF/container.xml"),
        ("a.epub", b"just text", "is no zip archive, but begins with b'just tex'"),
        ("a.xml", ENTITY.format(what='"boom"'), "declares entities of its own"),
        ("a.xml", ENTITY.format(what='SYSTEM "file:///etc/passwd"'), "declares entities of its own"),
        ("a.xml", ENTITY.format(what='SYSTEM "file:///etc/passwd"').encode("utf-16"), "declares entities of its own"),
        ("a.xml", "<TEI>\n<p></TEI>", "p line 2 and TEI, line 2, column 10. Mend it, or save it anew."),
        ("a.xml", "<TEI>" + "<div>" * 999 + "</div>" * 999 + "</TEI>", "is not well-formed XML: Excessive depth"),
        ("a.html", "<div>" * 9999 + "deep", "is nested too deeply"),
        ("a.html", "<h1>Only this</h1>", "has no paragraph of running text"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, name: str, content: str | bytes, sentence: str) -> None:
    """What cannot be read is refused, and the reason is said."""
    with pytest.raises(ArticleError) as error:
        read_bytes(tmp_path, name, content)
    assert sentence in str(error.value)


def test_damaged_entries_are_found(tmp_path: Path) -> None:
    """An entry that differs from its checksum is found before anybody reads it."""
    data = bytearray(zipped({"word/document.xml": bytes(range(256)) * 40}))
    data[80:90] = b"\xff" * 10
    with pytest.raises(ArticleError, match="is damaged"):
        read_bytes(tmp_path, "a.docx", bytes(data))


def test_protected_books_are_refused(tmp_path: Path) -> None:
    """An e-book whose text is encrypted is refused; one whose fonts are is read."""
    encryption = '<encryption><CipherReference URI="{}"/></encryption>'
    fonts = book({"one": "<p>He left.</p>"}, **{"META-INF/encryption.xml": encryption.format("fonts/a.otf")})
    text = book({"one": "<p>He left.</p>"}, **{"META-INF/encryption.xml": encryption.format("t/one.xhtml")})
    assert read_bytes(tmp_path, "a.epub", fonts).text == "On War\n\nHe left."
    with pytest.raises(ArticleError, match="is protected: t/one.xhtml is encrypted"):
        read_bytes(tmp_path, "b.epub", text)


def test_an_ebook_is_one_article(tmp_path: Path) -> None:
    """Chapters are sections, notes in a file of their own are attached, what is no text of the work is set aside."""
    chapter = '<section epub:type="chapter"><hgroup><h2>I</h2><p>Of Snow</p></hgroup><p>He left.{}</p></section>'
    data = book(
        {
            "cover": '<section epub:type="titlepage"><h1>On War</h1><p>By Jan</p></section>',
            "toc": '<nav epub:type="toc"><ol><li><a href="one.xhtml">I</a></li></ol></nav>',
            "one": chapter.format('<a epub:type="noteref" href="notes.xhtml#n1">1</a>'),
            "two": '<p>A poem<br/>here.<a href="notes.xhtml#n2" epub:type="noteref">1</a></p>',
            "notes": '<section epub:type="endnotes"><h2>Notes</h2><ol><li id="n1"><p>Harris. <a href="one.xhtml#x" '
            'epub:type="backlink">↩</a></p></li><li id="n2">Locke.</li></ol></section>',
            "licence": '<section epub:type="colophon"><p>Made by us.</p></section>',
        }
    )
    article = read_bytes(tmp_path, "a.epub", data)
    assert marked(article) == "On War | I | Of Snow | He left.{1} | A poem here.{1}"
    assert texts(article) == [("1", "Harris."), ("1", "Locke.")]
    assert article.paragraphs[0].section == ("I", "Of Snow")
    assert article.source.regions[-1].path == "t/two.xhtml#/html/body/p"


def test_ill_formed_chapters_are_read_with_a_doubt() -> None:
    """A chapter that is not well-formed is read as browsers do, and said to be."""
    document: Document = read_epub(book({"one": "<p>He <b>left.</p>"}), "a.epub")
    assert [block.text for block in document.blocks] == ["He left."]
    assert document.doubts[0].startswith("t/one.xhtml is not well-formed and was read as browsers read it")
