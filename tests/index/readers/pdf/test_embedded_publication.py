"""embedded_publication.py: what a PDF says of its own publication."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.pdfium.document_information import information_of
from index.pdfium.opening import opened
from index.readers.article_files import read_article
from index.readers.pdf.embedded_publication import embedded_publication, embedded_title
from index.records import Person, Publication
from tests.index.pdfium.drawn_pdfs import drawn, words
from tests.index.readers.pdf.set_articles import SENTENCES

PACKET = """<x:xmpmeta><rdf:Description prism:volume="12">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Ice &amp; Trade</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ada Lovelace</rdf:li><rdf:li>Ludwig van Berg</rdf:li></rdf:Seq></dc:creator>
<dc:language>en-GB</dc:language>
<prism:publicationName>Journal of Ports</prism:publicationName>
<prism:number>3</prism:number>
<prism:startingPage>101</prism:startingPage><prism:endingPage>119</prism:endingPage>
<prism:coverDate>1998-04-01</prism:coverDate>
<prism:doi>10.1234/ports.98</prism:doi>
</rdf:Description></x:xmpmeta>"""


def published(title: str = "", author: str = "", subject: str = "", packet: str = "") -> tuple[str, Publication]:
    """The title and the publication that are read of a PDF with that document information and that packet."""

    def draw(canvas: Canvas) -> None:
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject(subject)
        words(canvas)

    data = drawn(draw)
    with opened(data, Path("a.pdf")) as document:
        information = information_of(document)
    return embedded_title(information), embedded_publication(information, data + packet.encode())


def test_the_publishers_packet_is_read() -> None:
    """What the packet tells is taken field by field, in elements or attributes, before the document information."""
    _, publication = published("Another title", "Another Author", packet=PACKET)
    assert publication == Publication(
        kind="article-journal",
        authors=(Person("Lovelace", "Ada"), Person("van Berg", "Ludwig")),
        title="Ice & Trade",
        container="Journal of Ports",
        year=1998,
        volume="12",
        issue="3",
        pages="101–119",
        doi="10.1234/ports.98",
        language="en-GB",
    )


def test_the_document_information_is_taken_without_a_packet() -> None:
    """Without a packet the title, the authors, and a DOI in the subject come from the document information, and no year does."""
    title, publication = published("Ice and  trade", "Ada Lovelace and Charles Babbage", "Ports, doi:10.1234/ports.98.")
    assert title == "Ice and trade"
    authors = (Person("Lovelace", "Ada"), Person("Babbage", "Charles"))
    assert publication == Publication(authors=authors, title="Ice and trade", doi="10.1234/ports.98")


@pytest.mark.parametrize("title", ["Microsoft Word - ice.doc", "untitled", "ice_final.indd", "Document1"])
def test_what_a_word_processor_fills_in_is_no_title(title: str) -> None:
    """The name of a file or of a program is no title."""
    assert published(title) == ("", Publication())


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ("jdoe", ()),
        ("Lovelace, Ada", (Person("Lovelace", "Ada"),)),
        ("Ada Lovelace, Charles Babbage", (Person("Lovelace", "Ada"), Person("Babbage", "Charles"))),
        ("Lovelace, Ada; Babbage, Charles", (Person("Lovelace", "Ada"), Person("Babbage", "Charles"))),
    ],
)
def test_names_in_one_line_are_told_apart(author: str, people: tuple[Person, ...]) -> None:
    """A comma parts whole names, or a family name from a given one; a single word is no author."""
    assert published(author=author)[1].authors == people


def test_publication_is_what_the_file_tells_and_the_sidecar_wins(tmp_path: Path) -> None:
    """Title and authors come from the document information; what the sidecar says stands before it."""
    canvas = Canvas(str(tmp_path / "told.pdf"))
    canvas.setTitle("The Harbour")
    canvas.setAuthor("Ann Scholar and Jan de Vries")
    canvas.setSubject("Journal of Harbours, doi:10.1234/harbour.5")
    for at, line in enumerate(SENTENCES):
        canvas.drawString(40, 700 - 14 * at, line)
    canvas.save()
    told = read_article(tmp_path / "told.pdf").publication
    assert told.authors == (Person("Scholar", "Ann"), Person("de Vries", "Jan"))
    assert (told.title, told.doi, told.year) == ("The Harbour", "10.1234/harbour.5", None)
    (tmp_path / "told.toml").write_text('title = "The Harbour, Again"\nyear = 1998\n', "utf-8")
    sidecar = read_article(tmp_path / "told.pdf").publication
    assert (sidecar.title, sidecar.year, sidecar.doi) == ("The Harbour, Again", 1998, "10.1234/harbour.5")


def test_names_of_files_are_no_titles(tmp_path: Path) -> None:
    """What a word processor fills in as title and author is left out."""
    canvas = Canvas(str(tmp_path / "told.pdf"))
    canvas.setTitle("Microsoft Word - final_v3.docx")
    canvas.setAuthor("admin")
    for at, line in enumerate(SENTENCES):
        canvas.drawString(40, 700 - 14 * at, line)
    canvas.save()
    told = read_article(tmp_path / "told.pdf").publication
    assert (told.title, told.authors) == ("", ())
