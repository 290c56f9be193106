"""PDFs as they come: damaged, locked, scanned, blank or turned; from the file to the article, or to a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.errors import ArticleError
from index.readers.article_files import read_article
from index.records import Span
from tests.index.readers.pdf.set_articles import NOTES, SENTENCES, SMALL, TITLE, drawn, paragraphs
from tests.typesetter import typeset


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04" + b"word/document.xml" * 100, "is a ZIP file, as Word documents and e-books are"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "is a damaged PDF"),
        (b"Just text, with a wrong name.", "is named as a PDF, but is something else"),
    ],
)
def test_what_is_no_pdf_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    """Empty, renamed and damaged files are refused with a sentence that says which they are."""
    path = tmp_path / "wrong.pdf"
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=said):
        read_article(path)


def test_truncated_pdf_is_refused(tmp_path: Path) -> None:
    """A PDF of which the end is missing is told to be damaged."""
    path = tmp_path / "half.pdf"
    data = typeset(paragraphs(), NOTES, SMALL, TITLE).data
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ArticleError, match="damaged PDF"):
        read_article(path)


def test_locked_pdf_is_refused(tmp_path: Path) -> None:
    """A PDF that asks for a password is refused; one that only restricts printing is read."""
    with pytest.raises(ArticleError, match="locked by a password"):
        read_article(drawn(tmp_path, list(SENTENCES), encrypt=StandardEncryption("secret", ownerPassword="owner")))
    restricted = StandardEncryption("", ownerPassword="owner", canPrint=0)
    assert len(read_article(drawn(tmp_path, [line[:80] for line in SENTENCES], encrypt=restricted)).paragraphs) >= 1


def test_scan_of_nothing_is_refused(tmp_path: Path) -> None:
    """Pages that are pictures, in which no text is or none can be recognised, are refused."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    canvas.save()
    with pytest.raises(ArticleError, match="1 of its 1 pages are pictures, as of a scan"):
        read_article(tmp_path / "scan.pdf")


def test_recognised_scan_is_read(tmp_path: Path) -> None:
    """An invisible text over the picture of a page is its text."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textLines("The harbour had been deepened twice before the war, and\nboth times the engineers complained of the sand.")
    canvas.drawText(text)
    canvas.save()
    article = read_article(tmp_path / "scan.pdf")
    assert SENTENCES[0] in article.text
    recognised = article.recognised_in(Span(0, 10))
    assert recognised is not None
    assert recognised.confidence is None
    assert article.doubts == (
        (
            "the text of 1 of the file's 1 pages was recognised in their pictures by whoever made the file, and nobody tells how "
            "surely: check what you quote against the page"
        ),
    )


def test_pages_without_anything_are_refused(tmp_path: Path) -> None:
    """Blank pages, many of them too, are refused at once."""
    canvas = Canvas(str(tmp_path / "blank.pdf"))
    for _ in range(2000):
        canvas.showPage()
    canvas.save()
    with pytest.raises(ArticleError, match="has no text on its 2000 pages"):
        read_article(tmp_path / "blank.pdf")


def test_turned_pages_are_read(tmp_path: Path) -> None:
    """Text that runs up the page, as a table's page is bound, reads as any other; its box is that on the page."""
    canvas = Canvas(str(tmp_path / "turned.pdf"), pagesize=(400, 800))
    canvas.rotate(90)
    for at, line in enumerate(SENTENCES[:3]):
        canvas.drawString(40, -60 - 14 * at, line)
    canvas.save()
    article = read_article(tmp_path / "turned.pdf")
    assert " ".join(SENTENCES[:3]) in article.text.replace("\n\n", " ")
    box = article.source.regions[0].box
    assert box is not None
    assert box[2] - box[0] < 20 < box[3] - box[1]


def test_initial_belongs_to_its_first_word(tmp_path: Path) -> None:
    """A large letter that stands before three lines is the first of the paragraph."""
    canvas = Canvas(str(tmp_path / "initial.pdf"))
    canvas.setFont("Times-Roman", 44)
    canvas.drawString(72, 668, "T")
    canvas.setFont("Times-Roman", 11)
    lines = [
        "he harbour had been deepened twice before the war, and both",
        "times the engineers complained of the sand, of the tides and",
    ]
    for at, line in enumerate(lines):
        canvas.drawString(101, 694 - 13 * at, line)
    canvas.drawString(101, 668, "the long silence of the ministry, which never answered them")
    canvas.drawString(72, 655, "in all those years, though it had the letters copied and bound.")
    canvas.save()
    assert read_article(tmp_path / "initial.pdf").text == (
        f"T{' '.join(lines)} the long silence of the ministry, which never answered them "
        "in all those years, though it had the letters copied and bound."
    )
