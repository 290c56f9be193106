"""The PDF reader, on PDFs that are made here, in layouts of many kinds, with their truth known."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.errors import ArticleError
from index.pdfium.glyphs import PageGlyphs
from index.readers.article_files import read_article, read_with_sources
from index.readers.integrity_report import maps_back
from index.readers.pdf.pdf_reader import read_pdf, reading_doubts
from index.records import Article, Person, Span
from tests.benchmarks import formats_pdf
from tests.benchmarks.data import DATA
from tests.benchmarks.reading import Tally, measure
from tests.typesetter import Style, Typeset, reads, typeset

TITLE = "The Harbour and the Treaty"
SENTENCES = (
    "The harbour had been deepened twice before the war, and both times the engineers complained of the sand.",
    "Nobody in the capital read their reports, which were filed with the correspondence of another ministry.",
    "When the fleet arrived in the spring of 1919, it could not anchor within sight of the customs house.",
    "The admiral wrote home that he had been sent to guard a town that he was unable to approach.",
    "His letters survive in two copies, one of which was censored by a hand that has not been identified.",
    "The merchants on the other hand welcomed the delay, since their goods were insured against blockade.",
    "It was they who paid for the second survey, although the treaty says nothing of private contributions.",
)
NOTES = {
    "a": "Ministry of Works, Report on the Harbour, 1912, p. 14; the sand is described there at great length.",
    "b": "Ibid., p. 22.",
    "c": "Admiral to his brother, 3 April 1919, private collection. The letter was written over several days, and its last "
    "pages speak of the weather, the price of coal, and the manners of the consul, whom the admiral had met only once.",
    "d": "See the discussion in the Lower House, which filled an afternoon, as the shorthand record of the sitting shows.",
    "e": "Insurance records for the year are incomplete.",
    "f": "Second Survey, plate 4.",
}


def paragraphs(times: int = 3) -> list[str]:
    """The article's paragraphs; the notes' markers stand in the first ones of each round."""
    one, two, three, four, five, six, seven = SENTENCES
    head = [
        f"{one}{{a}} {two} {three}",
        "# The Fleet and its Admiral",
        f"{four}{{b}} {five} {six}{{c}} {seven} {two}",
        f"{three} {one} {five}{{d}} {seven} {four}",
        f"{six} {two} {one} {three} {seven}{{e}}",
        f"{two} {four},{{f}} {three} {six}".replace(".,", ","),
    ]
    return [*head, *(f"{five} {six} {seven} {one} {number}." for number in range(times))]


def alternating(page: int) -> tuple[str, str, str]:
    """A running head that changes from left to right pages, none above the title."""
    if page == 0:
        return "", "", ""
    return (str(page + 87), "A. Scholar", "") if page % 2 else ("", TITLE, str(page + 87))


def below(page: int) -> tuple[str, str, str]:
    """The page's number below its text."""
    return "", str(page + 1), ""


def roman(page: int) -> tuple[str, str, str]:
    """The page's number in Roman numerals below its text."""
    return "", ("v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")[page], ""


SMALL = Style(width=340.0, height=400.0, margin=44.0)
STYLES = {
    "feet under a rule": replace(SMALL, head=alternating),
    "feet without a rule": replace(SMALL, rule=False, foot=below),
    "feet in the size of the text": replace(SMALL, note_size=10.5, head=alternating),
    "labels with a stop": replace(SMALL, label="stop", head=alternating),
    "numbers anew on each page": replace(SMALL, restart=True, foot=below),
    "symbols on each page": replace(SMALL, restart=True, label="symbols", head=alternating),
    "ragged, blank lines, Roman page numbers": replace(SMALL, justified=False, indent=0.0, gap=8.0, foot=roman),
    "two columns with feet of their own": replace(SMALL, width=560.0, columns=2, head=alternating),
    "three columns": replace(SMALL, width=760.0, height=500.0, columns=3, head=alternating),
    "notes at the end": replace(SMALL, endnotes=True, label="stop", head=alternating),
    "notes at the end in the size of the text": replace(SMALL, endnotes=True, label="stop", note_size=10.5, foot=below),
    "markers in brackets on the line": replace(SMALL, raised=False, label="stop", foot=below),
}


@pytest.fixture(params=sorted(STYLES))
def style(request: pytest.FixtureRequest) -> Style:
    """Each of the layouts."""
    return STYLES[request.param]


def written(folder: Path, made: Typeset) -> Path:
    path = folder / "harbour.pdf"
    path.write_bytes(made.data)
    return path


def read(folder: Path, style: Style, texts: list[str] | None = None) -> tuple[Article, Typeset]:
    made = typeset(texts or paragraphs(), NOTES, style, TITLE)
    return read_article(written(folder, made)), made


def drawn(folder: Path, lines: list[str], **settings: object) -> Path:
    """A page with lines of text."""
    buffer = BytesIO()
    canvas = Canvas(buffer, **settings)
    for at, line in enumerate(lines):
        canvas.drawString(72, 720 - 14 * at, line)
    canvas.save()
    path = folder / "drawn.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def test_paragraphs_and_headings_read_as_they_were_set(style: Style, tmp_path: Path) -> None:
    """Lines, columns and pages are joined to the paragraphs that were set, heads, numbers and notes left out."""
    article, _ = read(tmp_path, style)
    texts = [reads(text) for text in paragraphs() if not text.startswith("# ")]
    assert [paragraph.span.of(article.text) for paragraph in article.paragraphs] == texts
    assert "The Fleet and its Admiral" in [heading.span.of(article.text) for heading in article.headings]
    assert article.title == TITLE


def test_notes_stand_where_they_were_set_with_their_own_words(style: Style, tmp_path: Path) -> None:
    """Each marker is found behind the word that it was set behind, and has the note that was set for it."""
    article, made = read(tmp_path, style)
    places = {key: reads(text.split(f"{{{key}}}")[0])[-25:] for text in paragraphs() for key in NOTES if f"{{{key}}}" in text}
    assert [note.label for note in article.notes] == [made.labels[key] for key in NOTES]
    assert [article.text[note.anchor - 25 : note.anchor] for note in article.notes] == [places[key] for key in NOTES]
    assert [note.text for note in article.notes] == list(NOTES.values())


def test_each_sentence_leads_back_to_the_extracted_characters(style: Style, tmp_path: Path) -> None:
    """The source map of a PDF leads to the characters that are handed out with the article."""
    path = written(tmp_path, typeset(paragraphs(), NOTES, style, TITLE))
    ((article, source),) = read_with_sources(path)
    assert all(maps_back(article, source, sentence) for sentence in article.sentences)
    assert article.source.length == len(source)


def test_pages_are_cited_by_their_printed_numbers(tmp_path: Path) -> None:
    """The number in the running head is the page's; the first page, which has none, is counted back."""
    article, made = read(tmp_path, STYLES["feet under a rule"])
    assert [page.label for page in article.pages] == [str(87 + page) for page in range(made.pages)]
    assert all(page.printed for page in article.pages)


def test_roman_page_numbers_are_kept(tmp_path: Path) -> None:
    """Roman numerals count the pages as well."""
    article, made = read(tmp_path, STYLES["ragged, blank lines, Roman page numbers"])
    assert [page.label for page in article.pages] == ["v", "vi", "vii", "viii", "ix", "x", "xi", "xii"][: made.pages]


def test_pages_without_numbers_are_only_counted(tmp_path: Path) -> None:
    """Where no number is printed, the pages are those of the file, and not to be cited."""
    article, _ = read(tmp_path, SMALL)
    assert {(page.label, page.printed) for page in article.pages} >= {("1", False), ("2", False)}


def test_each_line_tells_its_page_and_box(tmp_path: Path) -> None:
    """A sentence leads to the lines of print that it fills, each with the page of the file and its box in points."""
    article, _ = read(tmp_path, SMALL)
    start = article.text.index("The admiral wrote home")
    region, *_ = article.source.regions_of(Span(start, start + 10))
    assert region.page == 1
    assert region.box is not None
    x0, y0, x1, y1 = region.box
    assert 44.0 <= x0 < x1 <= 296.5
    assert 44.0 < y0 < y1 < 356.0
    assert [one.start for one in article.source.regions] == sorted(one.start for one in article.source.regions)


def test_power_is_no_note(tmp_path: Path) -> None:
    """A raised number that no note has stays in the text, and is told."""
    power = "The basin covered 40 km^2 of sand and mud, as the survey says in its first table."
    article, _ = read(tmp_path, SMALL, [*paragraphs(), power])
    assert "The basin covered 40 km2 of sand and mud" in article.text
    assert [note.label for note in article.notes] == ["1", "2", "3", "4", "5", "6"]
    assert any(doubt.startswith("2 stands raised on page") for doubt in article.doubts)


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


def test_scan_without_text_is_refused(tmp_path: Path) -> None:
    """Pages that are pictures are refused with the advice to have their text recognised."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    canvas.save()
    with pytest.raises(ArticleError, match="1 of its 1 pages are pictures, as of a scan. Run text recognition"):
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
    assert SENTENCES[0] in read_article(tmp_path / "scan.pdf").text


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


def test_fonts_that_tell_no_characters_are_a_doubt() -> None:
    """Where many glyphs have no character that all agree on, the words may be garbage, and that is told."""
    page = PageGlyphs((), (), 400.0, 600.0, 0, drawn=1000, unmapped=400, pictured=False)
    (doubt,) = reading_doubts([page])
    assert doubt.startswith("the file's fonts do not tell what 400 of its 1,000 characters are, so that words may be garbage")


def test_reading_ends_after_the_time_allowed(tmp_path: Path) -> None:
    """A file that takes too long is refused, with what was read by then."""
    path = written(tmp_path, typeset(paragraphs(), NOTES, SMALL, TITLE))
    with pytest.raises(ArticleError, match="takes too long to read: in the time allowed, 0 of its"):
        read_pdf(path, "harbour", most_seconds=-1.0)


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


@pytest.mark.skipif(not (DATA / "formats").is_dir(), reason=f"the outside data are not at {DATA}")
@pytest.mark.parametrize(
    ("name", "markers", "texts", "blocks"),
    [("pdf", 0.98, 0.97, 0.95), ("pdf_endnotes", 0.98, 0.97, 0.95), ("pdf_twocol", 0.97, 0.95, 0.92)],
)
def test_outside_chapters_are_read_well(name: str, markers: float, texts: float, blocks: float) -> None:
    """Of the shared chapters, markers, notes and paragraphs are found as well as was promised."""
    tallies = {tally: Tally() for tally in ("markers", "headings", "paragraphs", "texts")}
    for path in sorted((DATA / "formats" / name).glob("*.pdf"))[:4]:
        measure(formats_pdf.truth_of(path), tallies, path)
    assert tallies["markers"].f1 >= markers
    assert tallies["texts"].recall >= texts
    assert tallies["paragraphs"].f1 >= blocks
