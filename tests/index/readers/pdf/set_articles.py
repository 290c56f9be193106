"""An article that is set in layouts of many kinds, with its truth known, and pages that are drawn line by line."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from index.readers.article_files import read_article
from index.records import Article
from tests.typesetter import Style, Typeset, typeset

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


def written(folder: Path, made: Typeset) -> Path:
    """Where a typeset article was written to."""
    path = folder / "harbour.pdf"
    path.write_bytes(made.data)
    return path


def read(folder: Path, style: Style, texts: list[str] | None = None) -> tuple[Article, Typeset]:
    """What is read of the article set in a style, and what was set."""
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
