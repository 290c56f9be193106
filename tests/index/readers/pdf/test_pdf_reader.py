"""pdf_reader.py: articles from PDFs that are set here, in layouts of many kinds, with their truth known."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import ArticleError
from index.pdfium.glyphs import PageGlyphs
from index.readers.article_files import read_with_sources
from index.readers.integrity_report import maps_back
from index.readers.pdf.pdf_reader import read_pdf, reading_doubts
from index.records import Span
from tests.benchmarks import formats_pdf
from tests.benchmarks.data import DATA
from tests.benchmarks.reading import Tally, measure
from tests.index.readers.pdf.set_articles import NOTES, SMALL, STYLES, TITLE, paragraphs, read, written
from tests.typesetter import Style, reads, typeset


@pytest.fixture(params=sorted(STYLES))
def style(request: pytest.FixtureRequest) -> Style:
    """Each of the layouts."""
    return STYLES[request.param]


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
